using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Drafting;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>A draft: its head, its questions in order, what keeps it from being published, and its publication.</summary>
internal sealed class BrouillonModel(QuestionnairesClient questionnaires, Catalogue catalogue) : DraftPage(questionnaires)
{
    /// <summary>The questionnaire as it is shown: with what the person wrote, where that was refused.</summary>
    internal Questionnaire Shown { get; private set; } = null!;

    internal static IEnumerable<KeyValuePair<string, string>> Kinds => QuestionKind.All.Select(kind => KeyValuePair.Create(kind.Code, kind.Label));

    public async Task OnGetAsync(CancellationToken cancellationToken) => await ShowAsync(cancellationToken);

    /// <summary>Saves the head.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        var languages = Request.Form["languages"].OfType<string>().Where(Languages.Known.Contains).ToList();
        var next = Draft.Questionnaire with
        {
            Code = Request.Form["code"].ToString().Trim(),
            Languages = languages,
            Title = QuestionForm.Texts(Request.Form, "title", Languages.Known),
            Introduction = QuestionForm.Texts(Request.Form, "introduction", Languages.Known),
        };
        if (await WriteAsync(next, pointer => pointer == "/code" ? "code" : null, cancellationToken)) return Saved("L'en-tête est enregistré.");
        Shown = next;
        return Page();
    }

    /// <summary>Adds a question and leads to it.</summary>
    public async Task<IActionResult> OnPostAddAsync(string? kind, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        var chosen = QuestionKind.All.FirstOrDefault(one => one.Code == kind) ?? QuestionKind.All[0];
        var module = catalogue.Modules.First(one => one.Commitments.Count > 0);
        var number = Draft.Questionnaire.Questions.Count;
        var question = chosen.New(FormattableString.Invariant($"question-{number + 1}"), module.Code, module.Commitments[0].Code, Draft.Questionnaire.Languages);
        if (await WriteAsync(Draft.Questionnaire with { Questions = [.. Draft.Questionnaire.Questions, question] }, _ => null, cancellationToken))
            return LocalRedirect($"/questionnaires/{Id}/questions/{number}");
        Shown = Draft.Questionnaire;
        return Page();
    }

    /// <summary>Moves a question one place up, or takes it away.</summary>
    public async Task<IActionResult> OnPostArrangeAsync(int question, string? step, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        List<SurveyQuestion> questions = [.. Draft.Questionnaire.Questions];
        if (question >= 0 && question < questions.Count)
        {
            var moved = questions[question];
            questions.RemoveAt(question);
            if (step != "remove") questions.Insert(Math.Max(0, question - 1), moved);
        }
        if (await WriteAsync(Draft.Questionnaire with { Questions = questions }, _ => null, cancellationToken))
            return Saved(step == "remove" ? "La question est retirée." : "La question est remontée.");
        Shown = Draft.Questionnaire;
        return Page();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostPublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            var published = await Client.PublishAsync(Id, Revision, cancellationToken);
            Done = $"Version {published.Version} publiée. Elle est proposée aux sites dans une demi-minute.";
            return LocalRedirect($"/questionnaires/versions/{Uri.EscapeDataString(published.Code)}/{published.Version}");
        }
        catch (ServiceRefusedException refused)
        {
            // What keeps it from being published stands in the list of the page.
            ModelState.AddModelError("", refused.Problem.Sentence);
            Response.StatusCode = refused.Problem.Status;
        }
        await ShowAsync(cancellationToken);
        return Page();
    }

    protected override string? LabelOf(string field) => field == "code" ? "Code du questionnaire" : null;

    private LocalRedirectResult Saved(string done)
    {
        Done = done;
        return LocalRedirect($"/questionnaires/{Id}");
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        Shown = Draft.Questionnaire;
    }
}
