using System.Globalization;
using System.Text.Json;
using MongoDB.Bson;
using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

public sealed class Counting_what_was_received(RealEngine engine)
{
    private static readonly DateOnly Day = new(TimeProvider.System.GetUtcNow().Year - 1, 6, 17);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_that_all_of_it_is_counted()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.AnswerAsync(Day);

        var balance = (await installation.RunAsync("balance", "--json")).EndsWith(0).Json;
        var lag = (await installation.RunAsync("lag", "--json")).EndsWith(0).Json;

        Assert.True(balance.GetProperty("closed").GetBoolean());
        Assert.Equal(["essonne", "lot-et-garonne"], balance.GetProperty("networks").EnumerateArray().Select(network => network.GetProperty("network").GetString()));
        var row = Assert.Single(balance.GetProperty("networks")[0].GetProperty("rows").EnumerateArray());
        Assert.Equal((1, 1, "91-EVRY"), (row.GetProperty("received").GetInt32(), row.GetProperty("counted").GetInt32(), row.GetProperty("site").GetString()));
        Assert.Equal(0, lag.GetProperty("behindSeconds").GetDouble());
        Assert.Equal(JsonValueKind.Null, lag.GetProperty("queues").ValueKind);
        Assert.Equal("Healthy", lag.GetProperty("health")[0].GetProperty("status").GetString());
        Assert.Contains("is counted.", (await installation.RunAsync("balance")).EndsWith(0).Output, StringComparison.Ordinal);
        Assert.Contains("Figures hold everything received.", (await installation.RunAsync("lag")).EndsWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_that_nothing_was_received_where_that_is_so()
    {
        await using var installation = await Installation.StartAsync(engine);

        var never = (await installation.RunAsync("balance", "--period", "all")).EndsWith(0).Output;
        var once = (await installation.RunAsync("balance", "--period", "2011")).EndsWith(0).Output;

        Assert.Equal("Nothing was ever received.", never.Trim());
        Assert.Equal("Nothing was received in 2011. `--period all` shows all that ever was.", once.Trim());
    }

    [Long, Fact]
    public async Task Tells_of_all_years_what_was_ever_received()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.AnswerAsync(Day);
        // Older than the service counts by itself: it is set aside, and was received all the same.
        await installation.AnswerAsync(Day.AddYears(-7));
        await Eventually.ReadsAsync("both are told", _ => installation.RunAsync("balance", "--json", "--period", "all"), run => run.ExitCode == 0 && Received(run) == 2, cancellationToken: Token);

        var shown = (await installation.RunAsync("balance", "--period", "all")).EndsWith(0).Output;

        Assert.Equal(1, Received((await installation.RunAsync("balance", "--json")).EndsWith(0)));
        Assert.Contains("Received in all: surveys 2.", shown, StringComparison.Ordinal);
        Assert.Contains("set aside (kept until somebody decides)", shown, StringComparison.Ordinal);
        Assert.Contains("Everything ever received is counted.", shown, StringComparison.Ordinal);
        (await installation.RunAsync("lag", "--period", "all")).EndsWith(0);

        static long Received(ToolRun run) => run.Json.GetProperty("received").TryGetProperty("surveys", out var surveys) ? surveys.GetInt64() : 0;
    }

    [Fact]
    public async Task Tells_where_and_since_when_something_is_missing()
    {
        await using var installation = await Installation.StartAsync(engine, settings: "--QualiPref:Indicators:Balance:Patience=01:00:00");
        await installation.AnswerAsync(Day);
        await LoseAFactAsync(installation);

        var run = await Eventually.ReadsAsync("the loss is noticed", _ => installation.RunAsync("balance", "--json", "--network", "essonne"), run => run.ExitCode == 1, cancellationToken: Token);

        var open = Assert.Single(run.Json.GetProperty("networks")[0].GetProperty("openDays").EnumerateArray());
        Assert.Equal(("91-EVRY", "surveys", $"{Day:yyyy-MM-dd}", 1, 0), (
            open.GetProperty("site").GetString(), open.GetProperty("source").GetString(), open.GetProperty("date").GetString(), open.GetProperty("received").GetInt32(), open.GetProperty("facts").GetInt32()));
        Assert.Contains($"{Day:yyyy-MM-dd}", (await installation.RunAsync("balance")).EndsWith(1).Output, StringComparison.Ordinal);
        // Only of its own site, period and network.
        (await installation.RunAsync("balance", "--site", "91-EVRY")).EndsWith(1);
        (await installation.RunAsync("balance", "--site", "91-ETAMPES")).EndsWith(0);
        (await installation.RunAsync("balance", "--network", "lot-et-garonne")).EndsWith(0);
        (await installation.RunAsync("balance", "--period", (Day.Year - 1).ToString(CultureInfo.InvariantCulture))).EndsWith(0);
    }

    [Long, Fact]
    public async Task Tells_how_far_the_figures_are_behind()
    {
        await using var installation = await Installation.StartAsync(engine, settings: "--QualiPref:Indicators:Balance:Patience=01:00:00");
        await installation.AnswerAsync(Day);
        await LoseAFactAsync(installation);
        await Eventually.ReadsAsync("the loss is noticed", _ => installation.RunAsync("lag", "--limit", "0"), run => run.ExitCode == 1, cancellationToken: Token);

        var lag = (await installation.RunAsync("lag", "--json", "--limit", "3600")).EndsWith(0).Json;

        Assert.InRange(lag.GetProperty("behindSeconds").GetDouble(), 0.001, 300);
        var surveys = lag.GetProperty("sources")[0];
        Assert.Equal((1, $"{Day:yyyy-MM-dd}"), (surveys.GetProperty("openDays").GetInt32(), surveys.GetProperty("oldestDay").GetString()));
    }

    [Fact]
    public async Task Ends_with_one_while_something_is_parked()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.ParkFactAsync();

        var lag = (await installation.RunAsync("lag", "--json")).EndsWith(1).Json;

        Assert.Equal(1, lag.GetProperty("parked").GetProperty("indicators").GetInt32());
        Assert.Contains("1 parked", lag.GetProperty("health")[0].GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("balance", "--network", "nowhere")]
    [InlineData("balance", "--site", "nowhere")]
    [InlineData("balance", "--period", "someday")]
    [InlineData("lag", "--period", "someday")]
    [InlineData("rebuild", "--network", "nowhere")]
    public async Task Of_what_there_is_not_is_wrong_use_and_named(params string[] arguments)
    {
        await using var installation = await Installation.StartAsync(engine);

        var run = (await installation.RunAsync(arguments)).EndsWith(2);

        Assert.Contains(arguments[2] == "someday" ? "period" : "nowhere", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_kiosks_that_somebody_has_to_look_at()
    {
        await using var installation = await Installation.StartAsync(engine);
        await KioskAsync(installation, "Accueil", lastSeen: TimeProvider.System.GetUtcNow(), clockOffset: 2);
        await KioskAsync(installation, "Silencieuse", lastSeen: TimeProvider.System.GetUtcNow().AddDays(-2), clockOffset: 2);
        await KioskAsync(installation, "Décalée", lastSeen: TimeProvider.System.GetUtcNow(), clockOffset: -4000);

        var all = (await installation.RunAsync("kiosks", "--json", "--site", "91-EVRY")).EndsWith(1).Json;
        var troubled = (await installation.RunAsync("kiosks", "--json", "--troubled")).EndsWith(1).Json;

        Assert.Equal((3, 2), (all.GetProperty("kiosks").GetArrayLength(), all.GetProperty("troubled").GetInt32()));
        Assert.Equal(
            ["Décalée False True", "Silencieuse True False"],
            troubled.GetProperty("kiosks").EnumerateArray().Select(kiosk => $"{kiosk.GetProperty("label")} {kiosk.GetProperty("isSilent")} {kiosk.GetProperty("isClockWrong")}").Order());
        (await installation.RunAsync("kiosks", "--site", "91-ETAMPES")).EndsWith(0);
        Assert.Contains("(silent)", (await installation.RunAsync("kiosks")).Output, StringComparison.Ordinal);
    }

    private static async Task LoseAFactAsync(Installation installation) =>
        Assert.Equal(1, (await installation.Collection("indicators", "facts").DeleteManyAsync(new BsonDocument(), Token)).DeletedCount);

    private static async Task KioskAsync(Installation installation, string label, DateTimeOffset lastSeen, double clockOffset)
    {
        var kiosk = await installation.SentAsync(HttpMethod.Post, "/api/surveys/v1/kiosks", new { site = "91-EVRY", label }, $"{Guid.NewGuid()}");
        await installation.SentAsync(HttpMethod.Post, "/api/surveys/v1/kiosks/enrol", new { code = kiosk.GetProperty("enrolmentCode").GetString() });
        var id = new BsonDocument("_id", new BsonBinaryData(kiosk.GetProperty("id").GetGuid(), GuidRepresentation.Standard));
        await installation.Collection("surveys", "kiosks").UpdateOneAsync(
            id, new BsonDocument("$set", new BsonDocument { ["lastSeen"] = lastSeen.UtcDateTime, ["clockOffsetSeconds"] = clockOffset }), cancellationToken: Token);
    }
}
