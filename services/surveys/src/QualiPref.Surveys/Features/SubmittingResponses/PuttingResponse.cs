using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.SubmittingResponses;

/// <summary>One answer by its client's id. An accepted one costs one shared write and no read.</summary>
internal static class PuttingResponse
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/responses/{responseId}", HandleAsync)
        .AllowAnybody(Submitter.On(Channels.Web))
        .Allow(Roles.Kiosk, SiteRule.Body, Submitter.On(Channels.Kiosk))
        .Allow(Roles.Agent, SiteRule.Body, Submitter.On(Channels.Paper))
        .WithName("PutResponse")
        .Reads("AnswerBody", (services, fields) => Read(fields, services.GetRequiredService<AnswerReader>()))
        .GivesETag()
        .Refuses(SurveysProblems.OtherContent, SurveysProblems.NotThisKiosk, SurveysProblems.TokenSuperseded, SurveysProblems.Busy,
            CommonProblems.NotInCatalogueYet)
        .WithSummary("Hand in one answer")
        .WithDescription("Idempotent on the id: the same content again answers 200, other content 409. Channel web needs no token; "
            + "kiosk needs the kiosk's own, paper the role agent. 202: kept but not counted.")
        .Produces<SubmissionReply>(StatusCodes.Status201Created)
        .Produces<SubmissionReply>()
        .Produces<SubmissionReply>(StatusCodes.Status202Accepted);

    private static async Task<IResult> HandleAsync(string responseId, HttpContext context, AnswerReader reader, Catalogue catalogue, KioskDirectory kiosks,
        ResponseLedger ledger, SequenceTracker sequences, TimeProvider time, CancellationToken cancellationToken)
    {
        var receivedAt = time.GetUtcNow();
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var submitter = new Submitter(Caller.Of(context));
        var channel = TextOf(body.RootElement, "channel") is { } named && Channels.All.Contains(named) ? named : null;
        submitter.RequireChannel(channel);
        var kiosk = channel == Channels.Kiosk ? await kiosks.RequireCurrentAsync(submitter, cancellationToken) : null;
        submitter.Caller.RequireInCatalogue(catalogue, TextOf(body.RootElement, "site"));

        var errors = new FieldErrors();
        if (!Guid.TryParseExact(responseId, "D", out var id) || id == Guid.Empty)
        {
            errors.Add("responseId", "Un UUID est attendu.", "A UUID is expected.");
        }
        var fields = new JsonFields(body.RootElement, errors);
        var (device, sentAt, answer) = Read(fields, reader);
        errors.ThrowIfAny();
        if (!submitter.MaySend(answer!)) throw new ProblemException(new Problem(SurveysProblems.NotThisKiosk));

        ContentHash.TryCompute(body.RootElement, out var hash);
        var sync = new Sync(receivedAt, sentAt ?? device.SentAt, device.Clock) { Earlier = kiosk?.EarlierSyncs ?? [] };
        var response = Admission.Admit(id, answer!, hash, submitter, sync);
        var result = await ledger.AddAsync(response);
        if (result.IsSameContent)
        {
            await sequences.FlagRepeatedAsync([result.Stored], cancellationToken);
            return new SubmissionResult(result);
        }
        await sequences.NoteConflictAsync(response, cancellationToken);
        return new Problem(SurveysProblems.OtherContent);
    }

    private static (DeviceReport Device, DateTimeOffset? SentAt, Answer? Answer) Read(JsonFields fields, AnswerReader reader)
    {
        fields.Expect("device", inner => DeviceReport.Read(inner));
        return (DeviceReport.Read(fields.Raw("device")), AnswerReader.ReadInstant(fields, "sentAt"), reader.Read(fields));
    }

    private static string? TextOf(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? JsonFields.TextOf(value) : null;
}
