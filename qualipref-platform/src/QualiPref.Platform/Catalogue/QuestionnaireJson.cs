using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualiPref.Platform.Catalogue;

/// <summary>A version of a questionnaire as it goes over the wire and as it is kept once it is published: the same bytes for ever.</summary>
public static class QuestionnaireJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        // Served as JSON, never inside a page: Arabic may stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one.</summary>
    /// <param name="questionnaire">The questionnaire.</param>
    public static byte[] Write(Questionnaire questionnaire) => JsonSerializer.SerializeToUtf8Bytes(questionnaire, Format);

    /// <summary>Reads one that was written here or by another version of this program. Fields that are unknown here are passed over.</summary>
    /// <param name="json">The bytes.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static Questionnaire Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<Questionnaire>(json, Format) ?? throw new JsonException("The document is null.");

    /// <inheritdoc cref="Read(ReadOnlySpan{byte})" />
    public static Questionnaire Read(JsonElement json) => json.Deserialize<Questionnaire>(Format) ?? throw new JsonException("The document is null.");
}
