using System.Diagnostics;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Requests;
using QualiPref.Synthetic.Sending;

namespace QualiPref.EndToEnd.Tests;

[Collection(AllInOne.Name)]
public sealed class Killing_any_process_all_in_one(AllInOneSystem system)
{
    [Theory]
    [MemberData(nameof(AllInOne.Parts), MemberType = typeof(AllInOne))]
    public Task Twice_in_the_middle_of_the_work_loses_and_doubles_nothing(string part) => new KillingTwice(system, part).RunAsync();
}

[Collection(Distributed.Name)]
public sealed class Killing_any_process_distributed(DistributedSystem system)
{
    [Theory]
    [MemberData(nameof(Distributed.Parts), MemberType = typeof(Distributed))]
    public Task Twice_in_the_middle_of_the_work_loses_and_doubles_nothing(string part) => new KillingTwice(system, part).RunAsync();
}

/// <summary>
/// Sends 10,000 answers and 500 complaints in three parts; during the first and the second, kills a process at a moment when acknowledged answers are
/// not counted yet, and starts it again.
/// </summary>
internal sealed class KillingTwice(RunningSystem system, string part)
{
    /// <summary>What has to be seen, and what is waited for so that the last look may be a little old.</summary>
    private const int Uncounted = 100, WaitedFor = 200;

    private const int Parallel = 32;

    private static readonly TimeSpan HealsWithin = TimeSpan.FromSeconds(60);

    private readonly ApiSender _sender = system.NewSender();

    public async Task RunAsync()
    {
        var cases = system.Recount.Cases;
        var chains = Chains();
        int[] cuts = [0, chains.Count * 9 / 20, chains.Count * 9 / 10, chains.Count];

        var first = SendAsync(chains, cuts[0], cuts[1]);
        await KillAndRestartAsync(first);
        await first;
        var second = SendAsync(chains, cuts[1], cuts[2]);
        await KillAndRestartAsync(second);
        var sinceLastRestart = Stopwatch.StartNew();
        await second;
        await SendAsync(chains, cuts[2], cuts[3]);

        TestContext.Current.SendDiagnosticMessage("{0}: all is sent {1:0.0} s after the last restart", part, sinceLastRestart.Elapsed.TotalSeconds);
        Assert.Empty(_sender.Faults);
        Assert.Equal(chains.Sum(chain => chain.Count), _sender.Done);
        Assert.Equal(cases + 500, system.Recount.Cases);
        await system.AgreesAsync(HealsWithin - sinceLastRestart.Elapsed);
        TestContext.Current.SendDiagnosticMessage("{0}: every figure agrees {1:0.0} s after the last restart", part, sinceLastRestart.Elapsed.TotalSeconds);
    }

    /// <summary>The same for the same part, another for another: every round adds to what the rounds before have sent.</summary>
    private IReadOnlyList<IReadOnlyList<SyntheticRequest>> Chains()
    {
        var chains = SyntheticYear.Chains(new SyntheticYearOptions
        {
            Seed = part.Aggregate(17, (seed, letter) => (seed * 31) + letter),
            Network = SyntheticNetwork.Essonne,
            Year = RunningSystem.Year,
            BatchedAnswers = 7_000,
            SingleAnswers = 3_000,
            Complaints = 500,
            BatchSize = 100,
            LastDay = new DateOnly(RunningSystem.Year, 12, 31),
        });
        return chains;
    }

    private Task SendAsync(IReadOnlyList<IReadOnlyList<SyntheticRequest>> chains, int from, int to) =>
        _sender.SendAsync(chains.Skip(from).Take(to - from), Parallel, TestContext.Current.CancellationToken);

    private async Task KillAndRestartAsync(Task sending)
    {
        long uncounted;
        do
        {
            Assert.False(sending.IsCompleted, $"the work was done before {WaitedFor} acknowledged answers were seen that were not counted yet");
            // Acknowledged is read first: what is counted meanwhile only makes the difference smaller.
            var acknowledged = system.AcknowledgedAnswers;
            uncounted = acknowledged - await system.Api.CountedAnswersAsync();
        }
        while (uncounted < WaitedFor);
        await system[part].KillAsync();
        Assert.True(uncounted >= Uncounted);
        await system[part].StartAsync(TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage("{0} killed with {1} acknowledged answers not counted", part, uncounted);
    }
}
