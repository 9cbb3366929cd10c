using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Templates;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>
/// The receipt (accusé de réception) with what article R112-5 of the code des relations entre le public et l'administration asks for:
/// the day of reception, the day from which silence is a refusal with what can be done then, and the service in charge with how to reach it, as its letterhead in the
/// catalogue says. It is in the language that the person wrote in where that is one of ours.
/// </summary>
internal static class Receipts
{
    /// <summary>The language of the receipt.</summary>
    /// <param name="contact">What the person gave.</param>
    public static string LanguageOf(Contact? contact) => LetterLanguages.OrFrench(contact?.Language);

    /// <summary>What it is called.</summary>
    /// <param name="contact">What the person gave.</param>
    public static string NameOf(Contact? contact) => LetterWords.Of(contact?.Language).Receipt;

    /// <summary>Its subject.</summary>
    /// <param name="reference">Reference of the case.</param>
    /// <param name="contact">What the person gave.</param>
    public static string Subject(string reference, Contact? contact) => $"{NameOf(contact)} {LetterLanguages.Within(reference, LanguageOf(contact))}";

    /// <summary>The text.</summary>
    /// <param name="reference">Reference of the case.</param>
    /// <param name="site">Its site.</param>
    /// <param name="complaint">Its state.</param>
    /// <param name="contact">What the person gave.</param>
    public static string Text(string reference, Site site, ComplaintCase complaint, Contact? contact)
    {
        var language = LanguageOf(contact);
        var words = LetterWords.Of(language);
        string Day(DateOnly day) => LetterLanguages.Day(day, language);
        string Fill(string sentence, params IEnumerable<string> values) => LetterWords.Fill(sentence, language, values);
        if (complaint.Kind == Kinds.Thanks) return Fill(words.Thanked, Day(complaint.ReceivedOn), site.Name, reference);
        return $"""
            {Fill(words.Received, Day(complaint.ReceivedOn), site.Name, reference)}{(ReachOf(site) is { } reach ? $" {Fill(words.Reach, reach)}" : "")}
            {Fill(words.Promise, Day(complaint.DueOn))}
            {Fill(words.Silence, Day(complaint.LegalDueOn))}
            """;
    }

    private static string? ReachOf(Site site) => site.Letterhead is { } head ? string.Join(", ", head.Address.Concat(new[] { head.Phone, head.Email }.OfType<string>())) : null;
}
