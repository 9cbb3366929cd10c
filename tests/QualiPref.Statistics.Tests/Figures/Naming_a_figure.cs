using CsCheck;
using QualiPref.Statistics.Figures;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class Naming_a_figure
{
    private static readonly DateOnly s_asOf = new(2026, 11, 23);

    [Fact]
    public void Reads_like_what_it_is_about()
    {
        var slice = new FigureBreakdown { Channel = "desk-slip", Motive = "attente", Kind = "complaint", Module = "nonPrecise" };

        Assert.Equal(
            "satisfaction.global~essonne~91-EVRY~2026-07-01..2026-07-15~2026-11-23",
            new FigureId("satisfaction.global", "essonne", "91-EVRY", "2026-07-01..2026-07-15", s_asOf, null).Format());
        Assert.Equal(
            "complaints.received~essonne~~2026~2026-11-23~channel.desk-slip~motive.attente~kind.complaint~module.nonPrecise",
            new FigureId("complaints.received", "essonne", null, "2026", s_asOf, slice).Format());
    }

    [Fact]
    public void Comes_back_from_its_text_and_goes_into_a_url_as_it_is() =>
        (from codes in Gen.String[1, 8].Array[4]
         from slice in Gen.String[1, 8].Null().Array[4]
         from site in Gen.String[1, 8].Null()
         from day in Gen.Int[0, 800_000]
         select new FigureId(
             codes[0], codes[1], site, codes[2], DateOnly.FromDayNumber(day),
             slice.All(code => code is null) ? null : new() { Channel = slice[0], Motive = slice[1], Kind = slice[2], Module = slice[3] }))
        .Sample(id =>
        {
            var text = id.Format();
            Assert.Equal(text, Uri.EscapeDataString(text));
            Assert.True(FigureId.TryParse(text, out var parsed));
            Assert.Equal(id, parsed);
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("satisfaction.global")]
    [InlineData("satisfaction.global~essonne~91-EVRY~2026")]
    [InlineData("satisfaction.global~essonne~91-EVRY~2026~23/11/2026")]
    [InlineData("~essonne~91-EVRY~2026~2026-11-23")]
    [InlineData("satisfaction.global~~91-EVRY~2026~2026-11-23")]
    [InlineData("satisfaction.global~essonne~91-EVRY~~2026-11-23")]
    [InlineData("satisfaction.global~essonne~91-EVRY~2026~2026-11-23~")]
    [InlineData("satisfaction.global~essonne~91-EVRY~2026~2026-11-23~colour.red")]
    [InlineData("satisfaction.global~essonne~91-EVRY~2026~2026-11-23~motive.a~channel.b")]
    [InlineData("satisfaction.global~essonne~91-EVRY~2026~2026-11-23~channel.a~channel.b")]
    [InlineData("satisfaction.global~essonne~91_EVRY~2026~2026-11-23")]
    [InlineData("satisfaction.global~essonne~91_0041EVRY~2026~2026-11-23")]
    public void Anything_else_is_no_name(string? text) => Assert.False(FigureId.TryParse(text, out _));
}
