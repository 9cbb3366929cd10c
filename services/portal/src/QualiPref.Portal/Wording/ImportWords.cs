namespace QualiPref.Portal.Wording;

/// <summary>What became of a line that was imported.</summary>
internal static class ImportWords
{
    /// <summary>How many lines became this.</summary>
    public static string Counted(string result, int count) =>
        $"{FrenchText.Counted(count, "ligne")} {(count >= 2 ? Forms(result).Many : Forms(result).One)}";

    /// <summary>What one line became.</summary>
    public static string Result(string result) => Forms(result).One is var one && one.Length > 0 ? char.ToUpper(one[0], FrenchText.Culture) + one[1..] : one;

    private static (string One, string Many) Forms(string result) => result switch
    {
        "accepted" => ("comptée", "comptées"),
        "duplicate" => ("déjà enregistrée, ne compte qu'une fois", "déjà enregistrées, ne comptent qu'une fois"),
        "setAside" => ("gardée sans être comptée, à vérifier par le référent qualité", "gardées sans être comptées, à vérifier par le référent qualité"),
        "conflict" => ("refusée, une autre réponse porte le même identifiant", "refusées, d'autres réponses portent les mêmes identifiants"),
        "invalid" => ("refusée", "refusées"),
        _ => (result, result),
    };
}
