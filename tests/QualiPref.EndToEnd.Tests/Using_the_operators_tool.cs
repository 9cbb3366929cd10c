using System.Text.Json;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Synthetic;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

/// <summary>The tool as a process, on one process per service over the real broker.</summary>
[Collection(Distributed.Name)]
public sealed class Using_the_operators_tool(DistributedSystem system)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_each_part_of_a_system_that_is_well_and_its_test_answer_in_a_figure()
    {
        var check = (await RunAsync("check", "--json", "--send-test-answer")).EndsWith(0);

        var findings = FindingsOf(check);
        string[] processes = ["surveys", "complaints", "indicators", "reporting", "portal"];
        Assert.Equal(
            ["database", "broker", "keys", .. processes.SelectMany(name => (string[])[$"{name}: ready", $"{name}: health"]), "token",
                .. processes[..4].Select(name => $"{name}: calls"), "catalogue", "test answer", "figure"],
            findings.Select(finding => finding.Part));
        Assert.All(findings, finding => Assert.True(finding.State == "ok", $"{finding}"));
        Assert.Contains("each with somebody who takes from it", findings.Single(finding => finding.Part == "broker").Detail, StringComparison.Ordinal);
    }

    [Long, Fact]
    public async Task Names_a_service_that_is_away_and_whose_queues_nobody_takes_from()
    {
        await system["reporting"].StopAsync();
        try
        {
            var check = (await RunAsync("check", "--json")).EndsWith(1);

            var failed = FindingsOf(check).Where(finding => finding.State == "failed").ToDictionary(finding => finding.Part, finding => finding.Detail);
            Assert.Equal(["broker", "reporting: calls", "reporting: health", "reporting: ready"], failed.Keys.Order());
            Assert.Contains("nobody takes from reporting-balance-changed", failed["broker"], StringComparison.Ordinal);
            Assert.Contains("nobody listens there", failed["reporting: ready"], StringComparison.Ordinal);
            Assert.Contains("reporting does not answer", (await RunAsync("verify-all")).EndsWith(3).Errors, StringComparison.Ordinal);
        }
        finally
        {
            await system["reporting"].StartAsync(Token);
        }
    }

    [Long, Fact]
    public async Task Rotates_the_key_of_kiosks_and_the_old_ones_go_on()
    {
        (await RunAsync("keys", "rotate", system.Keys, "surveys")).EndsWith(0);

        (await RunAsync("check")).EndsWith(0);
        var sender = system.NewSender();
        await sender.SendAsync([.. SyntheticYear.Chains(KioskAnswers)], 4, Token);
        Assert.Empty(sender.Faults);
    }

    private static SyntheticYearOptions KioskAnswers => new()
    {
        Seed = 81,
        Network = SyntheticNetwork.Essonne,
        Year = RunningSystem.Year,
        BatchedAnswers = 50,
        SingleAnswers = 10,
        Complaints = 0,
        LastDay = new DateOnly(RunningSystem.Year, 12, 31),
    };

    private Task<ToolResult> RunAsync(params string[] arguments) => system.RunToolAsync(service => system[service].Address, arguments);

    private static List<(string Part, string State, string Detail)> FindingsOf(ToolResult run) =>
        [.. run.Json.GetProperty("findings").EnumerateArray().Select(finding => (Text(finding, "part"), Text(finding, "state"), Text(finding, "detail")))];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
