namespace QualiPref.Portal.Session;

/// <summary>A browser and its system in words by which a person knows it again. Only these words are kept, never what the browser sent.</summary>
internal static class DeviceWords
{
    // The first that is named counts: several browsers name others beside themselves.
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static string Of(string? userAgent) =>
        $"{NameIn(Browsers, userAgent) ?? "Navigateur inconnu"}, {NameIn(Systems, userAgent) ?? "système inconnu"}";

    private static string? NameIn((string Sign, string Name)[] known, string? userAgent) =>
        known.FirstOrDefault(one => userAgent?.Contains(one.Sign, StringComparison.Ordinal) == true).Name;
}
