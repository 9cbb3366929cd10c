using System.Diagnostics;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

[Long, Collection(MortalAllInOne.Name)]
public sealed class Killing_while_freezing_all_in_one(MortalAllInOneSystem system)
{
    [Theory]
    [InlineData("all-in-one")]
    [InlineData("engine")]
    public Task At_any_step_the_same_key_ends_in_one_edition(string part) => new KillingFreezes(system, [part, part, part]).RunAsync();
}

[Collection(Distributed.Name)]
public sealed class Killing_while_freezing_distributed(DistributedSystem system)
{
    public static TheoryData<string> Parts => [.. Distributed.Parts];

    /// <summary>The one that makes the edition; the long run kills everybody.</summary>
    [Fact]
    public Task Once_at_some_step_the_same_key_ends_in_one_edition() => new KillingFreezes(system, ["reporting"]).RunAsync();

    [Long, Theory]
    [MemberData(nameof(Parts))]
    public Task At_any_step_the_same_key_ends_in_one_edition(string part) => new KillingFreezes(system, [part, part, part]).RunAsync();
}

/// <summary>
/// Freezes a new edition for each kill, and kills the process at a moment drawn at random within the time that a freezing takes. The steps themselves are
/// cut one by one in the tests of the services.
/// </summary>
internal sealed class KillingFreezes(RunningSystem system, IReadOnlyList<string> kills)
{
    private readonly Random _random = new(string.Concat(kills).Aggregate(Effort.Seed, (seed, letter) => unchecked((seed * 37) + letter)));

    private readonly List<string> _frozen = [];

    public async Task RunAsync()
    {
        await SendAsync();
        await system.SettlesAsync();
        var report = await system.OpenReportAsync();
        var before = await system.EditionsAsync();
        var watch = Stopwatch.StartNew();
        _frozen.Add(await system.FrozenAsync(report, $"calm {report}"));
        var whole = watch.Elapsed;
        foreach (var part in kills)
        {
            var key = await KillDuringAsync(part, report, whole * _random.NextDouble());
            var edition = await system.FrozenAsync(report, key);
            Assert.Equal(edition, await system.FrozenAsync(report, key));
            _frozen.Add(edition);
        }
        Assert.Equal(before.Concat(_frozen).Order(), (await system.EditionsAsync()).Order());
        await system.VerifiesAsync(_frozen[^1]);
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

    /// <summary>Kills so long after the request; where that edition was frozen by then, the next one is to die after half the time. Answers the key of the last.</summary>
    private async Task<string> KillDuringAsync(string part, string report, TimeSpan after)
    {
        while (true)
        {
            var key = $"{part} {after} {report}";
            var freezing = TryFreezeAsync(report, key);
            await Task.WhenAny(freezing, Task.Delay(after, TestContext.Current.CancellationToken));
            if (!freezing.IsCompleted)
            {
                await system[part].KillAsync();
                TestContext.Current.SendDiagnosticMessage("{0} killed {1:0} ms after the request to freeze", part, after.TotalMilliseconds);
                await system[part].StartAsync(TestContext.Current.CancellationToken);
                await freezing;
                return key;
            }
            _frozen.Add(await system.FrozenAsync(report, key));
            after /= 2;
        }
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
}
