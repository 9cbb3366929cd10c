using System.Text;
using System.Text.Json;
using QualiPref.Surveys.Masking;

namespace QualiPref.Surveys.Tests.Unit;

public sealed class Masking_what_could_not_be_read
{
    [Theory]
    [InlineData("""{"comment":"tel 06 12 34 56 78","site":"91-EVRY"}""", """{"comment":"tel [téléphone masqué]","site":"91-EVRY"}""")]
    [InlineData("""{"answers":{"mail":["a.b@exemple.fr",{"x":"0612345678"}]},"n":[1,2.50]}""", """{"answers":{"mail":["[adresse masquée]",{"x":"[téléphone masqué]"}]},"n":[1,2.50]}""")]
    [InlineData("""{"phone":612345678,"comment":"\u0030612345678"}""", """{"phone":"[téléphone masqué]","comment":"[téléphone masqué]"}""")]
    [InlineData("""{"06 12 34 56 78":true,"a":null}""", """{"[téléphone masqué]":true,"a":null}""")]
    [InlineData("""{"comment":"0612345678","comment":"é\"b"}""", """{"comment":"[téléphone masqué]","comment":"é\"b"}""")]
    [InlineData("""{"comment":"\ud800 0612345678"}""", """{"comment":"� [téléphone masqué]"}""")]
    [InlineData("""["a@exemple.fr"]""", """["[adresse masquée]"]""")]
    public void Every_text_name_and_number_of_it_is_looked_at(string sent, string kept) => Assert.Equal(kept, Masked(sent));

    [Theory]
    [InlineData("""{ "id": "00000000-0000-4000-8000-061234567890",  "answeredAt":"2026-07-03T10:12:08.123+02:00", "sequence": 1234567890123, "clock": {"elapsedMs": 812345678901}, "surprise" : 1 }""")]
    [InlineData("""{"version":1,"enrolment":1234567890,"device":{"backlog":1234567890,"usage":12345678901,"quota":99999999999}}""")]
    [InlineData("""{"comment":"J'ai attendu 45 minutes \u00e0 Évry","lone":"\ud800"}""")]
    public void What_is_nobodys_stays_as_it_came(string sent) => Assert.Equal(sent, Masked(sent));

    [Fact]
    public void A_text_that_could_be_read_is_no_longer_after_masking_than_may_be_read()
    {
        var comment = string.Concat(Enumerable.Repeat("a@b.fr ", 285));
        var kept = JsonDocument.Parse(Masked(JsonSerializer.Serialize(new { comment }))).RootElement.GetProperty("comment").GetString()!;
        Assert.Equal(2_000, kept.Length);
        Assert.DoesNotContain("@", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"comment":"tel 06 12 34 56 78 et """, """{"comment":"tel [téléphone masqué] et """)]
    [InlineData("""{"comment":"tel 06 12 34 56 78"}""", """{"comment":"tel [téléphone masqué]"}""")]
    public void What_an_older_version_kept_is_masked_too_though_it_was_cut_off(string kept, string masked) => Assert.Equal(masked, RawContent.Masked(kept));

    private static string Masked(string sent)
    {
        using var item = JsonDocument.Parse(sent);
        return Encoding.UTF8.GetString(RawContent.Masked(item.RootElement));
    }
}
