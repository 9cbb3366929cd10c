using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Wording;

/// <summary>What is said of the files of a case: no more than is known of them.</summary>
internal static class FileWords
{
    /// <summary>What its name does not say: how large it is, who handed it in.</summary>
    public static string About(long bytes, string from) => $"{FilingInFrench.Words.Size(bytes)}, " + from switch
    {
        "handler" => "joint par un agent",
        "mail" => "reçu par courriel",
        _ => "joint par la personne",
    };

    /// <summary>What the antivirus said of it.</summary>
    public static string Check(string state) => state switch
    {
        "clean" => "Contrôlé par l'antivirus",
        "unchecked" => "En attente du contrôle de l'antivirus\u00A0: il ne peut pas encore être ouvert",
        "infected" => "L'antivirus y a reconnu un logiciel malveillant\u00A0: le fichier est supprimé",
        _ => "Non contrôlé par un antivirus",
    };

    /// <summary>Whether it can be had.</summary>
    public static bool MayBeOpened(string state) => state is "clean" or "notScanned";
}
