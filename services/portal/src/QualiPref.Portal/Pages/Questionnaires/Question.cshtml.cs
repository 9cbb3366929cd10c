using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Drafting;
using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>One question of a draft.</summary>
internal sealed class QuestionModel(QuestionnairesClient questionnaires, Catalogue catalogue) : DraftPage(questionnaires)
{
    /// <summary>Which question, from 0 on. A word that is no number is none.</summary>
    [BindProperty(SupportsGet = true)]
    public int Number { get; set; } = -1;

    /// <summary>The question as it is shown: with what the person wrote, where that was refused.</summary>
    internal SurveyQuestion Shown { get; private set; } = null!;

    internal QuestionKind Kind => QuestionKind.Of(Shown);

    internal IEnumerable<KeyValuePair<string, string>> Modules => catalogue.ModuleNames();

    internal IEnumerable<KeyValuePair<string, string>> Commitments =>
        from module in catalogue.Modules
        from commitment in module.Commitments
        select KeyValuePair.Create(commitment.Code, $"{commitment.Code}, {commitment.Label} ({module.Label})");

    /// <summary>The questions with options that are asked before this one.</summary>
    internal IEnumerable<SurveyQuestion> Earlier => Draft.Questionnaire.Questions.Take(Number).Where(question => question.Options.Count > 0);

    /// <summary>What is wrong with this question.</summary>
    internal IEnumerable<ServiceFieldError> Faults => Verdict.Faults.Where(fault => QuestionForm.FieldOf(fault.Pointer, Number) is not null);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return NotFound();
        await ReadAsync(cancellationToken);
        if (Number < 0 || Number >= Draft.Questionnaire.Questions.Count) return NotFound();
        Shown = Draft.Questionnaire.Questions[Number];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return NotFound();
        await ReadAsync(cancellationToken);
        if (Number < 0 || Number >= Draft.Questionnaire.Questions.Count) return NotFound();
        Shown = QuestionForm.Read(Request.Form, Draft.Questionnaire.Questions[Number], Draft.Questionnaire.Languages);
        var next = Draft.Questionnaire with { Questions = [.. Draft.Questionnaire.Questions.Select((question, at) => at == Number ? Shown : question)] };
        if (!await WriteAsync(next, pointer => QuestionForm.FieldOf(pointer, Number), cancellationToken)) return Page();
        Done = "La question est enregistrée.";
        return LocalRedirect(Request.Form["next"] == "stay" ? $"/questionnaires/{Id}/questions/{Number}" : $"/questionnaires/{Id}");
    }
}
