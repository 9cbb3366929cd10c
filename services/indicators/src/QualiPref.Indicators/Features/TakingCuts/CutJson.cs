using System.Text.Encodings.Web;
using System.Text.Json;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>The bytes of roots and parts: camelCase as over HTTP, and the same for the same content.</summary>
internal static class CutJson
{
    // Base64 stays as short as it is: these documents are never put inside a page.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
    };

    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    /// <exception cref="JsonException">The bytes are no such document.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes) where T : class =>
        JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new JsonException("The document is null.");
}
