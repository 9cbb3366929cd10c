using System.Text.Encodings.Web;
using System.Text.Json;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>How roots and parts are written today: camelCase as over HTTP, and the same bytes for the same content. What is stored is read by <see cref="CutFormats"/>.</summary>
internal static class CutJson
{
    // Base64 stays as short as it is: these documents are never put inside a page.
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
    };

    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);
}
