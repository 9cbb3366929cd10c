using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>Gives the proofs with which the public files.</summary>
internal static class ProvingFilings
{
    public static void Map(IEndpointRouteBuilder api)
    {
        // Their metric is there before the first filing.
        api.ServiceProvider.GetRequiredService<FilingProofs>();
        api.MapPost("/filing-proofs", ProveAsync)
            .AllowAnybody()
            .WithName("proveFiling")
            .Reads("FilingProofRequest", (_, fields) => ReadId(fields))
            .WithSummary("Prepares a filing of the public.")
            .WithDescription("Whoever files on the channel `web` without an agent's token sends the `proof` along, not before `validFrom`. It serves for the one case of its "
                + "`id`, which the client may choose. Nothing is kept of it.")
            .Produces<FilingProof>();
    }

    // No round trip.
    private static async Task<Ok<FilingProof>> ProveAsync(HttpContext context, FilingProofs proofs, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var fields = new JsonFields(body.RootElement, new FieldErrors());
        var id = ReadId(fields);
        fields.Errors.ThrowIfAny();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(proofs.Issue(id ?? Guid.CreateVersion7(time.GetUtcNow())));
    }

    private static Guid? ReadId(JsonFields fields)
    {
        var id = fields.Id("id");
        fields.RefuseUnknown();
        return id;
    }
}
