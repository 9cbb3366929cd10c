using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.Rebuilding;

/// <summary>What a rebuild has come to.</summary>
/// <param name="Facts">Facts whose site-days are recomputed.</param>
internal sealed record RebuildResult(long Facts);

/// <summary>Long work, as it stands.</summary>
/// <param name="Status"><c>running</c> or <c>succeeded</c>.</param>
/// <param name="Progress">From 0 to 1.</param>
/// <param name="Result">What came of it, once it succeeded.</param>
/// <param name="Problem">Always null: what keeps a rebuild from going on is waited out.</param>
internal sealed record OperationView(string Status, double Progress, RebuildResult? Result, string? Problem)
{
    public static OperationView Of(RebuildDocument rebuild) => rebuild.RunningSince is null
        ? new OperationView("succeeded", 1, new RebuildResult(rebuild.Facts), null)
        : new OperationView("running", (double)rebuild.Done / rebuild.Steps, null, null);
}

/// <summary><c>POST /rebuild</c> and <c>GET /operations/{id}</c>: one write, and one read by id.</summary>
internal static class RebuildEndpoints
{
    public static void MapRebuild(this IEndpointRouteBuilder api)
    {
        api.MapPost("/rebuild", AskAsync)
            .Allow(Roles.Admin, SiteRule.Query)
            .WithName("Rebuild")
            .TakesQuery(QueryParameter.Network, QueryParameter.Period)
            .WithSummary("Recomputes the cells of a network and period from their facts")
            .WithDescription("Answers with an operation; it has succeeded when every fact of the period is marked, and the "
                + "cells follow within seconds. Role admin, for every site of the network.");
        api.MapGet("/operations/{id:guid}", ShowAsync)
            .Allow(Roles.Admin, SiteRule.Resource)
            .WithName("GetIndicatorsOperation")
            .Refuses(CommonProblems.NotFound)
            .WithSummary("How far a rebuild has come")
            .WithDescription("Role admin, for every site of the network.");
    }

    private static async Task<Accepted<OperationView>> AskAsync(
        HttpContext context, RebuildStore rebuilds, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(context.Request.Query, errors);
        var network = fields.Network("network", catalogue);
        var period = fields.Period("period", required: true);
        errors.ThrowIfAny();
        var now = time.GetUtcNow();
        var rebuild = new RebuildDocument
        {
            Id = Guid.CreateVersion7(now),
            Sites = network!.Sites,
            From = period!.From,
            To = period.To,
            Done = 0,
            Facts = 0,
            RunningSince = now.UtcDateTime,
        };
        await rebuilds.AddAsync(rebuild, cancellationToken);
        return TypedResults.Accepted($"/api/indicators/v1/operations/{rebuild.Id}", OperationView.Of(rebuild));
    }

    private static async Task<Ok<OperationView>> ShowAsync(Guid id, HttpContext context, RebuildStore rebuilds, CancellationToken cancellationToken)
    {
        var rebuild = await rebuilds.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Caller.Of(context).RequireSites(rebuild.Sites);
        return TypedResults.Ok(OperationView.Of(rebuild));
    }
}
