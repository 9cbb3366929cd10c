using MongoDB.Driver;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>Keeps the months of the balance: each is summed from its rows, never incremented.</summary>
internal sealed class BalanceMonthStore(IndicatorsDatabase database, BalanceReader balance, TimeProvider time)
{
    /// <summary>Sums whole months of one site anew: a read of the rows, one of the months, and a write for each that says something new.</summary>
    /// <returns>The months to publish.</returns>
    public async Task<IReadOnlyList<BalanceMonthDocument>> SumAsync(string site, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var sums = await balance.SumAsync([site], from, to, cancellationToken);
        var ids = sums.Select(sum => sum.Key.ToString()).ToList();
        var kept = await database.BalanceMonths.Find(Builders<BalanceMonthDocument>.Filter.In(one => one.Id, ids)).ToListAsync(cancellationToken);
        var changed = new List<BalanceMonthDocument>();
        foreach (var sum in sums)
        {
            var before = kept.FirstOrDefault(one => one.Id == sum.Key.ToString());
            if (before?.Basis >= sum.Basis) continue;
            var after = Next(sum, before);
            if (await WriteAsync(before, after, cancellationToken) && after.Version != before?.Version) changed.Add(after);
        }
        return changed;
    }

    /// <summary>Has the sweep of the outbox publish every month once more, but those that wait already or are parked. One write.</summary>
    public Task TellAllAsync(CancellationToken cancellationToken)
    {
        var where = Builders<BalanceMonthDocument>.Filter;
        return database.BalanceMonths.UpdateManyAsync(
            // The first condition holds for all of them; it lets the index of the ids serve.
            where.Gt(month => month.Id, "") & where.Exists(month => month.PendingSince, false) & where.Exists(month => month.Parked, false),
            Builders<BalanceMonthDocument>.Update.Set(month => month.PendingSince, time.GetUtcNow().UtcDateTime), cancellationToken: cancellationToken);
    }

    /// <summary>The first month in which each source had anything to say of each of some sites. One round trip, over 12 documents a year, site and source.</summary>
    public async Task<IReadOnlyList<SourceSince>> FirstMonthsAsync(IReadOnlyCollection<string> sites, CancellationToken cancellationToken)
    {
        var first = await database.BalanceMonths.Aggregate()
            .Match(month => sites.Contains(month.Site) && month.Sums.Received > 0)
            .Group(month => new { month.Source, month.Site }, months => new { months.Key, Month = months.Min(month => month.Month) })
            .ToListAsync(cancellationToken);
        return [.. first.Select(one => new SourceSince(one.Key.Source, one.Key.Site, one.Month))
            .OrderBy(one => one.Site, StringComparer.Ordinal).ThenBy(one => one.Source, StringComparer.Ordinal)];
    }

    private BalanceMonthDocument Next(SummedMonth sum, BalanceMonthDocument? before)
    {
        var isNew = before is null || before.Sums != sum.Sums;
        return new BalanceMonthDocument
        {
            Id = sum.Key.ToString(),
            Version = (before?.Version ?? 0) + (isNew ? 1 : 0),
            Source = sum.Key.Source,
            Site = sum.Key.Site,
            Month = sum.Key.Month,
            Basis = sum.Basis,
            Sums = sum.Sums,
            PendingSince = isNew ? time.GetUtcNow().UtcDateTime : before!.PendingSince,
        };
    }

    /// <summary>Writes a month unless somebody summed newer rows meanwhile.</summary>
    private async Task<bool> WriteAsync(BalanceMonthDocument? before, BalanceMonthDocument after, CancellationToken cancellationToken)
    {
        if (before is null) return await InsertAsync(after, cancellationToken);
        var update = Builders<BalanceMonthDocument>.Update.Set(month => month.Basis, after.Basis);
        if (after.Version != before.Version)
        {
            update = update.Set(month => month.Version, after.Version).Set(month => month.Sums, after.Sums)
                .Set(month => month.PendingSince, after.PendingSince);
        }
        var result = await database.BalanceMonths.UpdateOneAsync(
            month => month.Id == before.Id && month.Basis == before.Basis, update, null, cancellationToken);
        return result.ModifiedCount > 0;
    }

    private async Task<bool> InsertAsync(BalanceMonthDocument month, CancellationToken cancellationToken)
    {
        try
        {
            await database.BalanceMonths.InsertOneAsync(month, null, cancellationToken);
            return true;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
    }
}
