using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.KeyingSlips;

/// <summary>The batches of slips, and how often slips are keyed wrongly.</summary>
internal static class ListingBatches
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/slip-batches", ListAsync)
            .Allow(Roles.Agent, SiteRule.Query)
            .WithName("ListSlipBatches")
            .TakesQuery([QueryParameter.Site, QueryParameter.Period with { IsRequired = false }, .. QueryParameter.Page])
            .WithSummary("List batches of slips")
            .WithDescription("By the day on which the urn was emptied, the last one first. Role agent.");
        api.MapGet("/slip-batches/error-rate", MeasureAsync)
            .Allow(Roles.Agent, SiteRule.Query)
            .WithName("GetSlipErrorRate")
            .TakesQuery(QueryParameter.Site, QueryParameter.Period)
            .WithSummary("How often slips are keyed wrongly")
            .WithDescription("Of the answers that were keyed twice in batches whose differences are all settled, the share that was wrong the first time, with its Wilson interval. Role agent.");
    }

    private static async Task<Ok<Page<SlipBatchSummary>>> ListAsync(
        HttpContext context, string? site, string? period, SlipBatchStore batches, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var sites = SitesOf(site, context, catalogue, errors);
        var days = string.IsNullOrEmpty(period) ? null : PeriodOf(period, errors);
        var after = PositionOf(page, errors);
        errors.ThrowIfAny();
        var found = await batches.ListAsync(sites, days, after, page.Size + 1, cancellationToken);
        var cut = page.Cut(found, batch => $"{batch.EmptiedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {batch.Id}");
        return TypedResults.Ok(new Page<SlipBatchSummary>([.. cut.Items.Select(SlipBatchSummary.Of)], cut.Next));
    }

    private static async Task<Ok<SlipErrorsView>> MeasureAsync(
        HttpContext context, string? site, string? period, SlipBatchStore batches, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var sites = SitesOf(site, context, catalogue, errors);
        var days = PeriodOf(period, errors);
        errors.ThrowIfAny();
        List<SlipBatch> told = [.. (await batches.ListAsync(sites, days, after: null, int.MaxValue, cancellationToken)).Where(batch => batch.IsChecked && batch.Checks.Count > 0)];
        return TypedResults.Ok(new SlipErrorsView(told.Count, told.Sum(batch => batch.Kept.Count()), told.Sum(batch => batch.Checks.Count), SlipErrors.Of(told)));
    }

    private static IReadOnlyList<string> SitesOf(string? site, HttpContext context, Catalogue catalogue, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(site)) return Caller.Of(context).Sites ?? [.. catalogue.Sites.Select(known => known.Code)];
        if (!catalogue.TryGetSite(site, out _)) errors.Add("site", "Site inconnu.", "Unknown site.");
        return [site];
    }

    private static Period? PeriodOf(string? text, FieldErrors errors)
    {
        if (Period.TryParse(text, out var period)) return period;
        errors.Add("period", "Écrivez 2026, 2026-S1, 2026-Q3, 2026-07 ou 2026-07-01..2026-07-15.",
            "Unreadable period: 2026, 2026-S1, 2026-Q3, 2026-07 or 2026-07-01..2026-07-15.");
        return null;
    }

    private static (DateOnly Day, Guid Id)? PositionOf(PageRequest page, FieldErrors errors)
    {
        if (page.After is null) return null;
        if (page.After.Split(' ') is [var day, var rest] && Guid.TryParse(rest, out var id)
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return (date, id);
        }
        errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        return null;
    }
}
