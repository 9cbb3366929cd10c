using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QualiPref.EndToEnd.Tests.Confidence;

/// <summary>Words that nobody else writes, each of the field that it was typed into: wherever bytes hold one, it can be told what got there.</summary>
internal static partial class Words
{
    private const string Mark = "zq7vk";

    // Fields of bodies that take what somebody types, and what is typed around the word so that it is valid there.
    private static readonly Dictionary<string, string> Typed = new(StringComparer.Ordinal)
    {
        ["address"] = "{0}@exemple.invalid",
        ["body"] = "Madame, Monsieur, {0}",
        ["colleague"] = "Ambroise {0}",
        ["comment"] = "Accueil très long, {0}",
        ["commentaire"] = "Écrit à la main, {0}",
        ["content"] = "{\"texte\":\"{0}\"}",
        ["email"] = "{0}@courriel.example",
        ["label"] = "Guichet {0}",
        ["lateReason"] = "Congés, {0}",
        ["name"] = "Zéphyrine {0}",
        ["phone"] = "01 {0}",
        ["postalAddress"] = "1 rue {0}, Évry",
        ["reason"] = "Parce que {0}",
        ["remark"] = "Compté à la main, {0}",
        ["source"] = "Relevé {0}",
        ["subject"] = "Remarque {0}",
        ["text"] = "Le guichet 4 était fermé, {0}",
        ["title"] = "Bilan {0}",
        ["to"] = "Organisme {0}",
    };

    /// <summary>The word of a field.</summary>
    public static string Of(string field) => Mark + field.ToLowerInvariant();

    /// <summary>What somebody types into a field.</summary>
    public static string Text(string field) => Typed.GetValueOrDefault(field, "{0}").Replace("{0}", Of(field), StringComparison.Ordinal);

    /// <summary>The same body with words in it, also in what may be left out.</summary>
    public static JsonNode PlantedIn(JsonNode body)
    {
        switch (body)
        {
            case JsonArray items:
                foreach (var item in items.OfType<JsonNode>()) PlantedIn(item);
                break;
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (value?.GetValueKind() == JsonValueKind.String && Typed.ContainsKey(name) && !DateOnly.TryParse(value.ToString(), CultureInfo.InvariantCulture, out _)) members[name] = Text(FieldOf(name, members));
                    else if (value is not null) PlantedIn(value);
                }
                AddWhatMayBeLeftOut(members);
                break;
        }
        return body;
    }

    /// <summary>The fields whose words stand in some bytes.</summary>
    public static IEnumerable<string> In(ReadOnlySpan<byte> bytes) => In(Encoding.Latin1.GetString(bytes));

    /// <summary>The same of text.</summary>
    public static IEnumerable<string> In(string text) => [.. Word().Matches(text).Select(word => word.Groups[1].Value.ToLowerInvariant()).Distinct()];

    // Of two things that are called the same, and of which one may be where the other may not.
    private static string FieldOf(string name, JsonObject members) => name switch
    {
        "name" when members.ContainsKey("grants") => "colleague",
        "email" when members.ContainsKey("grants") => "address",
        "comment" when members.ContainsKey("numerator") => "remark",
        "commentaire" => "comment",
        _ => name,
    };

    private static void AddWhatMayBeLeftOut(JsonObject members)
    {
        // A slip has answers alone.
        if (members.ContainsKey("channel") && members.ContainsKey("answers") || members.ContainsKey("numerator")) members["comment"] = Text(FieldOf("comment", members));
        if (members["contact"] is not JsonObject contact) return;
        contact["phone"] = Text("phone");
        contact["postalAddress"] = Text("postalAddress");
    }

    [GeneratedRegex(Mark + "([a-z]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
