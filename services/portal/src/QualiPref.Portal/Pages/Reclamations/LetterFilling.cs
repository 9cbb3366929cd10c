using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>The part of a step's form that fills its text from a standard letter, without ever taking the place of what somebody typed unasked.</summary>
internal sealed class LetterFilling
{
    /// <summary>Names of the fields of the form: what is chosen, and what the text was filled from.</summary>
    public const string Chosen = "modele", ChosenLanguage = "langue", Replace = "remplacer", Template = "template", Version = "templateVersion", Language = "language", Digest = "rempli";

    private LetterFilling(CaseTransition transition, LetterChoices choices, IFormCollection? sent, FilledLetter? filled)
    {
        (Transition, Choices, Letter) = (transition, choices, filled);
        if (filled is not null)
        {
            Source = (filled.Template, filled.Version.ToString(CultureInfo.InvariantCulture), filled.Language, DigestOf(SubjectOf(filled), filled.Body));
        }
        else if (sent is not null)
        {
            Source = (sent[Template].ToString(), sent[Version].ToString(), sent[Language].ToString(), sent[Digest].ToString());
        }
        Code = sent?[Chosen].ToString() ?? "";
        ShownLanguage = sent?[ChosenLanguage].ToString() is { Length: > 0 } asked ? asked : choices.Language;
    }

    public CaseTransition Transition { get; }

    public LetterChoices Choices { get; }

    /// <summary>The letter that the text was just filled from.</summary>
    public FilledLetter? Letter { get; }

    /// <summary>Whether the text would take the place of what somebody typed: they are asked first.</summary>
    public bool Asks { get; private init; }

    public string Code { get; }

    public string ShownLanguage { get; }

    /// <summary>What the text in the form was filled from; empty where it was from nothing.</summary>
    public (string Template, string Version, string Language, string Digest) Source { get; } = ("", "", "", "");

    public string Scope => Transition.Name + "-";

    /// <summary>Those meant for the step first.</summary>
    public IEnumerable<KeyValuePair<string, string>> Options => Choices.Letters
        .OrderByDescending(one => one.Use == Transition.Name).ThenBy(one => one.Label, StringComparer.CurrentCulture)
        .Select(one => KeyValuePair.Create(one.Code, TemplateWords.Choice(one.Label, one.Status)));

    /// <summary>The part as it stands in a form that was not sent, or was sent to take the step.</summary>
    public static LetterFilling Shown(CaseTransition transition, LetterChoices choices, IFormCollection? sent) => new(transition, choices, sent, null);

    /// <summary>The part after a letter was asked for: with the letter, or with the question whether it may take the place of what was typed.</summary>
    public static LetterFilling Filled(CaseTransition transition, LetterChoices choices, IFormCollection sent, FilledLetter letter) =>
        sent[Replace] == "true" || !IsTyped(transition, sent)
            ? new LetterFilling(transition, choices, sent, letter)
            : new LetterFilling(transition, choices, sent, null) { Asks = true };

    /// <summary>What a field of the form holds now; null for one that the letter does not fill.</summary>
    public string? ValueOf(string field) => Letter is null ? null : field == SubjectField ? Letter.Subject : field == Transition.LetterField ? Letter.Body : null;

    /// <summary>Says in the body of the call what the text was made from.</summary>
    public static void AddSource(Dictionary<string, object> body, IFormCollection sent)
    {
        if (sent[Template].ToString() is not { Length: > 0 } code) return;
        body[Template] = code;
        if (int.TryParse(sent[Version], CultureInfo.InvariantCulture, out var version)) body[Version] = version;
        if (sent[Language].ToString() is { Length: > 0 } language) body[Language] = language;
    }

    private const string SubjectField = "subject";

    // What was filled in and left as it was is nobody's work: it may be replaced unasked.
    private static bool IsTyped(CaseTransition transition, IFormCollection sent)
    {
        var (subject, body) = (sent[SubjectField].ToString(), sent[transition.LetterField!].ToString());
        return (subject + body).Trim().Length > 0 && DigestOf(subject, body) != sent[Digest];
    }

    private string SubjectOf(FilledLetter letter) => Transition.Fields.Any(one => one.Name == SubjectField) ? letter.Subject : "";

    private static string DigestOf(string subject, string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subject.Trim()}\n{body.ReplaceLineEndings("\n").Trim()}")))[..16];
}
