using System.Globalization;
using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Storage;

/// <summary>A calendar month or year of one site.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Year">The year.</param>
/// <param name="Month">1 to 12; null for the whole year.</param>
internal readonly record struct SpanKey(string Site, int Year, int? Month)
{
    public DateOnly From => new(Year, Month ?? 1, 1);

    public DateOnly To => From.AddMonths(Month is null ? 12 : 1).AddDays(-1);

    /// <summary>The year that a month is in.</summary>
    public SpanKey OfYear => this with { Month = null };

    public static SpanKey MonthOf(SiteDay day) => new(day.Site, day.Date.Year, day.Date.Month);

    /// <summary>The id in the database, <c>91-EVRY|2026-07</c> or <c>91-EVRY|2026</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Site}{SiteDay.Separator}{From:yyyy}{(Month is null ? "" : "-")}{(Month is { } month ? month.ToString("00", CultureInfo.InvariantCulture) : "")}");
}

/// <summary>
/// The cells of a month or year of one site, added up once somebody asked for figures, and how often any of these cells may have changed. The sum holds as long as it was made of what
/// was there at the present count.
/// </summary>
internal sealed class SpanDocument
{
    /// <summary>Text of the <see cref="SpanKey"/>.</summary>
    [BsonId]
    public required string Id { get; init; }

    /// <summary>Grows after each write of one of the cells, and before the facts that caused it lose their marks: whatever dies in between, it grows then.</summary>
    public long Touched { get; init; }

    /// <summary>The count that was read before the cells that the sum is made of; absent while there is none.</summary>
    [BsonIgnoreIfNull]
    public long? SummedAt { get; init; }

    /// <summary>The <see cref="SiteSpan"/> as JSON in UTF-8.</summary>
    [BsonIgnoreIfNull]
    public byte[]? Sum { get; init; }

    public bool IsFresh => Sum is not null && SummedAt == Touched;
}
