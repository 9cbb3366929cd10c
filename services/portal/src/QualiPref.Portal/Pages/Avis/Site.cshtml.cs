using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Settings;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Avis;

/// <summary>
/// The web survey of a site: the first question, then all others on one page. Without any script; nothing that somebody answered is ever part of an address.
/// </summary>
internal sealed class SiteModel(SurveysClient surveys, Catalogue catalogue, IOptions<KioskOptions> asks, TimeProvider time) : SurveyPage
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

    /// <summary>The question that stands alone on the first page, one touch answers it; null where a questionnaire begins with what no touch answers.</summary>
    public SurveyQuestion? First => Questionnaire.Questions[0] is { Type: QuestionType.SingleChoice } first ? first : null;

    /// <summary>Whether the first question is still to be answered.</summary>
    public bool AsksFirst { get; private set; }

    protected override IReadOnlyList<string> Offered => [.. Questionnaire.Languages.Intersect(base.Offered)];

    public async Task<IActionResult> OnGetAsync(string site, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(site, version: null, cancellationToken)) return NotFound();
        Speak(Asked);
        var now = time.GetUtcNow();
        AsksFirst = First is not null;
        Form = new SurveyForm { Id = Guid.CreateVersion7(now), OpenedAt = now, Version = Questionnaire.Version, Language = Words.Code };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string site, CancellationToken cancellationToken)
    {
        // What cannot be read of the hidden fields is made anew below; nobody typed it.
        ModelState.Clear();
        if (!await OpenAsync(site, Form.Version > 0 ? Form.Version : null, cancellationToken)) return NotFound();
        Speak(Form.Switch ?? Form.Language);
        // Without its own id an answer that is sent twice would count twice: the form is shown once more, with one.
        var isWhole = Form.Id != Guid.Empty && Form.OpenedAt != default;
        Complete();
        Given = SurveyForm.ReadAnswers(Request.Form, Questionnaire);
        AsksFirst = First is { } first && (Form.Change is not null || (Form.End is null && !Given.ContainsKey(first.Code)));
        if (Form.End is not null && isWhole) await SendAsync(cancellationToken);
        return Page();
    }

    /// <summary>The words of something in the language of the page.</summary>
    public string Say(IReadOnlyDictionary<string, string> texts) => texts.GetValueOrDefault(Words.Code) ?? texts.Values.First();

    /// <summary>Whether a choice was made.</summary>
    public bool IsGiven(SurveyQuestion question, AnswerOption option) => Given.TryGetValue(question.Code, out var given) && given.Contains(option.Code);

    /// <summary>What is wrong with the answer to a question.</summary>
    public string? FaultOf(string question) => Faults.Where(fault => fault.Question == question).Select(fault => fault.Sentence).FirstOrDefault();

    private async Task<bool> OpenAsync(string code, int? version, CancellationToken cancellationToken)
    {
        // Whoever copies the address from a poster need not mind its case.
        if (catalogue.Sites.FirstOrDefault(site => site.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is not { } found) return false;
        Site = found;
        Questionnaire = await surveys.ReadQuestionnaireAsync(asks.Value.Questionnaire, version, cancellationToken);
        return true;
    }

    private void Complete()
    {
        if (Form.Id == Guid.Empty) Form.Id = Guid.CreateVersion7(time.GetUtcNow());
        if (Form.OpenedAt == default) Form.OpenedAt = time.GetUtcNow();
        Form.Language = Words.Code;
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
        foreach (var question in wrong) yield return (question.Code, Given.ContainsKey(question.Code) ? Words.NotTaken : Words.FirstRequired);
        if (wrong.Count == 0) yield return ("", problem.Status == StatusCodes.Status422UnprocessableEntity ? Words.NotTaken : Words.Away);
    }

    private void Refuse(int status, params IReadOnlyList<(string Question, string Sentence)> faults)
    {
        Faults = faults;
        AsksFirst = faults.Any(fault => fault.Question == First?.Code);
        Response.StatusCode = status;
    }
}
