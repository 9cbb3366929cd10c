using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Avis;

/// <summary>
/// The web survey of a site: the first question, then all others on one page, then what is asked after those. Without any script; nothing that somebody answered is
/// ever part of an address.
/// </summary>
internal sealed class SiteModel(SurveysClient surveys, Catalogue catalogue, TimeProvider time) : SurveyPage
{
    private const string OtherContent = "QP-SURVEYS-002";

    [BindProperty]
    public SurveyForm Form { get; set; } = new();

    public Site Site { get; private set; } = null!;

    public Questionnaire Questionnaire { get; private set; } = null!;

    public override string Place => Site.Name;

    /// <summary>What was answered so far, by question.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Given { get; private set; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What is wrong, by the question that it is about; empty for what is about none.</summary>
    public IReadOnlyList<(string Question, string Sentence)> Faults { get; private set; } = [];

    /// <summary>What became of the answer, in words; null before it was sent.</summary>
    public string? Outcome { get; private set; }

    public SurveyQuestion? First => SurveySteps.First(Questionnaire);

    /// <summary>Whether the first question is still to be answered.</summary>
    public bool AsksFirst => Form.Step == 0;

    /// <summary>The questions of the page.</summary>
    public IReadOnlyList<SurveyQuestion> Shown => [.. SurveySteps.Asked(Questionnaire, Given).Where(question => Steps[question.Code] == Form.Step)];

    /// <summary>What was answered on other pages.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Carried => Given.Where(one => Shown.All(question => question.Code != one.Key));

    private Dictionary<string, int> Steps => SurveySteps.Of(Questionnaire);

    protected override IReadOnlyList<string> Offered => [.. Questionnaire.Languages.Intersect(base.Offered)];

    public async Task<IActionResult> OnGetAsync(string site, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(site, cancellationToken)) return NotFound();
        Speak(Asked);
        Form = new SurveyForm { Step = First is null ? 1 : 0 };
        Complete();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string site, CancellationToken cancellationToken)
    {
        // What cannot be read of the hidden fields is made anew below; nobody typed it.
        ModelState.Clear();
        if (!await OpenAsync(site, cancellationToken)) return NotFound();
        Speak(Form.Switch ?? Form.Language);
        // Without its own id an answer that is sent twice would count twice: the form is shown once more, with one.
        var isWhole = Form.Id != Guid.Empty && Form.OpenedAt != default;
        Complete();
        Given = SurveyForm.ReadAnswers(Request.Form, Questionnaire);
        if (Form.End is not null && NextStep() is { } next) Form.Step = next;
        else if (Form.End is not null && isWhole) await SendAsync(cancellationToken);
        else Form.Step = StepAfterChoice();
        return Page();
    }

    /// <summary>The words of something in the language of the page.</summary>
    public string Say(IReadOnlyDictionary<string, string> texts) => texts.GetValueOrDefault(Words.Code) ?? texts.Values.First();

    /// <summary>Whether a choice was made.</summary>
    public bool IsGiven(SurveyQuestion question, AnswerOption option) => Given.TryGetValue(question.Code, out var given) && given.Contains(option.Code);

    /// <summary>What is wrong with the answer to a question.</summary>
    public string? FaultOf(string question) => Faults.Where(fault => fault.Question == question).Select(fault => fault.Sentence).FirstOrDefault();

    /// <summary>What the first and the last grade of a scale are called.</summary>
    public IReadOnlyList<string> EndsOf(SurveyQuestion question)
    {
        var grades = question.Options.Where(option => Faces.IsGrade(question, option)).ToList();
        return [.. from option in grades.Take(1).Concat(grades.TakeLast(1)) let text = Say(option.Texts) where text != option.Code select $"{option.Code}\u00A0: {text}"];
    }

    /// <summary>How many options a question takes, as a range.</summary>
    public string RangeOf(SurveyQuestion question)
    {
        var (least, most) = (question.MinChoices ?? 1, question.MaxChoices ?? question.Options.Count);
        return SurveyWords.Fill(Words.ToChoose, least == most ? $"{most}" : $"{least}–{most}");
    }

    // Another language stays on the page; the first answer leads on from it.
    private int StepAfterChoice() => First is { } first && (Form.Change is not null || !Given.ContainsKey(first.Code)) ? 0 : Math.Max(1, Form.Step);

    private int? NextStep()
    {
        var later = SurveySteps.Asked(Questionnaire, Given).Select(question => Steps[question.Code]).Where(step => step > Math.Max(1, Form.Step)).ToList();
        return later.Count > 0 ? later.Min() : null;
    }

    private async Task<bool> OpenAsync(string code, CancellationToken cancellationToken)
    {
        if (Find(catalogue, code) is not { } found) return false;
        Site = found;
        Questionnaire = Form is { Questionnaire.Length: > 0, Version: > 0 }
            ? await surveys.ReadQuestionnaireAsync(Form.Questionnaire, Form.Version, cancellationToken)
            : await surveys.ReadAskedAsync(found.Code, cancellationToken);
        return true;
    }

    private void Complete()
    {
        if (Form.Id == Guid.Empty) Form.Id = Guid.CreateVersion7(time.GetUtcNow());
        if (Form.OpenedAt == default) Form.OpenedAt = time.GetUtcNow();
        (Form.Questionnaire, Form.Version, Form.Language) = (Questionnaire.Code, Questionnaire.Version, Words.Code);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(Form.Blank))
        {
            Form.Blank = null;
            Refuse(StatusCodes.Status422UnprocessableEntity, ("", Words.Blank));
            return;
        }
        try
        {
            var sent = await surveys.AnswerAsync(Form.Id, Form.ToAnswer(Site.Code, Questionnaire, Given), cancellationToken);
            Outcome = sent.Result == "setAside" ? Words.Kept : SurveyWords.Fill(Words.Recorded, Site.Name);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Code == OtherContent)
        {
            Outcome = Words.RecordedBefore;
        }
        catch (ServiceRefusedException refused)
        {
            Refuse(refused.Problem.Status, [.. FaultsOf(refused.Problem)]);
        }
        catch (ServiceAwayException)
        {
            Refuse(StatusCodes.Status503ServiceUnavailable, ("", Words.Away));
        }
    }

    // The service speaks French and English; whoever answers here may read neither.
    private IEnumerable<(string Question, string Sentence)> FaultsOf(ServiceProblem problem)
    {
        var wrong = Questionnaire.Questions.Where(question => problem.Errors.Any(error => error.Pointer == $"/answers/{question.Code}")).ToList();
        foreach (var question in wrong)
            yield return (question.Code, !Given.ContainsKey(question.Code) ? Words.FirstRequired : question.Type == QuestionType.MultiChoice ? RangeOf(question) : Words.NotTaken);
        if (wrong.Count == 0) yield return ("", problem.Status == StatusCodes.Status422UnprocessableEntity ? Words.NotTaken : Words.Away);
    }

    private void Refuse(int status, params IReadOnlyList<(string Question, string Sentence)> faults)
    {
        if (faults.Where(fault => fault.Question.Length > 0).Select(fault => Steps[fault.Question]).ToList() is { Count: > 0 } wrong) Form.Step = wrong.Min();
        // Those of the page alone: what hangs on an answer that is wrong is judged when that is right.
        Faults = [.. faults.Where(fault => fault.Question.Length == 0 || Steps[fault.Question] == Form.Step)];
        Response.StatusCode = status;
    }
}
