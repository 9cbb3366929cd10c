using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>The calls below <c>/cuts</c>.</summary>
internal static class CutEndpoints
{
    public static void MapCuts(this IEndpointRouteBuilder api)
    {
        Describe(api.MapGet("/cuts/{id:guid}", ShowRootAsync))
            .WithName("GetCut")
            .GivesETag()
            .WithSummary("The root of a cut, byte for byte")
            .WithDescription("SHA-256 of these bytes is what CutTaken tells. 404 while the cut is not taken. Role service, or quality for every site of the cut.")
            .Produces<CutRoot>();
        Describe(api.MapGet("/cuts/{id:guid}/parts/{digest}", ShowPartAsync))
            .WithName("GetCutPart")
            .GivesETag()
            .WithSummary("A part of a cut, byte for byte")
            .WithDescription("Parts never change and may be cached for ever. Role service, or quality for every site of the cut.")
            .Produces<CutPart>();
        Describe(api.MapPost("/cuts/{id:guid}/parts/{digest}/verify", VerifyAsync))
            .WithName("VerifyCutPart")
            .WithSummary("Verify a part of a cut against the facts")
            .WithDescription("Hashes the stored bytes, finds each listed version of each fact, current or past, and recomputes each cell from exactly "
                + "those. Never looks at what facts say today. Role service, or quality for every site of the cut.");
        Describe(api.MapGet("/cuts/{from:guid}/differences", DifferencesEndpoint.ListAsync))
            .WithName("ListCutDifferences")
            .TakesQuery([QueryParameter.Id("to", "The later cut, of the same network and period.") with { IsRequired = true }, .. QueryParameter.Page])
            .Refuses(IndicatorsProblems.CutsNotComparable)
            .WithSummary("Facts that differ between two cuts, with the cause")
            .WithDescription("In the order of site, date, source and id. "
                + "Role service, or quality for every site of the cuts.");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder call) => call
        .Allow([Roles.Service, Roles.Quality], SiteRule.Resource)
        .Refuses(CommonProblems.NotFound, IndicatorsProblems.CutNotTaken, IndicatorsProblems.CutDamaged);

    private static async Task<FileContentHttpResult> ShowRootAsync(Guid id, HttpContext context, CutLibrary library, CancellationToken cancellationToken)
    {
        var cut = await library.FindAsync(id, context, cancellationToken);
        return Unchanging(context, cut.RootDigest!, await library.BytesAsync(cut.RootDigest!, cancellationToken));
    }

    private static async Task<FileContentHttpResult> ShowPartAsync(
        Guid id, string digest, HttpContext context, CutLibrary library, CancellationToken cancellationToken)
    {
        var cut = await library.FindAsync(id, context, cancellationToken);
        Find(await library.RootAsync(cut, cancellationToken), digest);
        return Unchanging(context, digest, await library.BytesAsync(digest, cancellationToken));
    }

    private static async Task<Ok<VerifiedPart>> VerifyAsync(
        Guid id, string digest, HttpContext context, CutLibrary library, CutVerifier verifier, CancellationToken cancellationToken)
    {
        var cut = await library.FindAsync(id, context, cancellationToken);
        // The bytes as they are now: what is kept in memory would hide that they were altered.
        await library.BytesAsync(cut.RootDigest!, cancellationToken);
        var root = await library.RootAsync(cut, cancellationToken);
        var verification = await verifier.VerifyAsync(root, Find(root, digest), cancellationToken);
        return TypedResults.Ok(VerifiedPart.Of(verification, context.Request));
    }

    private static CutPartReference Find(CutRoot root, string digest) =>
        root.Parts.FirstOrDefault(part => part.Digest == digest) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));

    private static FileContentHttpResult Unchanging(HttpContext context, string digest, byte[] bytes)
    {
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.Bytes(bytes, "application/json", entityTag: new EntityTagHeaderValue($"\"{digest}\""));
    }
}
