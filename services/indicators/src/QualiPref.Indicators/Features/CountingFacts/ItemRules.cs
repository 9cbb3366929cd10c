using QualiPref.Platform.Catalogue;

namespace QualiPref.Indicators.Features.CountingFacts;

/// <summary>What every item must satisfy; each rule answers its reason for refusing, or null.</summary>
internal static class ItemRules
{
    private static readonly DateOnly FirstDay = new(2000, 1, 1);
    private static readonly DateOnly LastDay = new(2100, 12, 31);

    public static string? Version(int version) => version < 1 ? $"version {version} is below 1" : null;

    /// <summary>The reason that may pass by itself: the catalogue here may be about to change.</summary>
    public const string UnknownSite = "the site is not in the catalogue";

    public static string? Site(Catalogue catalogue, string site) => catalogue.TryGetSite(site, out _) ? null : UnknownSite;

    public static string? Date(string field, DateOnly date) =>
        date < FirstDay || date > LastDay ? FormattableString.Invariant($"{field} {date:yyyy-MM-dd} is outside 2000 to 2100") : null;

    public static string? OneOf(string field, string value, params ReadOnlySpan<string> allowed) =>
        allowed.Contains(value) ? null : $"{field} is none of {string.Join(", ", allowed.ToArray())}";

    public static string? Code(string field, string value) => CountedCode.IsValid(value) ? null : $"{field} is no code";

    public static string? Choices(IReadOnlyDictionary<string, string> choices) =>
        choices.Count > CountedCode.MostChoices ? $"more than {CountedCode.MostChoices} choices"
        : choices.Any(choice => !CountedCode.IsValid(choice.Key) || !CountedCode.IsValid(choice.Value)) ? "a choice is no code"
        : null;
}
