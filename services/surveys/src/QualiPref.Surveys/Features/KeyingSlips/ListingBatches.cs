using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
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
            .WithDescription("Of the questions that either entry answers, in batches whose differences are all settled, the share that was wrong the first time, with its Wilson interval, which takes each question for a draw of "
                + "its own; no interval where every slip was keyed twice. Role agent.");
    }

    private static async Task<Ok<Page<SlipBatchSummary>>> ListAsync(
        HttpContext context, string? site, string? period, SlipBatchStore batches, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var sites = QueryFields.Sites(site, Caller.Of(context), catalogue, errors);
        var days = QueryFields.Period(period, errors);
        var after = QueryFields.Position(page, errors);
        errors.ThrowIfAny();
        var found = await batches.ListAsync(sites, days, after, page.Size + 1, cancellationToken);
        var cut = page.Cut(found, batch => QueryFields.KeyOf(batch.EmptiedOn, batch.Id));
        return TypedResults.Ok(new Page<SlipBatchSummary>([.. cut.Items.Select(SlipBatchSummary.Of)], cut.Next));
    }

    private static async Task<Ok<SlipErrorsView>> MeasureAsync(
        HttpContext context, string? site, string? period, SlipBatchStore batches, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var sites = QueryFields.Sites(site, Caller.Of(context), catalogue, errors);
        var days = QueryFields.Period(string.IsNullOrEmpty(period) ? "-" : period, errors);
        errors.ThrowIfAny();
        List<SlipBatch> told = [.. (await batches.ListAsync(sites, days, after: null, int.MaxValue, cancellationToken)).Where(batch => batch.IsChecked && batch.Checks.Count > 0)];
        return TypedResults.Ok(new SlipErrorsView(told.Count, told.Sum(batch => batch.Kept.Count()), told.Sum(batch => batch.Checks.Count), SlipErrors.Of(told)));
    }
}
