using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;

namespace QualiPref.Platform.Parking;

/// <summary>What somebody decided on something parked.</summary>
/// <param name="Act">What was done, such as <see cref="Retry"/>.</param>
/// <param name="Place">Where it is parked.</param>
/// <param name="Item">Its id there.</param>
/// <param name="By">Name in the token of whoever decided. It stays in the database: no log has it.</param>
/// <param name="Reason">Why; null where nobody is asked for it.</param>
/// <param name="DigestBefore">SHA-256 of what was mended, before; null of other acts.</param>
/// <param name="DigestAfter">The same after.</param>
public sealed record OperatorAct(string Act, string Place, string Item, string By, string? Reason = null, string? DigestBefore = null, string? DigestAfter = null)
{
    /// <summary>It is tried again.</summary>
    public const string Retry = "retry";

    /// <summary>It is given up.</summary>
    public const string GiveUp = "giveUp";

    /// <summary>It is altered, to be tried again then.</summary>
    public const string Mend = "mend";
}

/// <summary>An act as it is kept.</summary>
/// <param name="Id">In the order of time.</param>
/// <param name="At">When it was asked for (UTC).</param>
/// <param name="What">What was asked for, by whom.</param>
/// <param name="Outcome">What came of it, in a word; null when that is not known: it failed, or the process ended over it.</param>
public sealed record NotedAct([property: BsonId] Guid Id, DateTime At, OperatorAct What, [property: BsonIgnoreIfNull] string? Outcome);

/// <summary>
/// The acts of operators on what a service has parked. An act is noted before it is done, so that none goes unnoted, and what came of it afterwards; beyond that
/// nothing is altered here and nothing removed.
/// </summary>
/// <param name="database">Database of the service.</param>
/// <param name="time">The clock.</param>
public sealed class OperatorActs(IMongoDatabase database, TimeProvider time)
{
    private readonly IMongoCollection<NotedAct> _acts = database.GetCollection<NotedAct>("operatorActs");

    /// <summary>Notes an act, does it, and notes what came of it.</summary>
    /// <typeparam name="T">What doing it gives.</typeparam>
    /// <param name="what">The act.</param>
    /// <param name="doIt">Does it.</param>
    /// <param name="outcomeOf">What came of it, in a word.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<T> DoAsync<T>(OperatorAct what, Func<Task<T>> doIt, Func<T, string> outcomeOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(doIt);
        ArgumentNullException.ThrowIfNull(outcomeOf);
        var now = time.GetUtcNow();
        var act = new NotedAct(Guid.CreateVersion7(now), now.UtcDateTime, what, null);
        await _acts.InsertOneAsync(act, cancellationToken: cancellationToken);
        var done = await doIt();
        await _acts.UpdateOneAsync(noted => noted.Id == act.Id, Builders<NotedAct>.Update.Set(noted => noted.Outcome, outcomeOf(done)), cancellationToken: cancellationToken);
        return done;
    }

    /// <summary>Some acts, the newest first.</summary>
    /// <param name="before">The id of the last one already seen; null for the newest.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<NotedAct>> ListAsync(Guid? before, int most, CancellationToken cancellationToken) =>
        await _acts.Find(before is { } seen ? Builders<NotedAct>.Filter.Lt(act => act.Id, seen) : Builders<NotedAct>.Filter.Empty, new FindOptions { Hint = "_id_" })
            .SortByDescending(act => act.Id).Limit(most).ToListAsync(cancellationToken);
}
