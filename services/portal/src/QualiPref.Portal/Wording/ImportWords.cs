namespace QualiPref.Portal.Wording;

/// <summary>What became of a line that was imported.</summary>
internal static class ImportWords
{
    public static string Result(string result) => result switch
    {
        "accepted" => "Comptées",
        "duplicate" => "Déjà reçues, comptées une fois",
        "setAside" => "Gardées sans être comptées, à vérifier par le référent qualité",
        "conflict" => "Refusées, une autre réponse porte le même identifiant",
        "invalid" => "Refusées",
        _ => result,
    };
}
