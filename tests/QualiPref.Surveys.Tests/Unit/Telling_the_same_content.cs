using System.Text.Json;
using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Tests.Unit;

public sealed class Telling_the_same_content
{
    private const string Answer = """
        { "site": "91-EVRY", "version": 1, "answeredAt": "2026-07-03T10:12:08+02:00", "kiosk": "0192b1f0-0000-7000-8000-00000000000a",
          "answers": { "global": "satisfait", "themes": ["b", "a"] }, "comment": "très bien" }
        """;

    [Theory]
    [InlineData("the order of fields", """{ "version": 1, "site": "91-EVRY", "comment": "très bien", "answers": { "themes": ["b", "a"], "global": "satisfait" }, "kiosk": "0192b1f0-0000-7000-8000-00000000000a", "answeredAt": "2026-07-03T10:12:08+02:00" }""")]
    [InlineData("another offset for the same instant", """{ "site": "91-EVRY", "version": 1, "answeredAt": "2026-07-03T08:12:08.000Z", "kiosk": "0192b1f0-0000-7000-8000-00000000000a", "answers": { "global": "satisfait", "themes": ["b", "a"] }, "comment": "très bien" }""")]
    [InlineData("a set in another order, with a repetition", """{ "site": "91-EVRY", "version": 1, "answeredAt": "2026-07-03T10:12:08+02:00", "kiosk": "0192b1f0-0000-7000-8000-00000000000a", "answers": { "global": "satisfait", "themes": ["a", "b", "a"] }, "comment": "très bien" }""")]
    [InlineData("null for absent", """{ "site": "91-EVRY", "version": 1, "answeredAt": "2026-07-03T10:12:08+02:00", "kiosk": "0192b1f0-0000-7000-8000-00000000000a", "answers": { "global": "satisfait", "themes": ["b", "a"], "attente": null }, "comment": "très bien", "sequence": null }""")]
    [InlineData("the default written out", """{ "outcome": "complete", "site": "91-EVRY", "version": 1, "answeredAt": "2026-07-03T10:12:08+02:00", "kiosk": "0192b1f0-0000-7000-8000-00000000000a", "answers": { "global": "satisfait", "themes": ["b", "a"] }, "comment": "très bien" }""")]
    [InlineData("escapes, another case of the id", """{ "site": "91\u002dEVRY", "version": 1.0, "answeredAt": "2026-07-03T10:12:08+02:00", "kiosk": "0192B1F0-0000-7000-8000-00000000000A", "answers": { "global": "satisfait", "themes": ["b", "a"] }, "comment": "tr\u00e8s bien" }""")]
    [InlineData("another device and moment of sending", """{ "id": "x", "device": { "battery": 0.4 }, "sentAt": "2026-07-03T12:00:00Z", "site": "91-EVRY", "version": 1, "answeredAt": "2026-07-03T10:12:08+02:00", "kiosk": "0192b1f0-0000-7000-8000-00000000000a", "answers": { "global": "satisfait", "themes": ["b", "a"] }, "comment": "très bien" }""")]
    public void It_is_the_same_with(string difference, string other) => Assert.True(Hash(Answer) == Hash(other), difference);

    [Theory]
    [InlineData("\"satisfait\"", "\"peu-satisfait\"")]
    [InlineData("10:12:08", "10:12:09")]
    [InlineData("très bien", "Très bien")]
    [InlineData("\"version\": 1", "\"version\": 2")]
    [InlineData("[\"b\", \"a\"]", "[\"b\"]")]
    [InlineData("\"comment\"", "\"language\"")]
    public void It_is_another_with(string part, string other) => Assert.NotEqual(Hash(Answer), Hash(Answer.Replace(part, other, StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{ "site": "a", "site": "b" }""")]
    [InlineData("""{ "comment": "a", "comment": null }""")]
    [InlineData("""{ "outcome": "abandoned", "outcome": "complete" }""")]
    [InlineData("""{ "answers": { "global": null, "global": "a" } }""")]
    [InlineData("""{ "site": "\ud800" }""")]
    [InlineData("""{ "\ud800": "a" }""")]
    [InlineData("""{ "a": [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]] }""")]
    public void What_has_no_canonical_form_is_told_apart_by_its_text(string item)
    {
        using var document = JsonDocument.Parse(item);
        Assert.False(ContentHash.TryCompute(document.RootElement, out var hash));
        Assert.Equal(32, hash.Length);
    }

    private static string Hash(string item)
    {
        using var document = JsonDocument.Parse(item);
        Assert.True(ContentHash.TryCompute(document.RootElement, out var hash));
        return Convert.ToHexString(hash);
    }
}
