using System.Text.Json;

namespace QualiPref.Recomputation;

internal static class JsonMembers
{
    /// <summary>A member of an object, or null when it is absent or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
