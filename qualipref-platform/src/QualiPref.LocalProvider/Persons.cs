using System.Text.Json;
using System.Text.RegularExpressions;

namespace QualiPref.LocalProvider;

/// <summary>
/// A person that does not exist. What is said of one shows it: every name ends with the word for example, and every address is of a domain that can belong to nobody (RFC 2606).
/// </summary>
/// <param name="Key">What tells one from another.</param>
/// <param name="Function">What such a person does, which is all of the name.</param>
/// <param name="Duty">The same in a sentence.</param>
public sealed record Person(string Key, string Function, string Duty)
{
    private const string Domain = "exemple.invalid";

    /// <summary>As tokens name them.</summary>
    public string Subject => $"exemple-{Key}";

    /// <summary>First half of the name.</summary>
    public string GivenName => Function;

    /// <summary>Second half of the name.</summary>
    public string UsualName => "(exemple)";

    /// <summary>The name.</summary>
    public string Name => $"{GivenName} {UsualName}";

    /// <summary>Their address, which nobody has.</summary>
    public string Email => $"{Key.ToLowerInvariant()}@{Domain}";
}

/// <summary>The sample persons that the sign-in page lists, and whoever else is named there.</summary>
internal sealed partial class Persons(ProviderSettings settings)
{
    /// <summary>What the key of a person may be, as HTML and .NET write it.</summary>
    public const string KeyPattern = "[A-Za-z0-9][A-Za-z0-9\\-]{0,39}";

    public IReadOnlyList<Person> Listed { get; } = settings.Persons.Length == 0
        ? []
        : JsonSerializer.Deserialize<Person[]>(File.ReadAllText(settings.Persons), JsonSerializerOptions.Web)!;

    /// <summary>The person of a key: a listed one, or one that nobody knows yet; null when it is no key.</summary>
    public Person? Find(string? key) => key is null || !Key().IsMatch(key)
        ? null
        : Listed.FirstOrDefault(person => person.Key == key) ?? new Person(key, key, "");

    [GeneratedRegex($"^{KeyPattern}$", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
