using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Local;
using QualiPref.Synthetic;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.EndToEnd.Tests;

/// <summary>What a rolling upgrade and a fail-over of the database do to a system, while answers and cases come in on both sides.</summary>
[Long]
public sealed class Two_hosts_of_each_service(ReplicatedSystem system) : IClassFixture<ReplicatedSystem>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_in_turn_lose_and_double_nothing()
    {
        using var over = new CancellationTokenSource();
        var sending = SendWhileAsync(() => !over.IsCancellationRequested);
        foreach (var host in Turns())
        {
            await host.KillAsync();
            await host.StartAsync(Token);
        }
        await over.CancelAsync();
        await sending;

        await system.AgreesAsync();
    }

    [Fact]
    public async Task Go_on_through_fail_overs_of_the_database()
    {
        var before = Enum.GetValues<WireFault>().ToDictionary(fault => fault, system.Wire.Count);
        system.Wire.Mood = new FailOvers().Next;
        await SendAsync(seed: 62);
        system.Wire.Mood = _ => WireFault.None;

        await system.AgreesAsync();
        Assert.All(Enum.GetValues<WireFault>().Where(fault => fault != WireFault.None), fault =>
            Assert.True(system.Wire.Count(fault) > before[fault], $"{fault} was never met"));
    }

    /// <summary>Each service once, the one side and the other by turns.</summary>
    private IEnumerable<LocalPart> Turns() => system.Parts.Services.Select((service, turn) => turn % 2 == 0 ? service : system.Others[service.Name]);

    private async Task SendWhileAsync(Func<bool> goesOn)
    {
        for (var seed = 100; goesOn(); seed++) await SendAsync(seed, share: 10);
    }

    private async Task SendAsync(int seed, int share = 1)
    {
        var chains = SyntheticYear.Chains(new SyntheticYearOptions
        {
            Seed = seed,
            Network = SyntheticNetwork.Essonne,
            Year = RunningSystem.Year,
            BatchedAnswers = 3_000 / share,
            SingleAnswers = 1_500 / share,
            Complaints = 150 / share,
            LastDay = new DateOnly(RunningSystem.Year, 12, 31),
        });
        var (one, other) = (system.NewSender(), system.NewOtherSender());
        await Task.WhenAll(
            one.SendAsync(chains.Where((_, number) => number % 2 == 0), 8, Token),
            other.SendAsync(chains.Where((_, number) => number % 2 == 1), 8, Token));
        Assert.Empty(one.Faults.Concat(other.Faults));
        Assert.Equal(chains.Sum(chain => chain.Count), one.Done + other.Done);
    }

    /// <summary>Now and then a command meets a fault, one kind after the other; twice in a while no command is taken for a time, as before a new primary is elected.</summary>
    private sealed class FailOvers
    {
        private const int CommandsPerFault = 60, CommandsPerElection = 3_000;

        private static readonly TimeSpan Election = TimeSpan.FromSeconds(2);

        private static readonly WireFault[] Faults = [WireFault.SteppedDown, WireFault.Unconfirmed, WireFault.Cut, WireFault.NotPrimary, WireFault.Delayed];

        private readonly Lock _lock = new();
        private int _commands, _cursors;
        private long _electedAt;

        public WireFault Next(string command)
        {
            lock (_lock)
            {
                if (command == "getMore" && _cursors++ % 5 == 0) return WireFault.LostCursor;
                var now = TimeProvider.System.GetTimestamp();
                if (++_commands % CommandsPerElection == 0) _electedAt = now + (long)(Election.TotalSeconds * TimeProvider.System.TimestampFrequency);
                if (now < _electedAt) return WireFault.NotPrimary;
                return _commands % CommandsPerFault == 0 ? Faults[_commands / CommandsPerFault % Faults.Length] : WireFault.None;
            }
        }
    }
}
