using System.Diagnostics;
using System.Globalization;
using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Reporting.Storage;

/// <summary>The newest version of one site-day that <c>indicators</c> has told.</summary>
internal sealed class KeptCell
{
    /// <summary>Site and date, such as <c>91-EVRY|2026-07-03</c>.</summary>
    [BsonId]
    public required string Id { get; init; }

    public required SiteDayCell Cell { get; init; }

    /// <summary>What kept this version; absent when that was not traced.</summary>
    [BsonIgnoreIfNull]
    public KeptTrace? Trace { get; init; }

    public static KeptCell Of(SiteDayCell cell) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{cell.Site}|{cell.Date:yyyy-MM-dd}"),
        Cell = cell,
        Trace = TraceContext.Current is { } parent ? new KeptTrace(parent, Activity.Current!.StartTimeUtc) : null,
    };
}

/// <summary>The span that kept a cell.</summary>
/// <param name="Parent">Its W3C trace parent.</param>
/// <param name="At">When it began (UTC).</param>
internal sealed record KeptTrace(string Parent, DateTime At);

/// <summary>The newest version of one row of the balance that <c>indicators</c> has told.</summary>
internal sealed class KeptBalance
{
    /// <summary>Source, site and month, such as <c>surveys|91-EVRY|2026-07</c>.</summary>
    [BsonId]
    public required string Id { get; init; }

    public required BalanceMonth Row { get; init; }

    public static KeptBalance Of(BalanceMonth row) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{row.Source}|{row.Site}|{row.Month:yyyy-MM}"),
        Row = row,
    };
}
