using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>How the documents of an edition are written today. What is stored is read by <see cref="EditionFormats"/>.</summary>
internal static class FrozenJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        // French stays readable: the documents are served as JSON, never inside a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
    };

    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    public static string Text<T>(T document) => JsonSerializer.Serialize(document, Options);
}
