using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Features.WritingTemplates;

/// <summary>Finds the version of a standard letter that a letter was made from, to be kept with it.</summary>
internal static class SourcesOfLetters
{
    /// <summary>The version; null where a letter was made from none. No round trip then, one or two else.</summary>
    /// <exception cref="ProblemException">422: there is no such standard letter, or no such version of it.</exception>
    public static async Task<int?> VersionOfAsync(this LetterTemplateStore templates, WrittenFrom? from, CancellationToken cancellationToken)
    {
        if (from?.Template is not { } code) return null;
        // A version that was withdrawn since its text was taken is still what the letter was made from.
        var template = from.Version is { } version ? await templates.FindAsync(code, version, cancellationToken) : await templates.FindOfferedAsync(code, cancellationToken);
        if (template is not null) return template.Version;
        var errors = new FieldErrors();
        errors.Add("/template", "Ce courrier type n'existe pas, ou pas dans cette version.", "There is no such standard letter, or no such version of it.");
        throw new ProblemException(new Problem(CommonProblems.InvalidValues) { Errors = errors.Found });
    }
}
