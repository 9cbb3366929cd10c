using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualiPref.Synthetic.Sending;

/// <summary>How requests are written: camelCase, null members left out.</summary>
public static class Json
{
    /// <summary>The options of every body.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>A JSON body read back, or null when there is none.</summary>
    /// <param name="utf8">Bytes of the body.</param>
    public static JsonElement? Parse(byte[] utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        if (utf8.Length == 0)
            return null;
        try
        {
            return JsonElement.Parse(utf8);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
