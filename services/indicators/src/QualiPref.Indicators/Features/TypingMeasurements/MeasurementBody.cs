using System.Globalization;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Time;
using QualiPref.Statistics;

namespace QualiPref.Indicators.Features.TypingMeasurements;

/// <summary>What is typed in each month for an indicator that no other source gives.</summary>
/// <param name="Indicator">Code of an indicator of the kind that is typed.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">Month, <c>2026-07</c>.</param>
/// <param name="Numerator">Whole number, at most the denominator.</param>
/// <param name="Denominator">Whole number.</param>
/// <param name="Source">Where the numbers come from.</param>
/// <param name="Comment">Remark, if any.</param>
internal sealed record MeasurementBody(
    string Indicator, string Site, string Month, long Numerator, long Denominator, string Source, string? Comment)
{
    public static MeasurementBody Of(StoredMeasurement stored) => new(
        stored.State.Indicator,
        stored.Day.Site,
        stored.Day.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        stored.State.Numerator,
        stored.State.Denominator,
        stored.State.Source,
        stored.State.Comment);

    public Fact ToFact(Guid id, int version) => new()
    {
        Id = new FactKey(FactSources.Measurements, id),
        Version = version,
        Day = new SiteDay(Site, DateOnly.ParseExact($"{Month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        State = new MeasurementState { Indicator = Indicator, Numerator = Numerator, Denominator = Denominator, Source = Source, Comment = Comment },
    };
}

/// <summary>Reads measurements and notes everything that is wrong with them.</summary>
internal sealed class MeasurementReader(Catalogue catalogue, TimeProvider time)
{
    private const long Most = 1_000_000_000;

    /// <summary>One measurement; null when something is wrong with it.</summary>
    /// <param name="fields">The measurement.</param>
    /// <param name="covers">Whether a site is one of the caller's.</param>
    public MeasurementBody? Read(JsonFields fields, Func<string, bool> covers)
    {
        var indicator = fields.CatalogueCode("indicator", [.. catalogue.Indicators.Where(one => one.Kind == IndicatorKind.MeasuredRatio).Select(one => one.Code)], required: true);
        var site = ReadSite(fields, covers);
        var month = ReadMonth(fields, site);
        var numerator = fields.Integer("numerator", 0, Most, required: true);
        var denominator = fields.Integer("denominator", 0, Most, required: true);
        if (numerator > denominator) fields.Refuse("numerator", "Le numérateur dépasse le dénominateur.", "The numerator is above the denominator.");
        var source = fields.Text("source", 200, required: true);
        var comment = fields.Text("comment", 2_000);
        fields.RefuseUnknown();
        return fields.Errors.Any
            ? null
            : new MeasurementBody(indicator!, site!.Code, month!, numerator!.Value, denominator!.Value, source!, string.IsNullOrWhiteSpace(comment) ? null : comment);
    }

    private Site? ReadSite(JsonFields fields, Func<string, bool> covers)
    {
        if (fields.Text("site", 100, required: true) is not { } code) return null;
        if (!catalogue.TryGetSite(code, out var site)) fields.Refuse("site", "Site inconnu.", "Unknown site.");
        else if (!covers(code)) fields.Refuse("site", "Ce site n'est pas des vôtres.", "This site is not one of yours.");
        return site;
    }

    private string? ReadMonth(JsonFields fields, Site? site)
    {
        if (fields.Text("month", 7, required: true) is not { } text) return null;
        if (!DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) || month.Year is < 2000 or > 2100)
        {
            fields.Refuse("month", "Un mois AAAA-MM est attendu.", "A month yyyy-MM is expected.");
        }
        else if (site is not null && month > site.TimeZone.Today(time))
        {
            fields.Refuse("month", "Ce mois n'a pas encore commencé.", "This month has not begun.");
        }
        return text;
    }
}
