using System.Globalization;
using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Contracts.Indicators.V1;

namespace QualiPref.Reporting.Storage;

/// <summary>The newest version of one site-day that <c>indicators</c> has told.</summary>
internal sealed class KeptCell
{
    /// <summary>Site and date, such as <c>91-EVRY|2026-07-03</c>.</summary>
    [BsonId]
    public required string Id { get; init; }

    public required SiteDayCell Cell { get; init; }

    public static string IdOf(SiteDayCell cell) => $"{cell.Site}|{cell.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
}
