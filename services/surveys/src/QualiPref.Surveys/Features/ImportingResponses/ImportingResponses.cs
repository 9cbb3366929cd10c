using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
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

    private static readonly Guid Space = new("5c2fd1f2-7a8e-4f0c-9d39-0d4be6a6a7e4");

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/responses/import", ImportAsync)
        .Allow(Roles.Agent, SiteRule.EachItem)
        .WithName("ImportResponses")
        .TakesQuery(
            QueryParameter.Text("questionnaire", "Code of the questionnaire whose questions are the columns.", 100) with { IsRequired = true },
            QueryParameter.Number("version", "Its newest version in use when left out.", 1, int.MaxValue))
        .TakesIdempotencyKey()
        .Refuses(SurveysProblems.CsvExpected, SurveysProblems.UnreadableCsv, SurveysProblems.TooManyLines, SurveysProblems.UnknownQuestionnaire, SurveysProblems.Busy,
            CommonProblems.TooLarge, CommonProblems.NotInCatalogueYet)
        .WithSummary("Import answers from a CSV file")
        .WithDescription("Columns site and date (yyyy-MM-dd), one a question by its code (several options parted by |), and optionally id, channel (paper when left out), language, "
            + "outcome (complete when left out) and comment; at most 10,000 lines and 4 MB. One result a line, in order. A line is the same answer as another one with its id, which may be any text; without that column, as the same line "
            + "of a file with the same Idempotency-Key: importing again counts nothing twice. Role agent at the site of a line; its channel web needs quality.")
        .Accepts<string>("text/csv");

    private static async Task<Ok<ResponseImportResult>> ImportAsync(HttpContext context, string? questionnaire, string? version, Catalogue catalogue, AnswerReader reader,
        ResponseLedger ledger, TimeProvider time, CancellationToken cancellationToken)
    {
        var receivedAt = time.GetUtcNow();
        var asked = ReadQuestionnaire(questionnaire, version, catalogue, receivedAt);
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        var lines = await CsvBody.ReadAsync(context.Request, ResponseLine.Rules(asked), cancellationToken);
        RequireIds(lines, key);
        var submitter = new Submitter(Caller.Of(context));
        foreach (var site in lines.Select(line => line.Cells.GetValueOrDefault(ResponseLine.Site)).Distinct()) submitter.Caller.RequireInCatalogue(catalogue, site);
        var read = lines.Select(line => Read(line, IdOf(line, key), asked, catalogue, reader, submitter, receivedAt)).ToList();
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
        if (key.Length == 0 && lines.Any(line => !line.Cells.ContainsKey(ResponseLine.Id)))
        {
            errors.Add("Idempotency-Key", "Sans colonne « id » remplie à chaque ligne, donnez une clé : c'est ce qui fait qu'un fichier importé deux fois compte une fois.",
                "Without a column id that is filled in on every line, give a key: it is what makes a file that is imported twice count once.");
        }
        errors.ThrowIfAny();
    }

    private static Guid IdOf(CsvLine line, string key)
    {
        if (!line.Cells.TryGetValue(ResponseLine.Id, out var own)) return Uuid5.Create(Space, $"line\n{key}\n{line.Number.ToString(CultureInfo.InvariantCulture)}");
        return Guid.TryParseExact(own, "D", out var id) && id != Guid.Empty ? id : Uuid5.Create(Space, $"id\n{line.Cells.GetValueOrDefault(ResponseLine.Site)}\n{own}");
    }

    private static ReadLine Read(CsvLine line, Guid id, Questionnaire questionnaire, Catalogue catalogue, AnswerReader reader, Submitter submitter, DateTimeOffset receivedAt)
    {
        var body = ResponseLine.ToAnswer(line, questionnaire, catalogue);
        var errors = new FieldErrors();
        var answer = reader.Read(new JsonFields(body, errors));
        if (answer is not null && !MaySend(answer, submitter)) errors.Add("/site", "Ce site, ou ce canal, n'est pas ouvert à votre rôle.", "This site or channel is not open to your role.");
        if (answer is null || errors.Any) return new ReadLine(line.Number, null, [.. errors.Found.Select(OfColumn)]);
        ContentHash.TryCompute(body, out var hash);
        return new ReadLine(line.Number, Admission.Admit(id, answer, hash, submitter, new Sync(receivedAt)), []);
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
        return SubmissionOutcome.Of(done) switch
        {
            SubmissionOutcome.Conflict => new(line.Number, SubmissionOutcome.Conflict, done.Stored.Id, SurveysProblems.OtherContent.Code, SurveysProblems.OtherContent.Title.For(request), []),
            SubmissionOutcome.SetAside => new(line.Number, SubmissionOutcome.SetAside, done.Stored.Id, done.Stored.Code, SurveysProblems.Explain(done.Stored.Code).For(request), []),
            var outcome => new(line.Number, outcome, done.Stored.Id, null, null, []),
        };
    }

    private sealed record ReadLine(int Number, SurveyResponse? Kept, IReadOnlyList<FieldError> Errors);
}

/// <summary>What became of an import.</summary>
/// <param name="Items">One a line, in order.</param>
internal sealed record ResponseImportResult(IReadOnlyList<ImportedResponse> Items);

/// <summary>What became of a line, the head being line 1: accepted, duplicate, conflict, setAside or invalid.</summary>
internal sealed record ImportedResponse(int Line, string Result, Guid? Id, string? Code, string? Detail, IReadOnlyList<ImportFault> Errors);

/// <summary>What is wrong with a cell; its column is the pointer.</summary>
internal sealed record ImportFault(string Pointer, string Detail);
