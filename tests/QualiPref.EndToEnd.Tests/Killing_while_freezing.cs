using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests;

[Collection(AllInOne.Name)]
public sealed class Killing_while_freezing_all_in_one(AllInOneSystem system)
{
    [Theory]
    [InlineData("all-in-one")]
    [InlineData("engine")]
    public Task At_any_step_the_same_key_ends_in_one_edition(string part) => new KillingAFreeze(system, part).RunAsync();
}

[Collection(Distributed.Name)]
public sealed class Killing_while_freezing_distributed(DistributedSystem system)
{
    [Theory]
    [InlineData("surveys")]
    [InlineData("complaints")]
    [InlineData("indicators")]
    [InlineData("reporting")]
    [InlineData("portal")]
    [InlineData("broker")]
    [InlineData("engine")]
    public Task At_any_step_the_same_key_ends_in_one_edition(string part) => new KillingAFreeze(system, part).RunAsync();
}

/// <summary>
/// Freezes once per step, a new edition each time, and kills a process when the step is reached: right after the request, while the cut is being
/// taken, and while the edition is being stored. The steps themselves are cut at every line by the tests of the services.
/// </summary>
internal sealed class KillingAFreeze(RunningSystem system, string part)
{
    private static readonly double[] Steps = [0, 0.3, 0.6];

    public async Task RunAsync()
    {
        await Losing.SendAsync(system, part.Aggregate(61, (seed, letter) => (seed * 31) + letter));
        await system.AgreesAsync();
        var report = await system.OpenReportAsync();
        var before = await system.EditionsAsync();
        var frozen = new List<string>();
        foreach (var step in Steps)
        {
            var key = FormattableString.Invariant($"{part} {step} {report}");
            await KillAtAsync(report, key, step);
            var edition = await system.FrozenAsync(report, key);
            Assert.Equal(edition, await system.FrozenAsync(report, key));
            frozen.Add(edition);
        }
        Assert.Equal(before.Concat(frozen).Order(), (await system.EditionsAsync()).Order());
        await system.VerifiesAsync(frozen[^1]);
        await system.AgreesAsync();
    }

    private async Task KillAtAsync(string report, string key, double step)
    {
        using var ended = new CancellationTokenSource();
        var freezing = TryFreezeAsync(report, key);
        while (!freezing.IsCompleted && await ProgressAsync(report) < step)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await system[part].KillAsync();
        await freezing;
        await system[part].StartAsync(TestContext.Current.CancellationToken);
    }

    // The request itself may meet the death: what counts is what the same key gives afterwards.
    private async Task TryFreezeAsync(string report, string key)
    {
        try
        {
            await system.FreezeAsync(report, key);
        }
        catch (HttpRequestException)
        {
        }
    }

    /// <summary>How far the freezing that is under way has come; 0 before it is known.</summary>
    private async Task<double> ProgressAsync(string report)
    {
        var reply = await system.Api.GetAsync($"/api/reporting/v1/reports/{report}/freezing");
        return reply.Status == 200 ? reply.Body!.Value.GetProperty("progress").GetDouble() : 0;
    }
}
