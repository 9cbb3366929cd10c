using System.Net;
using System.Text.Json.Nodes;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Looking_for_bursts(RealEngine engine)
{
    [Fact]
    public async Task They_are_listed_with_their_kiosk_and_the_figures_with_and_without_them()
    {
        var kiosk = Guid.NewGuid();
        await using var host = await SurveysHost.StartOnAsync(engine,
        [
            .. Enumerable.Range(0, 6).Select(i => Given(kiosk, i + 1, i * 5, "pas-du-tout-satisfait")), .. Enumerable.Range(0, 4).Select(i => Given(kiosk, i + 7, 600 + i * 200, "satisfait")),
            Stored.Answer(),
        ], null);
        using var quality = host.As("quality", SurveysHost.Site);

        var found = await quality.GetJsonAsync("responses/bursts?site=91-EVRY&period=2026-07");

        var burst = Assert.Single(found["items"]!.AsArray())!;
        Assert.Equal((kiosk.ToString(), "2026-07-03", 6, "fast"), (burst.Text("kiosk"), burst.Text("date"), burst.Number("n"), burst.Text("why")));
        Assert.Equal((11, 6, true), (found.Number("answers"), found.Number("flagged"), found["complete"]!.GetValue<bool>()));
        var global = found["figures"]!.AsArray().Single(one => one!.Text("indicator") == "satisfaction.global")!;
        Assert.Equal((11, 5, 5, 5), (global["with"]!.Number("n"), global["with"]!.Number("numerator"), global["without"]!.Number("n"), global["without"]!.Number("numerator")));
        // Wilson for 5 of 11 and for 5 of 5, computed apart.
        Assert.Equal((0.2127, 0.7199), (Rounded(global["with"]!, "low"), Rounded(global["with"]!, "high")));
        Assert.Equal((0.5655, 1.0), (Rounded(global["without"]!, "low"), Rounded(global["without"]!, "high")));
        Assert.Equal(5, found["rules"]!.Number("answers"));
        Assert.Empty((await quality.GetJsonAsync("responses/bursts?site=91-EVRY&period=2026-08"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_rules_are_settings_and_what_is_asked_for_is_bounded()
    {
        var kiosk = Guid.NewGuid();
        await using var host = await SurveysHost.StartOnAsync(engine, [Given(kiosk, 1, 0, "satisfait"), Given(kiosk, 2, 3, "satisfait")], null, "--QualiPref:Surveys:Bursts:Answers=2");
        using var quality = host.As("quality");
        using var elsewhere = host.As("quality", "91-ETAMPES");
        Assert.Single((await quality.GetJsonAsync("responses/bursts?site=91-EVRY&period=2026-07"))["items"]!.AsArray());
        Assert.Equal(["period", "site"], (await quality.GetJsonAsync("responses/bursts?site=x&period=2024-01-01..2026-07-01"))["errors"]!.AsArray().Select(one => one!.Text("pointer")).Order());
        Assert.Equal(["period", "site"], (await quality.GetJsonAsync("responses/bursts"))["errors"]!.AsArray().Select(one => one!.Text("pointer")).Order());
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.GetAsync(new Uri("responses/bursts?site=91-EVRY&period=2026", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Answers_of_those_who_left_are_in_none()
    {
        var kiosk = Guid.NewGuid();
        await using var host = await SurveysHost.StartOnAsync(engine, [.. Enumerable.Range(0, 10).Select(i => Given(kiosk, i + 1, i, "satisfait", isPartial: true))], null);
        using var quality = host.As("quality", SurveysHost.Site);

        var found = await quality.GetJsonAsync("responses/bursts?site=91-EVRY&period=2026-07");

        Assert.Empty(found["items"]!.AsArray());
        Assert.Equal((10, 0), (found.Number("answers"), found.Number("flagged")));
    }

    private static double Rounded(JsonNode figure, string bound) => Math.Round(figure[bound]!.GetValue<double>(), 4);

    private static SurveyResponse Given(Guid kiosk, long sequence, int second, string option, bool isPartial = false)
    {
        var held = Stored.Answer(kiosk: (kiosk, sequence), at: new DateTime(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc).AddSeconds(second), isPartial: isPartial);
        held.Choices!["global"] = option;
        return held;
    }
}
