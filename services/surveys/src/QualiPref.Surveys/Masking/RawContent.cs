using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using QualiPref.Platform.Http;

namespace QualiPref.Surveys.Masking;

/// <summary>
/// Hides personal data in what was sent and could not be read as an answer: in each text and number of it, and in the names of its fields, whatever they are called. Ids, instants
/// and what counts sendings stay, so that it can still be read again.
/// </summary>
internal static partial class RawContent
{
    // Words are longer than some of what they hide: what could be read before must still be.
    private const int LongestText = Answers.AnswerReader.LongestComment;

    // Numbers that are nobody's, however many digits they have.
    private static readonly string[] Counters = ["version", "enrolment", "sequence", "elapsedMs", "backlog", "usage", "quota"];

    private static readonly JsonWriterOptions AsItWas = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>What was sent, as UTF-8 without personal data; the very bytes where there are none.</summary>
    /// <param name="item">The JSON value.</param>
    public static ReadOnlySpan<byte> Masked(JsonElement item)
    {
        var masked = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(masked, AsItWas);
        if (!Write(writer, item, null)) return JsonMarshal.GetRawUtf8Value(item);
        writer.Flush();
        return masked.WrittenSpan;
    }

    /// <summary>The same of what is kept already, which may have been cut off.</summary>
    /// <param name="kept">What an older version kept.</param>
    public static string Masked(string kept)
    {
        try
        {
            using var item = JsonDocument.Parse(kept);
            return Encoding.UTF8.GetString(Masked(item.RootElement));
        }
        catch (JsonException)
        {
            // Of what is no JSON any more nothing can be told apart, and nobody can accept it either.
            return PersonalData.Masked(kept);
        }
    }

    // Whether anything of it was masked.
    private static bool Write(Utf8JsonWriter writer, JsonElement value, string? name)
    {
        var masked = false;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in value.EnumerateObject())
                {
                    var called = NameOf(field);
                    var shown = PersonalData.Masked(called);
                    writer.WritePropertyName(shown);
                    masked |= Write(writer, field.Value, called) | shown != called;
                }
                writer.WriteEndObject();
                return masked;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var one in value.EnumerateArray()) masked |= Write(writer, one, name);
                writer.WriteEndArray();
                return masked;
            case JsonValueKind.String:
                return WriteText(writer, value);
            case JsonValueKind.Number when !Counters.Contains(name) && PersonalData.Masked(value.GetRawText()) is var shown && shown != value.GetRawText():
                writer.WriteStringValue(shown);
                return true;
            default:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                return false;
        }
    }

    private static bool WriteText(Utf8JsonWriter writer, JsonElement value)
    {
        var text = JsonFields.TextOf(value);
        // An id or an instant.
        var isOurs = text is not null && (value.TryGetGuid(out _) || value.TryGetDateTimeOffset(out _));
        text ??= Read(JsonMarshal.GetRawUtf8Value(value)[1..^1]);
        var shown = isOurs ? text : PersonalData.Masked(text);
        var isMasked = shown != text;
        if (isMasked && text.Length <= LongestText && shown.Length > LongestText) shown = shown[..LongestText];
        writer.WriteStringValue(shown);
        return isMasked;
    }

    private static string NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return Read(JsonMarshal.GetRawUtf8PropertyName(field));
        }
    }

    // What is no text, because of a lone surrogate or bytes that are no UTF-8, is still read as far as it goes.
    private static string Read(ReadOnlySpan<byte> raw) => Escape().Replace(Encoding.UTF8.GetString(raw), escape =>
        (char)int.Parse(escape.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var sign && char.IsSurrogate(sign) ? "\uFFFD" : sign.ToString());

    [GeneratedRegex(@"\\u[0-9A-Fa-f]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
