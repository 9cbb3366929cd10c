using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>What a person said of an answer, and what became of the promises in it, in words.</summary>
internal static class HearingWords
{
    /// <summary>What the person may say.</summary>
    public static IReadOnlyDictionary<string, string> Verdicts { get; } = new Dictionary<string, string>
    {
        ["helped"] = "Oui",
        ["partly"] = "En partie",
        ["notHelped"] = "Non",
    };

    /// <summary>What they said, as handlers read it.</summary>
    public static string Said(string verdict) => verdict switch
    {
        "helped" => "La réponse a été utile",
        "partly" => "La réponse n'a été utile qu'en partie",
        "notHelped" => "La réponse n'a pas été utile",
        _ => verdict,
    };

    /// <summary>What the person is asked.</summary>
    public static string Question(Tracking one) => one.AnsweredOn is null ? "Ce qui a été fait de votre message vous a-t-il été utile\u00A0?" : "La réponse vous a-t-elle été utile\u00A0?";

    /// <summary>How a promise stands, for the person.</summary>
    public static string ForThePerson(TrackedPromise promise, DateOnly today) => promise.State switch
    {
        "open" when promise.DueOn < today => $"C'était annoncé pour le {FrenchText.Long(promise.DueOn)} au plus tard, et n'est pas encore noté comme fait.",
        "open" => $"C'est annoncé pour le {FrenchText.Long(promise.DueOn)} au plus tard.",
        "kept" => $"Le service a noté que c'est fait{On(promise.KeptOn)}.",
        "confirmed" => "Vous avez confirmé que c'est fait.",
        "denied" => "Vous avez dit que ce n'est pas fait\u00A0: le service doit y revenir.",
        "notKept" => $"Le service a noté que ce ne sera pas fait\u00A0: {promise.Reason}",
        var state => state,
    };

    /// <summary>How a promise stands, for handlers.</summary>
    public static string State(CasePromise promise, DateOnly today) => promise.State switch
    {
        "open" when promise.DueOn < today => $"En retard depuis le {FrenchText.Long(promise.DueOn)}",
        "open" => $"À tenir au plus tard le {FrenchText.Long(promise.DueOn)}",
        "kept" => $"Tenu{On(promise.KeptOn)}, en attente du mot de la personne",
        "confirmed" => $"Tenu{On(promise.KeptOn)}, la personne l'a confirmé",
        "denied" => "Non tenu, d'après la personne",
        "notKept" => "Ne sera pas tenu",
        var state => state,
    };

    private static string On(DateOnly? day) => day is { } known ? $" le {FrenchText.Long(known)}" : "";
}
