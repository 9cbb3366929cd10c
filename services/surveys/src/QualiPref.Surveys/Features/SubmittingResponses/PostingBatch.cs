using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.SubmittingResponses;

/// <summary>Up to 500 answers at once, each with its own result: a bad item never costs its neighbours.</summary>
internal static class PostingBatch
{
    private const int MostItems = 500;
    private const int MostBytes = 4 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/responses/batch", HandleAsync)
        .Allow([Roles.Kiosk, Roles.Agent], SiteRule.EachItem)
        .WithName("PostResponseBatch")
        .Reads("BatchBody", (services, fields) => Expect(fields, services.GetRequiredService<AnswerReader>()))
        .Refuses(SurveysProblems.UnreadableBatch, SurveysProblems.TokenSuperseded, SurveysProblems.Busy, CommonProblems.NotInCatalogueYet)
        .WithSummary("Hand in up to 500 answers")
        .WithDescription("Each item gets its own result, in the order sent. A readable item with a usable id is never refused to a kiosk: what "
            + "cannot be counted is set aside at its site. Only a batch that needs a catalogue which has not reached this server yet is refused, as a whole "
            + "(503). Without items it is a sign of life. contiguousSequence: of the enrolment that device names; missing: at most 100 ranges of the "
            + "token's enrolment below the highest received. A number that comes under two ids counts twice and is flagged. To staff, an item of a site that is not theirs is invalid, and nothing of it is kept.")
        .Produces<BatchReply>();

    private static async Task<Ok<BatchReply>> HandleAsync(HttpContext context, ItemIntake intake, KioskDirectory kiosks, SequenceTracker sequences, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var receivedAt = time.GetUtcNow();
        var submitter = new Submitter(Caller.Of(context));
        var kiosk = await kiosks.RequireCurrentAsync(submitter, cancellationToken);
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken, MostBytes, tolerant: true);
        var (given, items) = ReadEnvelope(body.RootElement);
        var device = DeviceReport.Read(given);

        var sync = new Sync(receivedAt, device.SentAt, device.Clock) { Earlier = kiosk?.EarlierSyncs ?? [] };
        var replies = await intake.TakeAsync(items, submitter, kiosk, sync, context.Request, cancellationToken);
        var gaps = kiosk is null ? null : await sequences.NoteSyncAsync(kiosk, device, sync, cancellationToken);
        return TypedResults.Ok(new BatchReply(replies, gaps?.Contiguous, gaps?.Missing));
    }

    // For the document: what is read as it comes, item by item, should look like this.
    private static void Expect(JsonFields fields, AnswerReader reader)
    {
        fields.Expect("device", device => DeviceReport.Read(device));
        fields.Expect("items", item =>
        {
            item.Id("id", required: true);
            item.Expect("device", device => DeviceReport.Read(device));
            AnswerReader.ReadInstant(item, "sentAt");
            reader.Read(item);
        }, MostItems);
    }

    private static (JsonElement? Device, List<JsonElement> Items) ReadEnvelope(JsonElement body)
    {
        var fields = new JsonFields(body, new FieldErrors());
        if (fields.Raw("items") is not { ValueKind: JsonValueKind.Array } items)
        {
            throw new ProblemException(new Problem(SurveysProblems.UnreadableBatch));
        }
        if (items.GetArrayLength() > MostItems)
        {
            var errors = new FieldErrors();
            errors.Add("/items", $"{MostItems} éléments au plus.", $"At most {MostItems} items.");
            errors.ThrowIfAny();
        }
        return (fields.Raw("device"), [.. items.EnumerateArray()]);
    }
}
