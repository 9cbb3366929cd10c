using System.Diagnostics;
using System.Globalization;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Requests;
using QualiPref.Testing;
using RabbitMQ.Client;

namespace QualiPref.EndToEnd.Tests;

/// <summary>
/// The broker is killed and its data are deleted in the middle of the work; an empty one answers at its address, and the services go on. All that it had confirmed and
/// nobody had taken is gone with it: the figures come back from the ledgers.
/// </summary>
[Long]
public sealed class Losing_all_that_the_broker_held(HealingDistributedSystem system) : IClassFixture<HealingDistributedSystem>
{
    private const int Answers = 30_000, Complaints = 300, Parallel = 16;

    // Half a minute after a day was changed last its row is told for the second time; then no more.
    private static readonly TimeSpan ToldAgainAfter = TimeSpan.FromSeconds(40);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_the_middle_of_the_work_leaves_every_figure_as_it_was_acknowledged()
    {
        var sender = system.NewSender();
        var chains = Chains(seed: 81);
        var third = chains.Sum(chain => chain.Count) / 3;
        var sending = sender.SendAsync(chains, Parallel, Token);
        await Eventually.HoldsAsync("a third is sent", _ => Task.FromResult(sender.Done > third || sending.IsCompleted), TimeSpan.FromMinutes(5), Token);
        Assert.False(sending.IsCompleted, "the broker is to lose its data and no request is under way");

        var watch = await ReplaceBrokerAsync();
        await sending;

        Assert.Empty(sender.Faults);
        await AgreesAsync("while answers came in", watch);
    }

    [Fact]
    public async Task With_everything_still_in_its_queues_leaves_every_figure_as_it_was_acknowledged_and_a_freezing_goes_on()
    {
        var report = await system.OpenReportAsync();
        await system["indicators"].StopAsync();
        var sender = system.NewSender();
        await sender.SendAsync(Chains(seed: 82), Parallel, Token);
        Assert.Empty(sender.Faults);
        // Nobody takes the request; it is in the broker as well.
        Assert.Equal(202, (await system.FreezeAsync(report, "asked before")).Status);
        var lost = await EverythingIsInTheBrokerAsync();

        var watch = await ReplaceBrokerAsync();
        await system["indicators"].StartAsync(Token);

        await AgreesAsync($"with {lost} messages in it", watch);
        await system.VerifiesAsync(await system.FrozenAsync(report, "asked before"));
    }

    /// <summary>Waits until the sources have handed over all they hold, and told it for the second time: nothing but a broker that is found again makes them tell it once more.</summary>
    private async Task<uint> EverythingIsInTheBrokerAsync()
    {
        foreach (var source in (string[])["surveys", "complaints"])
            await Eventually.ReadsAsync($"{source} has handed over everything", _ => PendingAsync(source), pending => pending == 0, TimeSpan.FromMinutes(2), Token);
        await using var connection = await new ConnectionFactory { Uri = new Uri(system.Parts.Broker!.ConnectionString) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        var (rows, still) = (0u, Stopwatch.StartNew());
        await Eventually.HoldsAsync("all rows are told", async token =>
        {
            var told = await channel.MessageCountAsync("indicators-intake-balance-changed", token);
            if (told != rows) still.Restart();
            rows = told;
            return still.Elapsed > ToldAgainAfter;
        }, TimeSpan.FromMinutes(5), Token);
        var messages = 0u;
        foreach (var queue in QuorumQueues.OfTheServices) messages += await channel.MessageCountAsync(queue, Token);
        return messages;
    }

    private async Task<long> PendingAsync(string source)
    {
        var balance = (await system.Api.GetAsync($"/api/{source}/v1/balance?period={RunningSystem.Year}")).Body!.Value;
        return balance.GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("pending").GetInt64());
    }

    private async Task<Stopwatch> ReplaceBrokerAsync()
    {
        await system["broker"].KillAsync();
        Directory.Delete(Path.Combine(system.Folder, "broker"), recursive: true);
        await system["broker"].StartAsync(Token);
        return Stopwatch.StartNew();
    }

    private async Task AgreesAsync(string when, Stopwatch sinceBroker)
    {
        await system.SettlesAsync();
        var closed = sinceBroker.Elapsed.TotalSeconds;
        await system.AgreesAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"the broker lost everything {when}: {system.AcknowledgedAnswers} answers, all balances closed {closed:0} s after an empty one answered, every figure and draft equal after {sinceBroker.Elapsed.TotalSeconds:0} s"));
    }

    private static IReadOnlyList<IReadOnlyList<SyntheticRequest>> Chains(int seed) => SyntheticYear.Chains(new SyntheticYearOptions
    {
        Seed = seed,
        Network = SyntheticNetwork.Essonne,
        Year = RunningSystem.Year,
        BatchedAnswers = Answers * 3 / 4,
        SingleAnswers = Answers / 4,
        Complaints = Complaints,
        BatchSize = 20,
        LastDay = new DateOnly(RunningSystem.Year, 12, 31),
    });
}
