using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualiPref.Tool.Calls;

/// <summary>JSON as the services write it.</summary>
internal static class Wire
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };
}
