using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests;

[Collection(MortalAllInOne.Name)]
public sealed class Killing_while_freezing_all_in_one(MortalAllInOneSystem system)
{
    [Theory]
    [MemberData(nameof(MortalAllInOne.Parts), MemberType = typeof(MortalAllInOne))]
    public Task At_any_step_the_same_key_ends_in_one_edition(string part) => new KillingAFreeze(system, part).RunAsync();
}

[Collection(MortalDistributed.Name)]
public sealed class Killing_while_freezing_distributed(MortalDistributedSystem system)
{
    [Theory]
    [MemberData(nameof(MortalDistributed.Parts), MemberType = typeof(MortalDistributed))]
    public Task At_any_step_the_same_key_ends_in_one_edition(string part) => new KillingAFreeze(system, part).RunAsync();
}

/// <summary>
/// Freezes twice, a new edition each time, and kills a process at another moment of it: right after the request, and after so many looks that found it
/// under way. The steps themselves are cut one by one in the tests of the services.
/// </summary>
internal sealed class KillingAFreeze(RunningSystem system, string part)
{
    private static readonly int[] Looks = [0, 12];

    public async Task RunAsync()
    {
        await SendAsync();
        await system.AgreesAsync();
        var report = await system.OpenReportAsync();
        var before = await system.EditionsAsync();
        var frozen = new List<string>();
        foreach (var looks in Looks)
        {
            var key = $"{part} {looks} {report}";
            await KillAfterAsync(looks, report, key);
            var edition = await system.FrozenAsync(report, key);
            Assert.Equal(edition, await system.FrozenAsync(report, key));
            frozen.Add(edition);
        }
        Assert.Equal(before.Concat(frozen).Order(), (await system.EditionsAsync()).Order());
        await system.VerifiesAsync(frozen[^1]);
        await system.AgreesAsync();
    }

    private async Task SendAsync()
    {
        var items = Enumerable.Range(1, 90).Select(number =>
        {
            var item = Samples.Item(Guid.NewGuid(), number % 4 == 0 ? "peu-satisfait" : "satisfait");
            item["answeredAt"] = $"{RunningSystem.Year}-11-{1 + (number % 30):00}T10:12:08+01:00";
            return item;
        });
        Assert.Equal(200, (await system.Api.SendAsync(HttpMethod.Post, $"{ApiClient.Responses}/batch", "agent", Samples.Batch([.. items]))).Status);
    }

    private async Task KillAfterAsync(int looks, string report, string key)
    {
        var freezing = TryFreezeAsync(report, key);
        for (var look = 0; look < looks && !freezing.IsCompleted;)
            if (await IsUnderWayAsync(report))
                look++;
        Assert.False(freezing.IsCompleted, $"the report was frozen before it was seen under way {looks} times");
        await system[part].KillAsync();
        await system[part].StartAsync(TestContext.Current.CancellationToken);
        await freezing;
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

    private async Task<bool> IsUnderWayAsync(string report)
    {
        var reply = await system.Api.GetAsync("/api/reporting/v1/reports?pageSize=200");
        return reply.Body!.Value.GetProperty("items").EnumerateArray()
            .Any(one => one.GetProperty("id").GetString() == report && one.GetProperty("status").GetString() == "freezing");
    }
}
