using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>Where a case stands, in the words of somebody who waits for an answer.</summary>
internal static class TrackingWords
{
    public static string Situation(Tracking one) => one.Status switch
    {
        "received" or "acknowledged" => "Votre message est enregistré et sera étudié.",
        "qualified" or "assigned" => "Votre message est en cours de traitement.",
        "awaitingUser" => "Il manque une information pour vous répondre\u00A0: le traitement reprendra quand vous l'aurez donnée.",
        "answered" or "closed" when one.AnsweredOn is not null => "La réponse à votre message est enregistrée.",
        "closed" => "Votre message a été traité sans réponse.",
        "transferred" => "Votre message relève d'un autre organisme.",
        "merged" => "Votre message est traité avec un autre message sur le même sujet.",
        "rejected" => "Votre message n'a pas pu être traité.",
        var status => CaseWords.Of(CaseWords.Statuses, status),
    };

    /// <summary>What happens next, and who has to do it.</summary>
    public static string Next(Tracking one) => one.Status switch
    {
        "received" or "acknowledged" => "Un agent va le lire et le confier au service concerné. Vous n'avez rien à faire.",
        "qualified" or "assigned" => "Un agent prépare la réponse. Vous n'avez rien à faire.",
        "awaitingUser" => "Un agent doit vous la demander aux coordonnées que vous avez laissées. Vous pouvez la donner plus bas.",
        "answered" or "closed" when one.AnsweredOn is not null => "Si la réponse ne vous convient pas, écrivez-nous en citant la référence.",
        "closed" => "Si vous souhaitez savoir pourquoi, écrivez-nous en citant la référence.",
        "transferred" => "Pour savoir lequel, et ce que vous pouvez lui demander, écrivez-nous en citant la référence.",
        "merged" => "La réponse à cet autre message vaut pour les deux.",
        _ => "Pour en connaître la raison, écrivez-nous en citant la référence.",
    };

    /// <summary>By when the answer is due; null where none is awaited any more.</summary>
    public static string? Deadline(Tracking one, DateOnly today) => one switch
    {
        { Kind: "thanks" } => null,
        { AnsweredOn: not null } => null,
        { AnnouncedOn: { } announced } when CaseWords.IsOpen(one.Status) && announced >= today =>
            $"Une réponse d'attente est enregistrée. La réponse complète est annoncée pour le {FrenchText.Long(announced)}.",
        { DueOn: { } due } when CaseWords.IsOpen(one.Status) && due < today =>
            $"La réponse était attendue au plus tard le {FrenchText.Long(due)} si vous avez laissé vos coordonnées. Elle est en retard\u00A0: vous pouvez la réclamer en citant la référence.",
        { DueOn: { } due } when CaseWords.IsOpen(one.Status) => $"Réponse au plus tard le {FrenchText.Long(due)}, si vous avez laissé vos coordonnées.",
        _ => null,
    };
}
