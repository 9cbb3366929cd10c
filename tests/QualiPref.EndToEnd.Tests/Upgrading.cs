using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Local;
using QualiPref.Platform.Hosting;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

/// <summary>
/// An upgrade and a roll-back at noon: each service has two replicas of the commit before this one (<c>PREVIOUS</c> names another), which are replaced one by one by
/// this build, and then those by the former again.
/// </summary>
[Long]
public sealed class Upgrading(UpgradedSystem system) : IClassFixture<UpgradedSystem>
{
    private static readonly TimeSpan FreezesWithin = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Replica_by_replica_and_back_refuses_nobody_loses_and_doubles_nothing_and_reads_every_edition()
    {
        await Losing.SendAsync(system, seed: 74);
        await system.SettlesAsync();
        var report = await system.OpenReportAsync();
        var before = await system.FrozenAsync(report, $"before {report}", FreezesWithin);
        Assert.NotEqual(CodeVersion.Text, await MakerOfAsync(before));

        await new SteadyLoad(system).DuringAsync(seed: 75, () => ReplaceEachAsync(UpgradedSystem.Renew));
        await ReadsAsync(before);
        var after = await system.FrozenAsync(report, $"after {report}", FreezesWithin);
        Assert.Equal(CodeVersion.Text, await MakerOfAsync(after));

        await new SteadyLoad(system).DuringAsync(seed: 76, () => ReplaceEachAsync(UpgradedSystem.Age));
        await ReadsAsync(before);
        await ReadsAsync(after);
    }

    private async Task ReplaceEachAsync(Action<ServiceProcess> choose)
    {
        foreach (var host in system.Hosts)
        {
            choose(host);
            await system.Balancer.RestartAsync(host);
        }
    }

    /// <summary>What the former version makes of an edition of the later one, and the other way round: it verifies, and every document of it can be had.</summary>
    private async Task ReadsAsync(string edition)
    {
        await system.VerifiesAsync(edition);
        foreach (var format in (string[])["html", "json", "csv"])
            Assert.Equal((format, 200), (format, (await system.Api.GetAsync($"/api/reporting/v1/editions/{edition}/document?format={format}")).Status));
    }

    /// <summary>Version and commit of the build that froze an edition.</summary>
    private async Task<string?> MakerOfAsync(string edition) =>
        (await system.Api.GetAsync($"/api/reporting/v1/editions/{edition}/manifest")).Body!.Value.GetProperty("codeVersion").GetString();
}
