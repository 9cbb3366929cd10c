using System.Text.Json;
using QualiPref.Platform.Time;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>One file, and the ways to refuse what stands in it. A refused value has a stand-in: loading goes on to find the other faults.</summary>
internal sealed class CatalogueFile<T>(string name, T? content, List<string> problems)
    where T : class
{
    internal string Name => name;

    /// <summary>Only to be asked for once <see cref="CatalogueFolder.ThrowIfWrong"/> has passed.</summary>
    internal T Content => content ?? throw new InvalidOperationException($"{name} was not read.");

    // What several places refer to is wrong once.
    internal void Refuse(Located at, string problem)
    {
        var told = $"{name}, line {at.Line}: '{at.Value}' {problem}";
        if (!problems.Contains(told)) problems.Add(told);
    }

    internal void Refuse(string problem) => problems.Add($"{name}: {problem}");

    internal string NewCode(Located code, HashSet<string> taken, string what)
    {
        if (!CatalogueCode.IsValid(code.Value))
            Refuse(code, $"is not a code for a {what}: {CatalogueCode.Description}.");
        else if (!taken.Add(code.Value))
            Refuse(code, $"is already the code of another {what}.");

        return code.Value;
    }

    /// <summary>A code by which answers or cases are counted.</summary>
    internal string NewCountedCode(Located code, HashSet<string> taken, string what)
    {
        if (!CountedCode.IsValid(code.Value))
            Refuse(code, $"cannot be the code of a counted {what}: {CountedCode.Description}.");
        else if (!taken.Add(code.Value))
            Refuse(code, $"is already the code of another {what}.");

        return code.Value;
    }

    internal string Known(Located code, IReadOnlyCollection<string> known, string what)
    {
        if (!known.Contains(code.Value))
            Refuse(code, $"is not a known {what}. Known: {string.Join(", ", known)}.");

        return code.Value;
    }

    /// <summary>An enumeration is written in kebab case: <c>SubPrefecture</c> is <c>sub-prefecture</c>.</summary>
    internal TEnum OneOf<TEnum>(Located word)
        where TEnum : struct, Enum
    {
        var names = Enum.GetValues<TEnum>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
        Known(word, names.Keys, "word here");
        return names.GetValueOrDefault(word.Value);
    }

    internal DateOnly Date(Located text)
    {
        if (!IsoDate.TryParse(text.Value, out var date) || date.Year is < WorkingDayCalendar.FirstYear or > WorkingDayCalendar.LastYear)
            Refuse(text, $"is not a date yyyy-MM-dd from {WorkingDayCalendar.FirstYear} to {WorkingDayCalendar.LastYear}.");

        return date;
    }
}
