using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;

namespace QualiPref.Indicators.Storage;

/// <summary>Somebody wants the records of some site-days sent again: which, and how far the asking has come.</summary>
internal sealed class ResendDocument : MonthlyWork
{
    /// <summary>Whether what comes replaces what is held, whatever its version.</summary>
    [BsonIgnoreIfDefault]
    public bool Overrules { get; init; }

    /// <summary>Site-days of a source asked for so far; a step that was done twice counts twice.</summary>
    public required long SiteDays { get; init; }
}

/// <summary>Keeps what is to be sent again and how much of it was asked for.</summary>
internal sealed class ResendStore(IndicatorsDatabase database)
{
    public Task AddAsync(ResendDocument resend, AuditEntry audit, CancellationToken cancellationToken) =>
        database.Resends.InsertAuditedAsync(resend, audit, cancellationToken);

    public async Task<ResendDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Resends.Find(resend => resend.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The one that has run for the longest; null when none is running.</summary>
    public async Task<ResendDocument?> FindRunningAsync(CancellationToken cancellationToken) =>
        await database.Resends.Find(Builders<ResendDocument>.Filter.Exists(resend => resend.RunningSince))
            .SortBy(resend => resend.RunningSince).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Notes that the site-days of the next step were asked for.</summary>
    public Task NoteStepAsync(ResendDocument resend, int siteDays, CancellationToken cancellationToken)
    {
        var update = Builders<ResendDocument>.Update.Inc(kept => kept.Done, 1).Inc(kept => kept.SiteDays, siteDays);
        if (resend.EndsWithNext) update = update.Unset(kept => kept.RunningSince);
        return database.Resends.UpdateOneAsync(kept => kept.Id == resend.Id && kept.Done == resend.Done, update, null, cancellationToken);
    }
}
