using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Shell;

/// <summary>What pages with forms share: errors by field, in the words of the service that found them.</summary>
internal abstract class PortalPage : PageModel
{
    /// <summary>The error of a field, if it has one.</summary>
    public string? ErrorOf(string field) =>
        ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    /// <summary>Where the summary of errors finds the label of a field.</summary>
    public static string LabelKey(string field) => "label:" + field;

    /// <summary>What a field asks for, so that the summary of errors names it; null where the sentence says enough.</summary>
    protected virtual string? LabelOf(string field) => null;

    /// <summary>Puts a refusal beside the fields it concerns; what concerns none is shown above the form.</summary>
    /// <param name="problem">The refusal.</param>
    /// <param name="fieldOf">Finds the field of a JSON pointer; null when the form has none.</param>
    protected void ShowRefusal(ServiceProblem problem, Func<string, string?> fieldOf)
    {
        foreach (var error in problem.Errors)
        {
            var field = fieldOf(error.Pointer) ?? "";
            ModelState.AddModelError(field, error.Detail);
            ViewData[LabelKey(field)] = LabelOf(field);
        }
        if (problem.Errors.Count == 0) ModelState.AddModelError("", problem.Sentence);
        Response.StatusCode = problem.Status;
    }
}
