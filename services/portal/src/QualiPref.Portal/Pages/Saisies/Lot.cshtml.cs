using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Pages.Avis;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Saisies;

/// <summary>One batch of slips: keying them, keying some a second time, settling where that differs, and the error rate that comes of it.</summary>
internal sealed class LotModel(SurveysClient surveys, Catalogue catalogue) : PortalPage
{
    private const string OtherContent = "QP-SURVEYS-002";

    // What the names of fields end with where they are about one slip of several on the page.
    private string _ofSlip = "";

    [BindProperty(SupportsGet = true)]
    public Guid Lot { get; set; }

    /// <summary>Made with the form: a slip sent twice counts once.</summary>
    [BindProperty]
    public Guid Fiche { get; set; } = Guid.CreateVersion7();

    /// <summary>The number under which the slip before was stored.</summary>
    [BindProperty(SupportsGet = true, Name = "numero")]
    public int? Taken { get; set; }

    /// <summary>Whether that one is kept without being counted.</summary>
    [BindProperty(SupportsGet = true, Name = "cote")]
    public bool IsAside { get; set; }

    public SlipBatchDetails Details { get; private set; } = null!;

    public SlipBatch Batch => Details.Batch;

    public Questionnaire Questionnaire { get; private set; } = null!;

    /// <summary>What was keyed and not taken, so that nobody keys it twice; only while the form is still the one that it was keyed in.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Given { get; private set; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What was said of a slip and not taken, by the names of the fields.</summary>
    public IReadOnlyDictionary<string, string> Settling { get; private set; } = new Dictionary<string, string>();

    /// <summary>What was sent while the service is away; null else.</summary>
    public IReadOnlyList<(string Name, string? Value)>? Unsent { get; private set; }

    public string SiteName => catalogue.SiteName(Batch.Site);

    /// <summary>The slip of the sample that is keyed next; null where none is left.</summary>
    public int? NextToCheck => Batch.State == "closed" && Details.ToCheck.Count > 0 ? Details.ToCheck[0] : null;

    /// <summary>Second entries that differ and are not settled.</summary>
    public IEnumerable<SlipCheck> ToSettle => NextToCheck is null ? Details.Checks.Where(check => !check.Settled) : [];

    /// <summary>The questions that are keyed; what is written by hand is keyed once only.</summary>
    public IEnumerable<SurveyQuestion> Questions => NextToCheck is null ? Questionnaire.Questions : Questionnaire.Questions.Where(question => question.Type != QuestionType.Text);

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => TakeAsync(KeyAsync, () => Batch.State == "open", cancellationToken);

    public Task<IActionResult> OnPostCheckAsync(int number, CancellationToken cancellationToken) => TakeAsync(
        async (given, token) =>
        {
            await surveys.CheckSlipAsync(Lot, number, given, token);
            return "";
        },
        () => NextToCheck == number, cancellationToken);

    public Task<IActionResult> OnPostSettleAsync(int number, CancellationToken cancellationToken)
    {
        _ofSlip = OfSlip(number);
        // An empty text says that nothing is ticked; a question that nobody settled is not in the form at all.
        Settling = Request.Form.Where(field => IsAnswer(field.Key) && field.Key[SurveyForm.Prefix.Length..].EndsWith(_ofSlip, StringComparison.Ordinal))
            .ToDictionary(field => field.Key, field => field.Value.ToString());
        return DoAsync(token => surveys.SettleSlipAsync(Lot, number, Settling.ToDictionary(field => QuestionOf(field.Key), field => field.Value), token),
            () => ToSettle.Any(check => check.Number == number), cancellationToken);
    }

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken) => DoAsync(token => surveys.WithdrawSlipAsync(Lot, Fiche, token), () => false, cancellationToken);

    public Task<IActionResult> OnPostCloseAsync(CancellationToken cancellationToken) => DoAsync(token => surveys.CloseBatchAsync(Lot, token), () => false, cancellationToken);

    /// <summary>The name of the field that settles a difference: two slips may differ in the same question.</summary>
    public static string SettlingName(SlipCheck check, SlipDifference difference) => SurveyForm.Prefix + difference.Question + OfSlip(check.Number);

    /// <summary>The words of an option, or that there was none.</summary>
    public string WordsOf(string question, string? options)
    {
        if (string.IsNullOrEmpty(options)) return "rien de coché";
        var asked = Questionnaire.Questions.FirstOrDefault(one => one.Code == question);
        return string.Join(", ", options.Split(' ').Select(code => asked?.Options.Where(one => one.Code == code).Select(one => one.Texts["fr"]).FirstOrDefault() ?? code));
    }

    public string NameOf(string question) => Questionnaire.Questions.Where(one => one.Code == question).Select(one => one.Texts["fr"]).FirstOrDefault() ?? question;

    protected override string? LabelOf(string field) => IsAnswer(field) ? NameOf(QuestionOf(field)) : null;

    private static bool IsAnswer(string name) => name.StartsWith(SurveyForm.Prefix, StringComparison.Ordinal);

    private static string OfSlip(int number) => $"-{number}";

    private string QuestionOf(string field) => field[SurveyForm.Prefix.Length..^_ofSlip.Length];

    private async Task<string> KeyAsync(object given, CancellationToken cancellationToken)
    {
        var taken = await surveys.KeySlipAsync(Lot, Fiche, given, cancellationToken);
        return $"?numero={taken.Number}{(taken.Result == "setAside" ? "&cote=true" : "")}";
    }

    private Task<IActionResult> TakeAsync(Func<object, CancellationToken, Task<string>> take, Func<bool> isSameForm, CancellationToken cancellationToken) => GoOnAsync(
        async token =>
        {
            await ReadAsync(token);
            Given = SurveyForm.ReadAnswers(Request.Form, Questionnaire);
            return await take(SurveyForm.ToAnswers(Questionnaire, Given), token);
        },
        isSameForm, cancellationToken);

    private Task<IActionResult> DoAsync(Func<CancellationToken, Task> act, Func<bool> isSameForm, CancellationToken cancellationToken) => GoOnAsync(
        async token =>
        {
            await act(token);
            return "";
        },
        isSameForm, cancellationToken);

    // What is done answers with what the next page says of it.
    private async Task<IActionResult> GoOnAsync(Func<CancellationToken, Task<string>> act, Func<bool> isSameForm, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Taken = null;
        try
        {
            return await TryAsync(act, isSameForm, cancellationToken);
        }
        catch (ServiceAwayException)
        {
            // Whether it was done is not known: sent again under the same id it is done once.
            Unsent = [.. Request.Form.Where(field => field.Key != "__RequestVerificationToken").SelectMany(field => field.Value.Select(value => (field.Key, value)))];
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    private async Task<IActionResult> TryAsync(Func<CancellationToken, Task<string>> act, Func<bool> isSameForm, CancellationToken cancellationToken)
    {
        try
        {
            // The next slip begins with an empty form.
            return LocalRedirect($"/saisie/fiches/{Lot}{await act(cancellationToken)}");
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is not (403 or 404))
        {
            await ReadAsync(cancellationToken);
            // Answers of one slip in the form of another would be stored as that one's at the next press.
            if (refused.Problem.Code == OtherContent || !isSameForm()) Forget();
            ShowRefusal(refused.Problem, pointer => pointer.StartsWith("/answers/", StringComparison.Ordinal) ? SurveyForm.Prefix + pointer["/answers/".Length..] + _ofSlip : null);
            return Page();
        }
    }

    private void Forget()
    {
        Given = new Dictionary<string, IReadOnlyList<string>>();
        Settling = new Dictionary<string, string>();
        Fiche = Guid.CreateVersion7();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Details = await surveys.ReadBatchAsync(Lot, cancellationToken);
        Questionnaire = await surveys.ReadQuestionnaireAsync(Batch.Questionnaire, Batch.QuestionnaireVersion, cancellationToken);
    }
}
