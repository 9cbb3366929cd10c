using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Features.SubmittingResponses;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>Takes what a device could not send and somebody carried here in a file: what came both ways counts once.</summary>
internal static class ImportingFile
{
    private const string Format = "qualipref-borne";
    private const int MostItems = 10_000;
    private const int MostBytes = 4 * 1024 * 1024;

    // As many as a device sends at once.
    private const int ItemsAtOnce = 500;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/kiosks/{id:guid}/import", HandleAsync)
        .Allow(Roles.Admin, SiteRule.Resource)
        .Audited(AuditKinds.Decision, "kiosk.import")
        .WithName("ImportKioskFile")
        .Reads("KioskFile", (services, fields) => Expect(fields, services.GetRequiredService<AnswerReader>()))
        .Refuses(CommonProblems.NotFound, SurveysProblems.FileOfAnother, SurveysProblems.Busy, CommonProblems.NotInCatalogueYet)
        .WithSummary("Take the file that a device exported")
        .WithDescription("Needs the role admin. At most 10,000 answers and 4 MB, each answer with its own result as in a batch; what the server has already is duplicate or set aside as it was. "
            + "Answers are dated by the device's wall clock and the offset of the syncs around them; a file says nothing of the device itself.")
        .Produces<BatchReply>();

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, KioskStore kiosks, ItemIntake intake, SequenceTracker sequences, TimeProvider time,
        [FromKeyedServices(SurveysModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        if (await kiosks.FindAsync(id, cancellationToken) is not { } kiosk) return new Problem(CommonProblems.NotFound);
        caller.RequireSites(kiosk.Site);
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken, MostBytes, tolerant: true);
        var (named, enrolment, items) = Read(new JsonFields(body.RootElement, new FieldErrors()));
        if (named != id || enrolment > kiosk.Enrolment) return new Problem(SurveysProblems.FileOfAnother);

        await audit.AppendAsync(context.Entry(AuditSubject.Of("kiosk", id), [kiosk.Site], ("answers", items.Count.ToString(CultureInfo.InvariantCulture))), cancellationToken);
        var sync = new Sync(time.GetUtcNow()) { Earlier = kiosk.EarlierSyncs, IsFile = true };
        var replies = new List<BatchItemReply>(items.Count);
        foreach (var some in items.Chunk(ItemsAtOnce))
        {
            replies.AddRange(await intake.TakeAsync(some, new Submitter(caller, (kiosk, enrolment)), kiosk, sync, context.Request, cancellationToken));
        }
        var gaps = await sequences.GapsAsync(kiosk, enrolment, cancellationToken);
        return TypedResults.Ok(new BatchReply(replies, gaps.Contiguous, gaps.Missing));
    }

    private static (Guid Kiosk, int Enrolment, IReadOnlyList<JsonElement> Items) Read(JsonFields fields)
    {
        fields.Code("format", [Format], required: true);
        fields.Integer("version", 1, 1, required: true);
        var kiosk = fields.Id("kiosk", required: true);
        var enrolment = fields.Integer("enrolment", 1, int.MaxValue, required: true);
        var items = fields.Raw("items");
        if (items is not { ValueKind: JsonValueKind.Array }) fields.Refuse("items", "La liste des réponses manque.", "The list of answers is missing.");
        else if (items.Value.GetArrayLength() > MostItems) fields.Refuse("items", $"{MostItems} éléments au plus.", $"At most {MostItems} items.");
        fields.Errors.ThrowIfAny();
        return (kiosk.GetValueOrDefault(), (int)enrolment.GetValueOrDefault(), [.. items!.Value.EnumerateArray()]);
    }

    // For the document: what is read as it comes, item by item, should look like this.
    private static void Expect(JsonFields fields, AnswerReader reader)
    {
        fields.Code("format", [Format], required: true);
        fields.Integer("version", 1, 1, required: true);
        fields.Instant("exportedAt");
        fields.Id("kiosk", required: true);
        fields.Integer("enrolment", 1, int.MaxValue, required: true);
        fields.Expect("device", device => DeviceReport.Read(device));
        fields.Expect("items", item =>
        {
            item.Id("id", required: true);
            reader.Read(item);
        }, MostItems);
    }
}
