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
