using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>What a handler may do with a letter as it is.</summary>
internal static class LetterCalls
{
    /// <summary>Whatever may be asked of a letter: a form names one of these.</summary>
    public static IReadOnlyList<string> All { get; } = ["take-back", "send-again", "bounced", "returned", "handed"];

    /// <summary>What they may note of it, with the button's words.</summary>
    public static IEnumerable<(string Call, string Label)> Of(CaseDelivery? delivery)
    {
        if (delivery is { State: "handedOver" or "uncertain" }) yield return ("bounced", "Noter qu'il est revenu");
        if (delivery is { State: "posted" }) yield return ("returned", "Noter que la poste l'a retourné");
        if (delivery is { State: "toHand" }) yield return ("handed", "Noter qu'il a été remis");
    }

    public static bool MayBeSentAgain(CaseDelivery? delivery) => delivery is { State: "uncertain" or "refused" or "failed" or "bounced" or "returned" };

    /// <summary>The form that a letter was written in, with what stood in it; null for one that no form writes.</summary>
    public static (string Step, IReadOnlyList<DraftField> Fields)? FormOf(CaseLetter letter) => letter.Kind switch
    {
        "answer" => ("answer", [new("subject", letter.Subject), new("body", letter.Body)]),
        "hold" or "request-information" => (letter.Kind, [new("text", letter.Body)]),
        "letter" => (DossierModel.LetterDraft, [new(nameof(DossierModel.LetterSubject), letter.Subject), new(nameof(DossierModel.LetterBody), letter.Body)]),
        _ => null,
    };

    /// <summary>What was done, in a sentence.</summary>
    public static string Done(string call) => call switch
    {
        "take-back" => "Le courrier est repris.",
        "send-again" => "Un nouvel envoi est préparé.",
        _ => "C'est noté.",
    };
}
