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
}

/// <summary>Names a month of the balance.</summary>
/// <param name="Source"><see cref="FactSources.Surveys"/> or <see cref="FactSources.Complaints"/>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">First day of the month.</param>
internal readonly record struct BalanceMonthKey(string Source, string Site, DateOnly Month)
{
    /// <summary>Such as <c>surveys|91-EVRY|2026-07</c>.</summary>
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
