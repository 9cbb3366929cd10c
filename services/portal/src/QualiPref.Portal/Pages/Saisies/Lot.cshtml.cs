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
    [BindProperty(SupportsGet = true)]
    public Guid Lot { get; set; }

    /// <summary>Made with the form: a slip sent twice counts once.</summary>
    [BindProperty]
    public Guid Fiche { get; set; } = Guid.CreateVersion7();

    public SlipBatchDetails Details { get; private set; } = null!;

    public SlipBatch Batch => Details.Batch;

    public Questionnaire Questionnaire { get; private set; } = null!;

    /// <summary>What was keyed and not taken, so that nobody keys it twice.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Given { get; private set; } = new Dictionary<string, IReadOnlyList<string>>();

    public string SiteName => catalogue.SiteName(Batch.Site);

    /// <summary>The slip of the sample that is keyed next; null where none is left.</summary>
    public int? NextToCheck => Batch.State == "closed" && Details.ToCheck.Count > 0 ? Details.ToCheck[0] : null;

    /// <summary>Second entries that differ and are not settled.</summary>
    public IEnumerable<SlipCheck> ToSettle => NextToCheck is null ? Details.Checks.Where(check => !check.Settled) : [];

    /// <summary>The questions that are keyed; what is written by hand is keyed once only.</summary>
    public IEnumerable<SurveyQuestion> Questions => NextToCheck is null ? Questionnaire.Questions : Questionnaire.Questions.Where(question => question.Type != QuestionType.Text);

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        TakeAsync((given, token) => surveys.KeySlipAsync(Lot, Fiche, given, token), cancellationToken);

    public Task<IActionResult> OnPostCheckAsync(int number, CancellationToken cancellationToken) =>
        TakeAsync((given, token) => surveys.CheckSlipAsync(Lot, number, given, token), cancellationToken);

    public Task<IActionResult> OnPostSettleAsync(int number, CancellationToken cancellationToken) => DoAsync(token =>
        // An empty text says that nothing is ticked; a question that nobody settled is not in the form at all.
        surveys.SettleSlipAsync(Lot, number, Request.Form.Keys.Where(IsAnswer).ToDictionary(name => name[SurveyForm.Prefix.Length..], name => Request.Form[name].ToString()), token),
        cancellationToken);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken) => DoAsync(token => surveys.WithdrawSlipAsync(Lot, Fiche, token), cancellationToken);

    public Task<IActionResult> OnPostCloseAsync(CancellationToken cancellationToken) => DoAsync(token => surveys.CloseBatchAsync(Lot, token), cancellationToken);

    /// <summary>The words of an option, or that there was none.</summary>
    public string WordsOf(string question, string? options)
    {
        if (string.IsNullOrEmpty(options)) return "rien de coché";
        var asked = Questionnaire.Questions.FirstOrDefault(one => one.Code == question);
        return string.Join(", ", options.Split(' ').Select(code => asked?.Options.Where(one => one.Code == code).Select(one => one.Texts["fr"]).FirstOrDefault() ?? code));
    }

    public string NameOf(string question) => Questionnaire.Questions.Where(one => one.Code == question).Select(one => one.Texts["fr"]).FirstOrDefault() ?? question;

    protected override string? LabelOf(string field) => field.StartsWith(SurveyForm.Prefix, StringComparison.Ordinal) ? NameOf(field[SurveyForm.Prefix.Length..]) : null;

    private static bool IsAnswer(string name) => name.StartsWith(SurveyForm.Prefix, StringComparison.Ordinal);

    private async Task<IActionResult> TakeAsync(Func<object, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        Given = SurveyForm.ReadAnswers(Request.Form, Questionnaire);
        return await DoAsync(token => take(SurveyForm.ToAnswers(Questionnaire, Given), token), cancellationToken);
    }

    private async Task<IActionResult> DoAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        try
        {
            await act(cancellationToken);
            // The next slip begins with an empty form.
            return LocalRedirect($"/saisie/fiches/{Lot}");
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is not (403 or 404))
        {
            await ReadAsync(cancellationToken);
            ShowRefusal(refused.Problem, pointer => pointer.StartsWith("/answers/", StringComparison.Ordinal) ? SurveyForm.Prefix + pointer["/answers/".Length..] : null);
            return Page();
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Details = await surveys.ReadBatchAsync(Lot, cancellationToken);
        Questionnaire = await surveys.ReadQuestionnaireAsync(Batch.Questionnaire, Batch.QuestionnaireVersion, cancellationToken);
    }
}
