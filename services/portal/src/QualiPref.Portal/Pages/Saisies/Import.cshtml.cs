using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Saisies;

/// <summary>Answers from a file: a template to fill in, and what became of each line.</summary>
internal sealed class ImportModel(SurveysClient surveys, QuestionnairesClient questionnaires, Catalogue catalogue) : PortalPage
{
    /// <summary>Most bytes of a file, as the service takes them.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Whose questions are the columns: what the first site of the person asks today where nothing is chosen.</summary>
    [BindProperty(SupportsGet = true, Name = "questionnaire")]
    public string? Choice { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>> Versions { get; private set; } = [];

    [BindProperty]
    public IFormFile? Fichier { get; set; }

    /// <summary>
    /// Name of the batch, by which a file that comes again is known, mended, pasted or saved by another program: lines without an id of their own count once under it.
    /// </summary>
    [BindProperty]
    public string? Lot { get; set; }

    /// <summary>Lines that were pasted instead.</summary>
    [BindProperty]
    public string? Texte { get; set; }

    /// <summary>What became of each line; null before a file was sent.</summary>
    public IReadOnlyList<ImportedLine>? Lines { get; private set; }

    public Questionnaire Questionnaire { get; private set; } = null!;

    /// <summary>How often each outcome is in the file, in the order in which they are told.</summary>
    public IEnumerable<(string Result, int Count)> Outcomes =>
        ((string[])["accepted", "duplicate", "setAside", "conflict", "invalid"]).Select(result => (result, Lines!.Count(line => line.Result == result))).Where(one => one.Item2 > 0);

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    /// <summary>A file with the columns and one line as an example.</summary>
    public async Task<IActionResult> OnGetModeleAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        string[] names = ["id", "site", "date", "language", .. Questionnaire.Questions.Select(question => question.Code)];
        string[] example = ["2026-07-03-fiche-1", "91-EVRY", "2026-07-03", "fr", .. Questionnaire.Questions.Select(question => question.Options.Select(option => option.Code).FirstOrDefault() ?? "")];
        // With the mark by which spreadsheets know UTF-8.
        return File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes($"{string.Join(';', names)}\r\n{string.Join(';', example)}\r\n")).ToArray(), "text/csv", $"{Questionnaire.Code}.csv");
    }

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        await ReadAsync(cancellationToken);
        if (await ReadSentAsync(cancellationToken) is not { } file) return;
        try
        {
            Lines = (await surveys.ImportLinesAsync(Questionnaire.Code, Questionnaire.Version, file, KeyOf(Lot), cancellationToken)).Items;
            // What was refused is mended where it stands.
            if (Lines.All(line => line.Result != "invalid")) Texte = null;
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is not 403)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "Idempotency-Key" ? nameof(Lot) : nameof(Fichier));
        }
    }

    // However its words are cased and spaced it is the same name; a header takes no accents.
    private static string? KeyOf(string? name) => name?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', words).Normalize().ToUpperInvariant())))
        : null;

    private async Task<byte[]?> ReadSentAsync(CancellationToken cancellationToken)
    {
        if (Fichier is { Length: > MostBytes }) return Refuse("Le fichier dépasse 4 Mo : découpez-le.");
        if (Fichier is not { Length: > 0 } file) return string.IsNullOrWhiteSpace(Texte) ? Refuse("Choisissez un fichier CSV, ou collez ses lignes.") : Encoding.UTF8.GetBytes(Texte.ReplaceLineEndings("\n"));
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private byte[]? Refuse(string sentence)
    {
        ModelState.AddModelError(nameof(Fichier), sentence);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return null;
    }

    protected override string? LabelOf(string field) => field == nameof(Lot) ? "Nom du lot" : "Fichier";

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Versions = QuestionnaireWords.Choices(await questionnaires.ListAsync(cancellationToken));
        Questionnaire = QuestionnaireWords.Read(Choice) is var (code, version)
            ? await surveys.ReadQuestionnaireAsync(code, version, cancellationToken)
            : await surveys.ReadAskedAsync(catalogue.SiteNames(Caller.Of(HttpContext)).First().Key, cancellationToken);
        Choice = $"{Questionnaire.Code}/{Questionnaire.Version}";
    }
}
