using System.Text.Json;
using System.Text.RegularExpressions;

namespace QualiPref.Recomputation;

internal static partial class JsonMembers
{
    /// <summary>A member of an object, or null when it is absent or null. Of several with the same name it is the last.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The text of a member; null when it is none, or no text at all: half of a surrogate pair, bytes that are not UTF-8.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name) is { } value ? value.Text() : null;

    /// <summary>The text of a value, in the same way.</summary>
    public static string? Text(this JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The id in a member, written the usual way; null when it is none.</summary>
    public static Guid? Id(this JsonElement element, string name) => Guid.TryParseExact(element.Text(name), "D", out var id) ? id : null;

    /// <summary>The instant in a member: with an offset, from 1900 to 2999; null when it is none.</summary>
    public static DateTimeOffset? Instant(this JsonElement element, string name) =>
        element.Text(name) is { } text && Offset().IsMatch(text) && element.Member(name)!.Value.TryGetDateTimeOffset(out var instant) && instant.UtcDateTime.Year is >= 1900 and < 3000
            ? instant
            : null;

    /// <summary>Whether a member is absent or null.</summary>
    public static bool Lacks(this JsonElement element, string name) => element.Member(name) is null;

    /// <summary>A whole number within bounds; null when the member is none.</summary>
    public static long? Whole(this JsonElement element, string name, long least, long most) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) && value >= least && value <= most ? value : null;

    /// <summary>Names of an object whose names can be read; one that stands twice comes twice.</summary>
    public static IEnumerable<string> Names(this JsonElement element) => element.EnumerateObject().Select(member => member.Name);

    /// <summary>Whether two members have the same name, be one of them null.</summary>
    /// <param name="element">An object whose names can be read.</param>
    /// <param name="except">Members that are passed over.</param>
    public static bool HasNameTwice(this JsonElement element, Func<JsonProperty, bool>? except = null) =>
        element.EnumerateObject().Where(member => except?.Invoke(member) != true)
            .GroupBy(member => member.Name).Any(same => same.Skip(1).Any());

    /// <summary>Whether every name in an object is a text.</summary>
    public static bool HasReadableNames(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.EnumerateObject().All(member => member.Name is not null);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex("T.*(Z|[+-][0-9]{2}(:[0-9]{2})?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset();
}
