using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Indicators.Features.Operations;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.Rebuilding;

/// <summary><c>POST /rebuild</c>: one write.</summary>
internal static class RebuildEndpoint
{
    public static void MapRebuild(this IEndpointRouteBuilder api) => api.MapPost("/rebuild", AskAsync)
        .Allow(Roles.Admin, SiteRule.Query)
        .Audited(AuditKinds.Operation, "figures.rebuild")
        .WithName("Rebuild")
        .TakesQuery(QueryParameter.Network, QueryParameter.Period)
        .WithSummary("Recomputes the cells of a network and period from their facts")
        .WithDescription("Answers with an operation; it has succeeded when every fact of the period is marked, and the "
            + "cells follow within seconds. Role admin, for every site of the network.");

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
        var audit = context.Entry(AuditSubject.Of("network", network.Code), rebuild.Sites, ("operation", rebuild.Id.ToString()), ("period", period.ToString()));
        await rebuilds.AddAsync(rebuild, audit, cancellationToken);
        return TypedResults.Accepted(OperationEndpoint.AddressOf(rebuild.Id), OperationView.Of(rebuild));
    }
}
