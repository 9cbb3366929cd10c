namespace QualiPref.Portal.Drafting;

/// <summary>The languages of questionnaires in words.</summary>
internal static class Languages
{
    private static readonly Dictionary<string, string> Names = new() { ["fr"] = "français", ["en"] = "anglais", ["es"] = "espagnol", ["pt"] = "portugais", ["ar"] = "arabe" };

    /// <summary>Those in which kiosks speak, in their order.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Names.Keys];

    /// <summary>Its French name, or its code.</summary>
    public static string Name(string language) => Names.GetValueOrDefault(language, language);

    /// <summary>In which direction it is written.</summary>
    public static string Direction(string language) => language is "ar" or "fa" or "he" or "ur" ? "rtl" : "ltr";

    /// <summary>Of texts in all known languages, those of some.</summary>
    public static Dictionary<string, string> Texts(IReadOnlyList<string> texts, IReadOnlyList<string> languages) =>
        Known.Zip(texts).Where(one => languages.Contains(one.First)).ToDictionary(one => one.First, one => one.Second);
}
