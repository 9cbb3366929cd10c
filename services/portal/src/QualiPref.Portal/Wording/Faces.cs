namespace QualiPref.Portal.Wording;

/// <summary>The four answers that have a face, best first.</summary>
internal static class Faces
{
    private static readonly string[] Codes = ["tres-satisfait", "satisfait", "peu-satisfait", "pas-du-tout-satisfait"];

    /// <summary>The number of a choice's face, 1 for the best; null where it has none and is a word alone.</summary>
    public static int? Of(string option) => Array.IndexOf(Codes, option) is >= 0 and var place ? place + 1 : null;
}
