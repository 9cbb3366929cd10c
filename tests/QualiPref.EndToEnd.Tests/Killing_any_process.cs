using System.Diagnostics;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Requests;
using QualiPref.Synthetic.Sending;

namespace QualiPref.EndToEnd.Tests;

[Collection(MortalAllInOne.Name)]
public sealed class Killing_any_process_all_in_one(MortalAllInOneSystem system)
{
    [Theory]
    [InlineData("all-in-one", "engine")]
    public Task Twice_in_the_middle_of_the_work_loses_and_doubles_nothing(params string[] parts) => new KillingTwice(system, parts).RunAsync();
}

[Collection(MortalDistributed.Name)]
public sealed class Killing_any_process_distributed(MortalDistributedSystem system)
{
    [Theory]
    [InlineData("surveys", "complaints", "portal")]
    [InlineData("indicators", "reporting")]
    // The engine more often: what it was doing when it died is found out by its dying often.
    [InlineData("broker", "engine", "engine")]
    public Task Twice_in_the_middle_of_the_work_loses_and_doubles_nothing(params string[] parts) => new KillingTwice(system, parts).RunAsync();
}

/// <summary>
/// Sends at least 10,000 answers and 500 complaints; in the middle of it kills one process after the other, and all of them once more, each at a moment
/// when acknowledged answers are not counted yet, and starts it again.
/// </summary>
internal sealed class KillingTwice(RunningSystem system, string[] parts)
{
    /// <summary>What has to be seen, and what is waited for so that the last look may be a little old.</summary>
    private const int Uncounted = 100, WaitedFor = 200;

    /// <summary>Enough that a kill finds work under way.</summary>
    private const int AnswersPerKill = 2_500;

    private const int Parallel = 32;

    private static readonly TimeSpan HealsWithin = TimeSpan.FromSeconds(60);

    private readonly ApiSender _sender = system.NewSender();

    public async Task RunAsync()
    {
        var cases = system.Recount.Cases;
        string[] kills = [.. parts, .. parts];
        var chains = Chains(Math.Max(10_000, AnswersPerKill * kills.Length));
        // The last tenth comes when all is well again.
        int StartOf(int kill) => chains.Count * 9 * kill / (10 * kills.Length);

        var sinceLastRestart = Stopwatch.StartNew();
        for (var kill = 0; kill < kills.Length; kill++)
        {
            var sending = SendAsync(chains, StartOf(kill), StartOf(kill + 1));
            await KillAndRestartAsync(kills[kill], sending);
            sinceLastRestart.Restart();
            await sending;
        }
        await SendAsync(chains, StartOf(kills.Length), chains.Count);

        TestContext.Current.SendDiagnosticMessage("all is sent {0:0.0} s after the last restart", sinceLastRestart.Elapsed.TotalSeconds);
        Assert.Empty(_sender.Faults);
        Assert.Equal(chains.Sum(chain => chain.Count), _sender.Done);
        Assert.Equal(cases + 500, system.Recount.Cases);
        await system.AgreesAsync(HealsWithin - sinceLastRestart.Elapsed);
        TestContext.Current.SendDiagnosticMessage("every figure agrees {0:0.0} s after the last restart", sinceLastRestart.Elapsed.TotalSeconds);
    }

    /// <summary>The same for the same parts, others for others: every round adds to what the rounds before have sent.</summary>
    private IReadOnlyList<IReadOnlyList<SyntheticRequest>> Chains(int answers) => SyntheticYear.Chains(new SyntheticYearOptions
    {
        Seed = string.Concat(parts).Aggregate(17, (seed, letter) => (seed * 31) + letter),
        Network = SyntheticNetwork.Essonne,
        Year = RunningSystem.Year,
        BatchedAnswers = answers * 7 / 10,
        SingleAnswers = answers * 3 / 10,
        Complaints = 500,
        BatchSize = 100,
        LastDay = new DateOnly(RunningSystem.Year, 12, 31),
    });

    private Task SendAsync(IReadOnlyList<IReadOnlyList<SyntheticRequest>> chains, int from, int to) =>
        _sender.SendAsync(chains.Skip(from).Take(to - from), Parallel, TestContext.Current.CancellationToken);

    private async Task KillAndRestartAsync(string part, Task sending)
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
