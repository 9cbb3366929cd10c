using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>The rows of one source, site and month, summed.</summary>
internal sealed record BalanceSums
{
    public required int Received { get; init; }

    public required int Counted { get; init; }

    public required int SetAside { get; init; }

    public required int Discarded { get; init; }

    public required int Abandoned { get; init; }

    public required int Voided { get; init; }

    public required int Pending { get; init; }

    /// <summary>Whether every row agrees and none waits to be compared.</summary>
    public required bool Agrees { get; init; }

    /// <summary>Since when the first of them does not; null while all agree.</summary>
    [BsonIgnoreIfNull]
    public DateTime? OpenSince { get; init; }
}

/// <summary>Names a month of the balance.</summary>
/// <param name="Source"><see cref="FactSources.Surveys"/> or <see cref="FactSources.Complaints"/>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">First day of the month.</param>
internal readonly record struct BalanceMonthKey(string Source, string Site, DateOnly Month)
{
    public DateOnly LastDay => Month.AddMonths(1).AddDays(-1);

    /// <summary>The id in the database, <c>surveys|91-EVRY|2026-07</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Source}{SiteDay.Separator}{Site}{SiteDay.Separator}{Month:yyyy-MM}");
}

/// <summary>A month of one site.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">First day of the month.</param>
internal readonly record struct SiteMonth(string Site, DateOnly Month)
{
    /// <summary>The month that a row belongs to.</summary>
    public static SiteMonth Of(BalanceRowDocument row) => new(row.Site, new DateOnly(row.Date.Year, row.Date.Month, 1));
}

/// <summary>One month of the balance as last summed. The id is the text of the <see cref="BalanceMonthKey"/>.</summary>
internal sealed class BalanceMonthDocument : LedgerDocument<string>
{
    public required string Source { get; init; }

    public required string Site { get; init; }

    public required DateOnly Month { get; init; }

    /// <summary>Sum of the revisions of its rows: it only grows, so a sum of older rows never replaces one of newer rows.</summary>
    public required long Basis { get; init; }

    public required BalanceSums Sums { get; init; }

    public BalanceMonth ToMonth() => new()
    {
        Source = Source,
        Site = Site,
        Month = Month,
        Version = Version,
        Received = Sums.Received,
        Counted = Sums.Counted,
        SetAside = Sums.SetAside,
        Discarded = Sums.Discarded,
        Abandoned = Sums.Abandoned,
        Voided = Sums.Voided,
        Pending = Sums.Pending,
        Agrees = Sums.Agrees,
        OpenSince = Sums.OpenSince is { } since ? new DateTimeOffset(since, TimeSpan.Zero) : null,
    };
}
