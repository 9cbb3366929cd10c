using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Statistics.Figures;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.FindingBursts;

/// <summary>Bursts on the kiosks of a site, found when they are asked for: nothing is kept of them, and no figure of <c>indicators</c> knows of them.</summary>
internal static class ListingBursts
{
    private const int LongestDays = 366;
    private const int MostBursts = 500;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/responses/bursts", HandleAsync)
        .Allow(Roles.Quality, SiteRule.Query)
        .WithName("ListBursts")
        .TakesQuery(QueryParameter.Site with { IsRequired = true }, QueryParameter.Period)
        .WithSummary("Answers of a kiosk that came implausibly fast, and figures with and without them")
        .WithDescription($"Needs the role quality. At most {LongestDays} days; the {MostBursts} newest bursts, complete says whether that is all. why: fast, so many answers within a time; same, the same first "
            + "answer so many times in a row. Partial answers are in none. Flagged answers count as all others do: figures gives satisfaction with and without them, of this list alone.");

    private static async Task<Ok<FoundBursts>> HandleAsync(HttpContext context, string? site, string? period, ResponseReader responses, KioskStore kiosks, Catalogue catalogue,
        QuestionnaireBook questionnaires, IOptions<BurstOptions> options, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (!catalogue.TryGetSite(site, out var known)) errors.Add("site", "Site inconnu.", "Unknown site.");
        var days = QueryFields.Period(string.IsNullOrEmpty(period) ? "-" : period, errors);
        if (days?.Days > LongestDays) errors.Add("period", $"{LongestDays} jours au plus.", $"At most {LongestDays} days.");
        errors.ThrowIfAny();
        Caller.Of(context).RequireSites(known!.Code);
        var reading = new BurstReading(known, days!, options.Value.Rules, catalogue, questionnaires);
        await responses.ReadCountedAsync(known.Code, days!, reading.Add, cancellationToken);
        var labels = await kiosks.LabelsAsync([.. reading.Kiosks], cancellationToken);
        return TypedResults.Ok(reading.Told(labels, MostBursts));
    }
}

/// <summary>Bursts, and what they make of the figures.</summary>
/// <param name="Items">The bursts, the newest first.</param>
/// <param name="Complete">Whether these are all.</param>
/// <param name="Rules">By which rules they were found.</param>
/// <param name="Answers">Counted answers of the site in the period.</param>
/// <param name="Flagged">Those of them that are in a burst.</param>
/// <param name="Figures">Satisfaction by question.</param>
internal sealed record FoundBursts(IReadOnlyList<FoundBurst> Items, bool Complete, RulesTold Rules, int Answers, int Flagged, IReadOnlyList<QuestionFigures> Figures);

/// <summary>One burst: so many answers of a kiosk, and why they are flagged.</summary>
internal sealed record FoundBurst(Guid Kiosk, string? Label, DateOnly Date, DateTimeOffset From, DateTimeOffset To, int N, string Why);

/// <summary>The rules in force.</summary>
internal sealed record RulesTold(int Answers, int WithinSeconds, int SameAnswers, int SameWithinSeconds)
{
    public static RulesTold Of(BurstRules rules) => new(rules.Answers, (int)rules.Within.TotalSeconds, rules.SameAnswers, (int)rules.SameWithin.TotalSeconds);
}

/// <summary>Satisfaction with a question, with and without flagged answers.</summary>
internal sealed record QuestionFigures(string Indicator, string Question, RateFigure With, RateFigure Without);

/// <summary>A rate among expressed answers with its interval.</summary>
internal sealed record RateFigure(long N, long Numerator, double? Value, double? Low, double? High)
{
    public static RateFigure Of(Figure figure) => new(figure.N, figure.Numerator ?? 0, figure.Value, figure.Interval?.Low, figure.Interval?.High);
}
