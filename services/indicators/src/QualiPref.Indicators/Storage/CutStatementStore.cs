using MongoDB.Driver;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>
/// Keeps what the sources state for cuts under way. The answer to a cut holds every day with records; rows told later for any other
/// reason replace its days. Only times of one source are compared with each other, so clocks need not agree.
/// </summary>
internal sealed class CutStatementStore(IndicatorsDatabase database, CutStore cuts)
{
    /// <summary>Takes messages, each for every open cut that holds its site, and for the cut that it names even if that is not known yet.</summary>
    /// <returns>Whether a cut under way may now go on.</returns>
    public async Task<bool> TakeAsync(IReadOnlyList<IntakeBalanceChanged> messages, CancellationToken cancellationToken)
    {
        var unfinished = await cuts.ListUnfinishedAsync(cancellationToken);
        var goesOn = false;
        foreach (var message in messages) goesOn |= await TakeAsync(message, unfinished, cancellationToken);
        return goesOn;
    }

    private async Task<bool> TakeAsync(IntakeBalanceChanged message, IReadOnlyList<CutDocument> unfinished, CancellationToken cancellationToken)
    {
        var open = unfinished
            .Where(cut => cut.State == CutDocument.Open && cut.Sites.Contains(message.Site))
            .Select(cut => cut.Id)
            .ToHashSet();
        // The answer of a source may overtake the request itself, or be taken at the very time: that cut is read last, and left out only once it has ended.
        if (message.CutId is { } named && await cuts.FindAsync(named, cancellationToken) is null or { State: CutDocument.Open }) open.Add(named);
        foreach (var cut in open) await MergeAsync(cut, message, cancellationToken);
        if (message.CutId is { } answered) await cuts.NoteAliveAsync(answered, cancellationToken);
        return open.Count > 0;
    }

    /// <summary>The sites that both sources have answered for. One read, of an index only: statements of a whole network are large.</summary>
    /// <param name="cut">The cut.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<string>> AnsweredSitesAsync(CutDocument cut, CancellationToken cancellationToken)
    {
        var ids = await database.CutStatements
            .Find(statement => statement.Cut == cut.Id && statement.StatedAt > DateTime.UnixEpoch, new FindOptions { Hint = IndicatorsDatabase.StatedIndex })
            .Project(statement => statement.Id)
            .ToListAsync(cancellationToken);
        var answered = ids.ToHashSet(StringComparer.Ordinal);
        return [.. cut.Sites.Where(site => FactSources.Told.All(source => answered.Contains(CutStatementDocument.IdOf(cut.Id, site, source))))];
    }

    /// <summary>What is known of a site, by source.</summary>
    public async Task<IReadOnlyDictionary<string, CutStatementDocument>> FindAsync(Guid cut, string site, CancellationToken cancellationToken)
    {
        var ids = new[] { FactSources.Surveys, FactSources.Complaints }
            .ToDictionary(source => CutStatementDocument.IdOf(cut, site, source), StringComparer.Ordinal);
        var found = await database.CutStatements
            .Find(Builders<CutStatementDocument>.Filter.In(statement => statement.Id, ids.Keys))
            .ToListAsync(cancellationToken);
        return found.ToDictionary(statement => ids[statement.Id], StringComparer.Ordinal);
    }

    private async Task MergeAsync(Guid cut, IntakeBalanceChanged message, CancellationToken cancellationToken)
    {
        var id = CutStatementDocument.IdOf(cut, message.Site, message.Source);
        while (true)
        {
            var held = await database.CutStatements.Find(statement => statement.Id == id).FirstOrDefaultAsync(cancellationToken);
            var merged = Merge(held, id, cut, message);
            if (await TryWriteAsync(held, merged, cancellationToken)) return;
        }
    }

    private async Task<bool> TryWriteAsync(CutStatementDocument? held, CutStatementDocument merged, CancellationToken cancellationToken)
    {
        if (held is not null)
        {
            var replaced = await database.CutStatements.ReplaceOneAsync(
                statement => statement.Id == held.Id && statement.Version == held.Version, merged, cancellationToken: cancellationToken);
            return replaced.MatchedCount > 0;
        }
        try
        {
            await database.CutStatements.InsertOneAsync(merged, cancellationToken: cancellationToken);
            return true;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    private static CutStatementDocument Merge(CutStatementDocument? held, string id, Guid cut, IntakeBalanceChanged message)
    {
        var readAt = Stored(message.ReadAt);
        var statedAt = message.CutId == cut && !(held?.StatedAt > readAt) ? readAt : held?.StatedAt;
        // A day that the newest answer does not name has no record, whatever was told of it before.
        var rows = (held?.Rows ?? []).Where(row => !(statedAt == readAt && row.ReadAt < readAt)).ToDictionary(row => row.Row.Date);
        foreach (var row in message.Rows.Where(_ => !(readAt < statedAt)))
        {
            if (!rows.TryGetValue(row.Date, out var known) || known.ReadAt <= readAt) rows[row.Date] = new CutRow(readAt, row);
        }
        return new CutStatementDocument
        {
            Id = id,
            Cut = cut,
            Version = (held?.Version ?? 0) + 1,
            StatedAt = statedAt,
            Rows = [.. rows.Values.OrderBy(row => row.Row.Date)],
        };
    }

    // As the database gives it back, so that a redelivery is not newer than itself.
    private static DateTime Stored(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()).UtcDateTime;
}

/// <summary>The newest that each source told of a site-day, whichever message told it.</summary>
internal sealed class CutRows(CutStatementStore statements)
{
    /// <summary>
    /// Rows by source for one site. A source is absent until it has answered the cut: only its answer says which days have records.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<DateOnly, IntakeBalanceRow>>> NewestAsync(
        CutDocument cut, string site, CancellationToken cancellationToken)
    {
        var stated = await statements.FindAsync(cut.Id, site, cancellationToken);
        return stated.Where(one => one.Value.StatedAt is not null).ToDictionary(
            one => one.Key,
            IReadOnlyDictionary<DateOnly, IntakeBalanceRow> (one) => one.Value.Rows.ToDictionary(row => row.Row.Date, row => row.Row),
            StringComparer.Ordinal);
    }
}
