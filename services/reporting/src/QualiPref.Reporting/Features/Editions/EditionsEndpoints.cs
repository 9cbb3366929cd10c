using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.Editions;

/// <summary><c>GET /editions</c>, <c>GET /editions/{id}</c> and its manifest.</summary>
internal static class EditionsEndpoints
{
    public static void MapEditions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/editions", ListAsync)
            .Allow(Roles.Quality, SiteRule.Narrowed)
            .WithName("ListEditions")
            .TakesQuery(QueryParameter.Page)
            .WithSummary("Lists the frozen editions of the networks whose every site the token covers, newest first")
            .WithDescription("Role quality. One read.");
        api.MapGet("/editions/{id:guid}", ReadAsync)
            .AllowAnybody(EditionReader.WhenPublished)
            .Allow(Roles.Quality, SiteRule.Resource, EditionReader.ForMembers)
            .WithName("GetEdition")
            .GivesETag()
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.EditionAltered, ReportingProblems.EditionUnreadable)
            .WithSummary("One frozen edition; a published one can be read without a token")
            .WithDescription("With role quality for every site of the network: everything. Else, once it is published: without complaints by kind, channel and "
                + "motive and without the reasons of declared exceptions. Three reads.");
        api.MapGet("/editions/{id:guid}/manifest", ManifestAsync)
            .AllowAnybody(EditionReader.WhenPublished)
            .Allow(Roles.Quality, SiteRule.Resource, EditionReader.ForMembers)
            .WithName("GetEditionManifest")
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.EditionAltered, ReportingProblems.EditionUnreadable)
            .WithSummary("The manifest byte by byte: digests, definitions, code version, cut")
            .WithDescription("SHA-256 of the bytes is the manifestDigest of the edition. Readable by whoever may read the edition. Two reads.")
            .Produces(StatusCodes.Status200OK)
            .Gives("application/json");
    }

    private static async Task<Ok<Page<EditionSummary>>> ListAsync(
        HttpContext context, EditionStore editions, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var after = NewestFirst.ReadCursor(page, errors);
        errors.ThrowIfAny();
        var networks = catalogue.Networks.Where(caller.Covers).Select(network => network.Code).ToList();
        var read = await editions.ListAsync(networks, after, page.Size + 1, cancellationToken);
        return TypedResults.Ok(page.Cut([.. read.Select(EditionSummary.Of)], summary => NewestFirst.Key(summary.CreatedAt, summary.Id)));
    }

    private static async Task<Ok<EditionView>> ReadAsync(Guid id, HttpContext context, EditionReader reader, CancellationToken cancellationToken)
    {
        var (edition, audience) = await reader.FindForReaderAsync(id, Caller.Of(context), cancellationToken);
        Preconditions.SetETag(context.Response, edition.Version);
        // What is shown depends on who asks.
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(EditionView.Of(await reader.OpenAsync(edition, cancellationToken), audience));
    }

    private static async Task<IResult> ManifestAsync(Guid id, HttpContext context, EditionReader reader, CancellationToken cancellationToken)
    {
        var (edition, _) = await reader.FindForReaderAsync(id, Caller.Of(context), cancellationToken);
        return TypedResults.Bytes(await reader.BytesAsync(edition.ManifestDigest, cancellationToken), "application/json");
    }
}
