using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Features.SubmittingResponses;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ImportingResponses;

/// <summary><c>POST /responses/import</c>: answers that were collected elsewhere, each with its own result.</summary>
internal static class ImportingResponses
{
    private const int LongestKey = 200;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/responses/import", ImportAsync)
        .Allow(Roles.Agent, SiteRule.EachItem)
        .Audited(AuditKinds.Decision, "response.import")
        .WithName("ImportResponses")
        .TakesQuery(
            QueryParameter.Text("questionnaire", "Code of the questionnaire whose questions are the columns.", 100) with { IsRequired = true },
            QueryParameter.Number("version", "Its newest version in use when left out.", 1, int.MaxValue))
        .TakesIdempotencyKey()
        .Refuses(SurveysProblems.CsvExpected, SurveysProblems.UnreadableCsv, SurveysProblems.TooManyLines, SurveysProblems.UnknownQuestionnaire, SurveysProblems.Busy,
            CommonProblems.TooLarge, CommonProblems.NotInCatalogueYet)
        .WithSummary("Import answers from a CSV file")
        .WithDescription("Columns site and date (yyyy-MM-dd), one a question by its code (several options parted by |), and optionally id, channel (paper when left out), language, "
            + "outcome (complete when left out) and comment; at most 10,000 lines and 4 MB. One result a line, in order. id is any text, the site's own and for good: a line with an id that the site had is duplicate where it says the same, else "
            + "conflict. Without one a line is known by its cells, by which of the lines that are equal to it in the file it is, and by the Idempotency-Key, a name that tells apart files of one site whose equal "
            + "lines are other answers: under the same key a file that comes again, mended or not, counts only what is new in it. Keys of other sites are others. Role agent at the site of a line; its channel "
            + "web needs quality.")
        .Accepts<string>("text/csv");

    private static async Task<Ok<ResponseImportResult>> ImportAsync(HttpContext context, string? questionnaire, string? version, Catalogue catalogue, AnswerReader reader,
        ResponseLedger ledger, TimeProvider time, [FromKeyedServices(SurveysModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var receivedAt = time.GetUtcNow();
        var asked = ReadQuestionnaire(questionnaire, version, catalogue, receivedAt);
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        var lines = await CsvBody.ReadAsync(context.Request, ResponseLine.Rules(asked), cancellationToken);
        RequireIds(lines, key);
        var submitter = new Submitter(Caller.Of(context));
        foreach (var site in lines.Select(line => line.Cells.GetValueOrDefault(ResponseLine.Site)).Distinct()) submitter.Caller.RequireInCatalogue(catalogue, site);
        var ids = new LineIds(key);
        var read = lines.Select(line => Read(line, ids, asked, catalogue, reader, submitter, receivedAt)).ToList();
        var kept = read.Select(one => one.Kept).OfType<SurveyResponse>().ToList();
        if (kept.Count == 0) context.DidNothing();
        else await audit.AppendAsync(EntryOn(context, asked, lines.Count, kept), cancellationToken);
        var results = await Task.WhenAll(read.Select(async one => one.Kept is { } response ? await ledger.AddAsync(response) : (LedgerResult?)null));
        return TypedResults.Ok(new ResponseImportResult([.. read.Select((one, i) => Describe(one, results[i], context.Request))]));
    }

    private static Questionnaire ReadQuestionnaire(string? code, string? version, Catalogue catalogue, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        int? number = null;
        if (string.IsNullOrEmpty(code)) errors.Add("questionnaire", "Ce champ est obligatoire.", "This field is required.");
        if (!string.IsNullOrEmpty(version))
        {
            if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0) number = given;
            else errors.Add("version", "Un nombre à partir de 1 est attendu.", "A number from 1 on is expected.");
        }
        errors.ThrowIfAny();
        return (number is null ? catalogue.OfferedQuestionnaire(code!, now) : catalogue.FindQuestionnaire(code!, number)) ?? throw new ProblemException(new Problem(SurveysProblems.UnknownQuestionnaire));
    }

    private static void RequireIds(IReadOnlyList<CsvLine> lines, string key)
    {
        var errors = new FieldErrors();
        if (key.Length > LongestKey) errors.Add("Idempotency-Key", $"{LongestKey} caractères au plus.", $"At most {LongestKey} characters.");
        if (key.Length == 0 && lines.Any(line => !line.HasOwnId()))
        {
            errors.Add("Idempotency-Key", "Sans colonne « id » remplie à chaque ligne, donnez un nom de lot : c'est ce qui fait qu'un fichier importé deux fois, même corrigé, compte une fois.",
                "Without a column id that is filled in on every line, give a key: it is what makes a file that is imported twice, mended or not, count once.");
        }
        errors.ThrowIfAny();
    }

    // Before anything is stored: what of it was there already is told to whoever sends the file.
    private static AuditEntry EntryOn(HttpContext context, Questionnaire questionnaire, int lines, List<SurveyResponse> kept) => context.Entry(
        AuditSubject.Of("response", Array.Empty<Guid>()), kept.Select(one => one.Site!).Distinct(),
        ("questionnaire", questionnaire.Code), ("lines", lines.ToString(CultureInfo.InvariantCulture)), ("answers", kept.Count.ToString(CultureInfo.InvariantCulture)));

    private static ReadLine Read(CsvLine line, LineIds ids, Questionnaire questionnaire, Catalogue catalogue, AnswerReader reader, Submitter submitter, DateTimeOffset receivedAt)
    {
        var body = ResponseLine.ToAnswer(line, questionnaire, catalogue);
        var errors = new FieldErrors();
        var answer = reader.Read(new JsonFields(body, errors));
        if (answer is not null && !MaySend(answer, submitter)) errors.Add("/site", "Ce site, ou ce canal, n'est pas ouvert à votre rôle.", "This site or channel is not open to your role.");
        if (answer is null || errors.Any) return new ReadLine(line.Number, line.HasOwnId(), null, [.. errors.Found.Select(OfColumn)]);
        ContentHash.TryCompute(body, out var hash);
        return new ReadLine(line.Number, line.HasOwnId(), Admission.Admit(ids.Of(line, body), answer, hash, submitter, new Sync(receivedAt)), []);
    }

    // What was collected on the web elsewhere is not what agents hold in their hands; a kiosk hands in itself.
    private static bool MaySend(Answer answer, Submitter submitter) =>
        answer.Channel == Channels.Web ? submitter.Caller.Has(Roles.Quality, answer.Site.Code) : answer.Channel == Channels.Paper && submitter.MaySend(answer);

    // A column is named as the file names it.
    private static FieldError OfColumn(FieldError error) => error.Pointer switch
    {
        "/answeredAt" => new FieldError("/date", new Words("Une date comme 2026-07-03 est attendue.", "A date such as 2026-07-03 is expected.")),
        var pointer when pointer.StartsWith("/answers/", StringComparison.Ordinal) => new FieldError(pointer["/answers".Length..], error.Message),
        _ => error,
    };

    private static ImportedResponse Describe(ReadLine line, LedgerResult? result, HttpRequest request)
    {
        if (result is not { } done) return new(line.Number, SubmissionOutcome.Invalid, null, null, null, [.. line.Errors.Select(error => new ImportFault(error.Pointer, error.Message.For(request)))]);
        // What is known by its cells alone says the same wherever it is found.
        return SubmissionOutcome.Of(done with { IsSameContent = done.IsSameContent || !line.HasOwnId }) switch
        {
            SubmissionOutcome.Conflict => new(line.Number, SubmissionOutcome.Conflict, done.Stored.Id, SurveysProblems.OtherContent.Code, SurveysProblems.OtherContent.Title.For(request), []),
            SubmissionOutcome.SetAside => new(line.Number, SubmissionOutcome.SetAside, done.Stored.Id, done.Stored.Code, SurveysProblems.Explain(done.Stored.Code).For(request), []),
            var outcome => new(line.Number, outcome, done.Stored.Id, null, null, []),
        };
    }

    private sealed record ReadLine(int Number, bool HasOwnId, SurveyResponse? Kept, IReadOnlyList<FieldError> Errors);
}

/// <summary>What became of an import.</summary>
/// <param name="Items">One a line, in order.</param>
internal sealed record ResponseImportResult(IReadOnlyList<ImportedResponse> Items);

/// <summary>What became of a line, the head being line 1: accepted, duplicate, conflict, setAside or invalid.</summary>
internal sealed record ImportedResponse(int Line, string Result, Guid? Id, string? Code, string? Detail, IReadOnlyList<ImportFault> Errors);

/// <summary>What is wrong with a cell; its column is the pointer.</summary>
internal sealed record ImportFault(string Pointer, string Detail);
