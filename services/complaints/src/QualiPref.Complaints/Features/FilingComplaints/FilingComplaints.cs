using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>Takes complaints, suggestions and thanks from the public, from kiosks and from staff.</summary>
internal static class FilingComplaints
{
    private static readonly Guid KeySpace = new("c2a6f1d4-5c1b-4f2e-8d5a-0b8f2f6f7a11");

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints", FileAsync)
        .AllowAnybody(FilingRights.OnWeb)
        .Allow([Roles.Kiosk, Roles.Agent], SiteRule.Body, FilingRights.OnKiosk)
        .Allow(Roles.Agent, SiteRule.Body, FilingRights.OnOthers)
        .WithName("fileComplaint")
        .Reads("Filing", (services, fields) => FilingReader.Read(fields, services.GetRequiredService<Catalogue>()))
        .TakesIdempotencyKey()
        .Refuses(ComplaintsProblems.OtherContent, ComplaintsProblems.TooSoon, ComplaintsProblems.KioskTokenRefused, ComplaintsProblems.KioskUnknownForNow, ComplaintsProblems.Gone,
            CommonProblems.NotInCatalogueYet)
        .WithSummary("Files a complaint, a suggestion or thanks.")
        .WithDescription("Public on the channel `web`, with a `proof` of `POST /filing-proofs`; `kiosk` needs a kiosk's token, every other channel an agent's. "
            + "Idempotent on the client's `id`, else on the one of the proof, else on `Idempotency-Key`: a repeat answers the same.");

    // Two round trips; one more for a client's own id, so that a repeat burns no number, and one or, of an agent, two for files; of a kiosk
    // twice a minute a call to surveys.
    private static async Task<Created<FiledComplaint>> FileAsync(
        HttpContext context, CaseStore cases, CaseFiling filings, SitePromises promises, FilingProofs proofs, KioskTokens kiosks, Catalogue catalogue,
        AttachmentStore files, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var errors = new FieldErrors();
        var caller = Caller.Of(context);
        var fields = new JsonFields(body.RootElement, errors);
        caller.RequireInCatalogue(catalogue, fields.Raw("site") is { } site ? JsonFields.TextOf(site) : null);
        var (filing, proof) = FilingReader.Read(fields, catalogue);
        var key = IdFromKey(context.Request, errors);
        var mayDate = filing.Channel.Length > 0 && FilingRights.MayDate(caller, filing);
        if (mayDate && filing.Site.Length > 0) FilingReader.CheckReception(filing, promises.Today(filing.Site), errors);
        // Nobody's token stands for it.
        var proven = filing.Channel == Channels.Web && !mayDate ? await proofs.ReadAsync(filing.Id, proof, errors) : null;
        errors.ThrowIfAny();
        if (proven is { } prepared)
        {
            proofs.RequireOld(prepared);
            filing = filing with { Id = prepared.Id };
        }
        if (filing.Channel == Channels.Kiosk && !mayDate) await kiosks.RequireCurrentAsync(caller, cancellationToken);

        var known = filing.Id ?? key;
        var filed = known is { } id ? await cases.FindAsync(id, cancellationToken) : null;
        if (filed?.Erased is not null) throw new ProblemException(new Problem(ComplaintsProblems.Gone));
        var named = await new NamedFiles(files, time).ResolveAsync(filing.Attachments, known, filed, cancellationToken);
        filed ??= await filings.FileAsync(filing, known ?? Guid.CreateVersion7(time.GetUtcNow()), named, mayDate ? filing.ReceivedOn : null, caller.Name, cancellationToken);
        if (filed.Filing.Digest != filing.Digest(named))
        {
            throw new ProblemException(new Problem(filing.Id is null ? CommonProblems.KeyReused : ComplaintsProblems.OtherContent));
        }
        await files.NoteNamedAsync(named, cancellationToken);
        return TypedResults.Created($"{context.Request.Path}/{filed.Id}", FiledComplaint.Of(filed));
    }

    private static Guid? IdFromKey(HttpRequest request, FieldErrors errors)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length <= 200) return key.Length == 0 ? null : Uuid5.Create(KeySpace, key);
        errors.Add("Idempotency-Key", "200 caractères au plus.", "At most 200 characters.");
        return null;
    }
}

/// <summary>What the person gets to keep.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Reference">Such as <c>91-EVRY-2026-000123</c>.</param>
/// <param name="TrackingCode">With it anybody can follow the case: it is for the person alone.</param>
/// <param name="Acknowledgement">The receipt; null when none was written.</param>
internal sealed record FiledComplaint(Guid Id, string Reference, string TrackingCode, FiledAcknowledgement? Acknowledgement)
{
    public static FiledComplaint Of(CaseDocument filed) => new(
        filed.Id,
        filed.Reference,
        TrackingCodes.Show(filed.TrackingCode),
        filed.Filing.Receipt is { } text ? new FiledAcknowledgement(Receipts.NameOf(filed.Filing.Contact), text) : null);
}

/// <summary>The receipt as it was written, in the language of the filing; in French where that is none of ours.</summary>
/// <param name="Subject">What it is called.</param>
/// <param name="Text">Its text.</param>
internal sealed record FiledAcknowledgement(string Subject, string Text);
