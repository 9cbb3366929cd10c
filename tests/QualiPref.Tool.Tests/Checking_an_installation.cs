using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Calls;
using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

public sealed class Checking_an_installation(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task That_is_well_finds_every_part_so()
    {
        await using var installation = await Installation.StartAsync(engine);

        var run = (await installation.RunAsync("check", "--json")).EndsWith(0);

        Assert.True(run.Json.GetProperty("ok").GetBoolean());
        Assert.Equal(
            ["database ok", "broker skipped", "keys ok", "portal: ready ok", "portal: health ok", "token ok", "surveys: calls ok", "complaints: calls ok", "indicators: calls ok", "reporting: calls ok", "catalogue ok"],
            FindingsOf(run).Select(finding => $"{finding.Part} {finding.State}"));
        Assert.Contains("essonne", DetailOf(run, "catalogue"), StringComparison.Ordinal);
        Assert.Contains("'Exploitation'", DetailOf(run, "token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_people_a_table_and_a_sentence()
    {
        await using var installation = await Installation.StartAsync(engine);

        var run = (await installation.RunAsync("check")).EndsWith(0);

        Assert.Contains(run.Output.Split('\n'), line => line.Contains("database", StringComparison.Ordinal) && line.Contains("ok", StringComparison.Ordinal) && line.Contains("answers.", StringComparison.Ordinal));
        Assert.Contains("All that was looked at is as it has to be.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_an_answer_that_is_known_for_a_test_waits_for_its_figure_and_withdraws_it()
    {
        await using var installation = await Installation.StartAsync(engine);

        var run = (await installation.RunAsync("check", "--json", "--send-test-answer", "--site", "91-ETAMPES")).EndsWith(0);

        Assert.Contains("is behind satisfaction.global of 91-ETAMPES", DetailOf(run, "figure"), StringComparison.Ordinal);
        var kept = Assert.Single(await ResponsesOf(installation));
        Assert.Equal(("91-ETAMPES", "web", "voided"), (kept["site"].AsString, kept["channel"].AsString, kept["status"].AsString));
        Assert.Equal("non-concerne", kept["choices"]["global"].AsString);
        Assert.Contains("qualipref check", kept["comment"].AsString, StringComparison.Ordinal);
        Assert.StartsWith("7e577e57-", kept["_id"].AsGuid.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{kept["_id"].AsGuid}", DetailOf(run, "test answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_looks_at_what_needs_none_and_says_so()
    {
        await using var installation = await Installation.StartAsync(engine);
        var environment = installation.Environment;
        environment.Remove("QualiPref:Identity:KeysPath");
        // Whoever is the first to ask a process for a document waits until it is made, here for as long as all the others need the machine.
        foreach (var service in ServiceNames.All) await installation.SentAsync(HttpMethod.Get, $"/api/{service}/v1/openapi.json");

        var run = (await ToolRun.OfAsync(environment, "check", "--json", "--send-test-answer")).EndsWith(0);

        Assert.Equal(["broker", "figure", "keys", "token"], FindingsOf(run).Where(finding => finding.State == "skipped").Select(finding => finding.Part).Order());
        Assert.All(FindingsOf(run).Where(finding => finding.Part is not ("broker" or "figure" or "keys" or "token")), finding => Assert.Equal("ok", finding.State));
        Assert.Equal("counted", Assert.Single(await ResponsesOf(installation))["status"].AsString);
    }

    [Fact]
    public async Task Whose_figure_does_not_come_says_so_and_where_to_look()
    {
        await using var installation = await Installation.StartAsync(engine);
        // Figures of an installation that the answer never gets to.
        await using var other = await Installation.StartAsync(engine);
        var environment = installation.Environment;
        environment["QualiPref:Services:Indicators"] = other.Address;

        var run = (await ToolRun.OfAsync(environment, "check", "--json", "--send-test-answer", "--within", "2")).EndsWith(1);

        Assert.Equal("failed", FindingsOf(run).Single(finding => finding.Part == "figure").State);
        Assert.Contains("qualipref lag", DetailOf(run, "figure"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_database_is_away_names_it_and_no_password()
    {
        await using var installation = await Installation.StartAsync(engine);
        var environment = installation.Environment;
        environment["QUALIPREF_MONGO"] = "mongodb://somebody:geheim@127.0.0.1:9/";

        var run = (await ToolRun.OfAsync(environment, "check", "--json")).EndsWith(1);

        Assert.Equal("failed", FindingsOf(run)[0].State);
        Assert.Contains("127.0.0.1:9", DetailOf(run, "database"), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("QUALIPREF_MONGO", "http://geheim", "database")]
    [InlineData("QUALIPREF_RABBITMQ", "http://geheim", "broker")]
    [InlineData("QUALIPREF_RABBITMQ", "amqp://somebody:geheim@127.0.0.1:9/", "broker")]
    [InlineData("QualiPref:Identity:KeysPath", "/nowhere", "keys")]
    [InlineData("QUALIPREF_ADDRESS", "http://127.0.0.1:9", "portal: ready")]
    [InlineData("QualiPref:Services:Surveys", "http://127.0.0.1:9", "surveys: calls")]
    public async Task With_a_setting_that_leads_nowhere_names_the_part(string setting, string value, string part)
    {
        await using var installation = await Installation.StartAsync(engine);
        var environment = installation.Environment;
        environment[setting] = value;

        var run = (await ToolRun.OfAsync(environment, "check", "--json")).EndsWith(1);

        Assert.Equal("failed", FindingsOf(run).Single(finding => finding.Part == part).State);
        Assert.DoesNotContain("geheim", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_has_something_parked_warns_and_is_well()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.ParkFactAsync();

        var run = (await installation.RunAsync("check", "--json")).EndsWith(0);

        Assert.Equal("warning", FindingsOf(run).Single(finding => finding.Part == "portal: health").State);
        Assert.Contains("1 parked", DetailOf(run, "portal: health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_was_told_no_address_says_so_and_looks_at_the_rest()
    {
        await using var installation = await Installation.StartAsync(engine);
        var environment = installation.Environment;
        environment.Remove("QUALIPREF_ADDRESS");

        var run = (await ToolRun.OfAsync(environment, "check", "--json")).EndsWith(1);

        Assert.Equal(["database ok", "broker skipped", "keys ok", "services failed"], FindingsOf(run).Select(finding => $"{finding.Part} {finding.State}"));
    }

    private static List<(string Part, string State, string Detail)> FindingsOf(ToolRun run) =>
        [.. run.Json.GetProperty("findings").EnumerateArray().Select(finding => (Text(finding, "part"), Text(finding, "state"), Text(finding, "detail")))];

    private static string DetailOf(ToolRun run, string part) => FindingsOf(run).Single(finding => finding.Part == part).Detail;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<List<BsonDocument>> ResponsesOf(Installation installation) =>
        await installation.Collection("surveys", "responses").Find(new BsonDocument()).ToListAsync(Token);
}
