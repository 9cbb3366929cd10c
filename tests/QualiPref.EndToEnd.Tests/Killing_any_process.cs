using System.Diagnostics;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Requests;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

[Long, Collection(MortalAllInOne.Name)]
public sealed class Killing_any_process_all_in_one(MortalAllInOneSystem system)
{
    [Fact]
    public Task Twice_in_the_middle_of_the_work_loses_and_doubles_nothing() => new KillingInTurn(system, ["all-in-one", "engine", "all-in-one", "engine"]).RunAsync();
}

[Collection(Distributed.Name)]
public sealed class Killing_any_process_distributed(DistributedSystem system)
{
    [Fact]
    public Task Once_in_the_middle_of_the_work_loses_and_doubles_nothing() => new KillingInTurn(system, Distributed.Parts).RunAsync();

    [Long, Theory]
    [InlineData("surveys", "complaints", "portal")]
    [InlineData("indicators", "reporting")]
    // The engine more often: what it was doing when it died is found out by its dying often.
    [InlineData("broker", "engine", "engine")]
    public Task Twice_in_the_middle_of_the_work_loses_and_doubles_nothing(params string[] parts) => new KillingInTurn(system, [.. parts, .. parts]).RunAsync();
}

/// <summary>
/// Sends 200 answers and 12 complaints a kill, in the long run at least 10,000 and 500; in the middle of it kills one process after the other, each at a
/// moment drawn at random while requests are under way, and starts it again.
/// </summary>
internal sealed class KillingInTurn(RunningSystem system, IReadOnlyList<string> kills)
{
    /// <summary>Enough that a kill finds work under way.</summary>
    private static readonly int AnswersPerKill = Effort.IsLong ? 1_500 : 200;

    private static readonly int LeastAnswers = Effort.IsLong ? 10_000 : 0;

    private const int Parallel = 32;

    private readonly ApiSender _sender = system.NewSender();

    private readonly int _seed = string.Concat(kills).Aggregate(Effort.Seed, (seed, letter) => unchecked((seed * 31) + letter)) & int.MaxValue;

    public async Task RunAsync()
    {
        var cases = system.Recount.Cases;
        var complaints = Effort.IsLong ? 500 : 12 * kills.Count;
        var random = new Random(_seed);
        var chains = Chains(Math.Max(LeastAnswers, AnswersPerKill * kills.Count), complaints);
        // The last tenth comes when all is well again.
        int StartOf(int kill) => chains.Count * 9 * kill / (10 * kills.Count);

        using var ends = new CancellationTokenSource();
        var reading = ReadListsAsync(ends.Token);
        var sinceLastRestart = Stopwatch.StartNew();
        for (var kill = 0; kill < kills.Count; kill++)
        {
            var share = chains.Skip(StartOf(kill)).Take(StartOf(kill + 1) - StartOf(kill)).ToList();
            var moment = _sender.Done + (long)(share.Sum(chain => chain.Count) * (0.1 + (0.4 * random.NextDouble())));
            var sending = SendAsync(share);
            await KillAndRestartAsync(kills[kill], moment, sending);
            sinceLastRestart.Restart();
            await sending;
        }
        await SendAsync(chains.Skip(StartOf(kills.Count)));
        await ends.CancelAsync();
        var lists = await reading;

        TestContext.Current.SendDiagnosticMessage("all is sent {0:0.0} s after the last restart", sinceLastRestart.Elapsed.TotalSeconds);
        Assert.Empty(_sender.Faults);
        Assert.Equal(chains.Sum(chain => chain.Count), _sender.Done);
        Assert.Equal(cases + complaints, system.Recount.Cases);
        await system.AgreesAsync();
        TestContext.Current.SendDiagnosticMessage("every figure agrees {0:0.0} s after the last restart", sinceLastRestart.Elapsed.TotalSeconds);
        await system.HasNotedEveryStepAsync();
        Assert.True(await system.ListsOfCasesAsync() >= lists, $"{lists} lists of cases were given out");
    }

    /// <summary>Somebody who looks at a list of cases again and again, which is audited.</summary>
    /// <returns>How many were given out.</returns>
    private async Task<int> ReadListsAsync(CancellationToken ends)
    {
        var lists = 0;
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!ends.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            try
            {
                var reply = await system.Api.GetAsync("/api/complaints/v1/complaints?pageSize=2", "handler");
                if (reply.Status == 200 && reply.Body!.Value.GetProperty("items").GetArrayLength() > 0) lists++;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // Killed before it had answered: whether that was noted is not known.
            }
        }
        return lists;
    }

    /// <summary>The same for the same parts and seed, others for others: every round adds to what the rounds before have sent.</summary>
    private IReadOnlyList<IReadOnlyList<SyntheticRequest>> Chains(int answers, int complaints) => SyntheticYear.Chains(new SyntheticYearOptions
    {
        Seed = _seed,
        Network = SyntheticNetwork.Essonne,
        Year = RunningSystem.Year,
        BatchedAnswers = answers * 7 / 10,
        SingleAnswers = answers * 3 / 10,
        Complaints = complaints,
        BatchSize = Effort.IsLong ? 100 : 20,
        LastDay = new DateOnly(RunningSystem.Year, 12, 31),
    });

    private Task SendAsync(IEnumerable<IReadOnlyList<SyntheticRequest>> chains) => _sender.SendAsync(chains, Parallel, TestContext.Current.CancellationToken);

    /// <summary>Kills once so many requests are acknowledged. Half of them are still to come then, however fast the system is.</summary>
    private async Task KillAndRestartAsync(string part, long moment, Task sending)
    {
        while (_sender.Done < moment && !sending.IsCompleted)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        var acknowledged = _sender.Done;
        // Asked before: until the process is gone, a fast system may be through with the rest.
        Assert.False(sending.IsCompleted, $"{part} is to be killed and no request is under way: {string.Join('\n', _sender.Faults)}");
        await system[part].KillAsync();
        await system[part].StartAsync(TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage("seed {0}: {1} killed once {2} requests were acknowledged", _seed, part, acknowledged);
    }
}
