using System.Net;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Requests;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

[Long, Collection(MortalAllInOne.Name)]
public sealed class Losing_a_part_all_in_one(MortalAllInOneSystem system)
{
    [Fact]
    public Task With_the_database_away_intake_answers_503_and_loses_nothing_acknowledged() => Losing.TheDatabaseAsync(system, seed: 31);
}

[Sampled, Collection(Distributed.Name)]
public sealed class Losing_a_part_distributed(DistributedSystem system)
{
    [Long, Fact]
    public Task With_the_database_away_intake_answers_503_and_loses_nothing_acknowledged() => Losing.TheDatabaseAsync(system, seed: 32);

    [Fact]
    public async Task With_the_broker_away_intake_keeps_accepting_and_all_is_counted_once_it_is_back()
    {
        await system["broker"].KillAsync();
        var counted = system.AcknowledgedAnswers;
        await Losing.SendAsync(system, seed: 33);
        Assert.True(system.AcknowledgedAnswers > counted + 150, "answers must be accepted while the broker is away");
        Assert.True(await system.Api.CountedAnswersAsync() <= counted, "nothing can be counted before the broker is back");
        using var ready = await system.Http.GetAsync(new Uri($"{system["surveys"].Address}/ready"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        await system["broker"].StartAsync(TestContext.Current.CancellationToken);
        await system.AgreesAsync();
    }
}

[Sampled, Collection(Distributed.Name)]
public sealed class Publishing_before_indicators_was_ever_started(DistributedSystem system)
{
    [Fact]
    public async Task Loses_nothing()
    {
        Assert.True(system.SentBeforeIndicators > 150);
        await system.AgreesAsync();
    }
}

internal static class Losing
{
    public static async Task TheDatabaseAsync(RunningSystem system, int seed)
    {
        await SendAsync(system, seed);
        var (answer, filing) = (Guid.NewGuid(), Samples.Filing(Guid.NewGuid()));
        await system["engine"].KillAsync();
        ApiReply[] refused =
        [
            await system.Api.PutAnswerAsync(answer, Samples.Answer()),
            await system.Api.SendAsync(HttpMethod.Post, $"{ApiClient.Responses}/batch", "agent", Samples.Batch(Samples.Item(Guid.NewGuid()))),
            await system.Api.FileAsync(filing),
        ];
        await system["engine"].StartAsync(TestContext.Current.CancellationToken);

        Assert.All(refused, reply =>
        {
            Assert.Equal((503, "application/problem+json"), (reply.Status, reply.ContentType));
            Assert.NotNull(reply.RetryAfter);
            Assert.NotNull(reply.Code);
        });
        var sender = system.NewSender();
        await sender.SendAsync(new FileCase(SyntheticFiling(filing)), TestContext.Current.CancellationToken);
        Assert.Empty(sender.Faults);
        await system.AgreesAsync();
    }

    public static async Task SendAsync(RunningSystem system, int seed)
    {
        var chains = SyntheticYear.Chains(new SyntheticYearOptions
        {
            Seed = seed,
            Network = SyntheticNetwork.Essonne,
            Year = RunningSystem.Year,
            BatchedAnswers = Effort.IsLong ? 300 : 150,
            SingleAnswers = Effort.IsLong ? 150 : 80,
            Complaints = Effort.IsLong ? 30 : 15,
            LastDay = new DateOnly(RunningSystem.Year, 12, 31),
        });
        var sender = system.NewSender();
        await sender.SendAsync(chains, 16, TestContext.Current.CancellationToken);
        Assert.Empty(sender.Faults);
    }

    private static FilingRequest SyntheticFiling(System.Text.Json.Nodes.JsonObject filing) =>
        System.Text.Json.JsonSerializer.Deserialize<FilingRequest>(filing, Synthetic.Sending.Json.Options)!;
}
