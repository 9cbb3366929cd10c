using Xunit;

namespace QualiPref.Testing;

/// <summary>Bodies that no call accepts, whatever it asks for.</summary>
public static class MalformedBodies
{
    /// <summary>Each with the status that refuses it: 400 when it is no plain JSON, 422 when it is JSON but no object.</summary>
    public static TheoryData<string, int> All { get; } = new()
    {
        { "", 400 }, { "{", 400 }, { "{ name: 1 }", 400 }, { "{ 'name': 1 }", 400 }, { """{ "name": """, 400 }, { "{} {}", 400 },
        { """{ "name": 1, "name": 2 }""", 400 }, { """{ "\ud800": 1 }""", 400 },
        { Nested(17), 400 }, { $$"""{ "name": {{Nested(500)}} }""", 400 }, { new string('[', 5_000), 400 }, { "{\"name\":" + new string('[', 40_000), 400 },
        { "null", 422 }, { "[]", 422 }, { "\"text\"", 422 }, { "7", 422 },
    };

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
