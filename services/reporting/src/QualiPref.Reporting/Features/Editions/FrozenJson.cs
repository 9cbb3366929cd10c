using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>How the documents of an edition are written: one way for ever, since their digests are computed from the bytes.</summary>
internal static class FrozenJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        // French stays readable: the documents are served as JSON, never inside a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    public static string Text<T>(T document) => JsonSerializer.Serialize(document, Options);

    /// <exception cref="JsonException">The bytes are no such document.</exception>
    public static T Read<T>(byte[] bytes) => JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new JsonException("null");

    /// <summary>The document, or null when the bytes are none.</summary>
    public static T? TryRead<T>(byte[] bytes) where T : class
    {
        try
        {
            return Read<T>(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
