using MongoDB.Bson;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>What a replica read for them is of no use any more and must not keep it from remembering what it reads for the next.</summary>
public sealed class After_cuts_that_another_replica_ended(RealEngine engine)
{
    private const int AllThatIsRemembered = 4;

    private readonly Ledgers _ledgers = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_is_taken_from_what_was_read_once()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine, "--QualiPref:Indicators:CutAskInterval=00:00:00.1");
        var missing = Given.Answer();
        await _ledgers.AddAsync(indicators, Given.Answer(date: "2025-03-02"), Given.Answer());
        await indicators.SettledAsync();
        _ledgers.Note(missing);
        Guid[] ended = [.. Enumerable.Range(0, AllThatIsRemembered).Select(_ => Guid.NewGuid())];
        foreach (var cut in ended) await RequestAndWaitAsync(indicators, cut);
        foreach (var cut in ended) await EndElsewhereAsync(indicators, cut);

        var next = Guid.NewGuid();
        await RequestAndWaitAsync(indicators, next);
        // A month that agreed is not read again: it would disagree now.
        await indicators.Database.FactsAsStored.DeleteOneAsync(new BsonDocument { ["site"] = Given.Site, ["date"] = "2025-03-02" }, Token);
        await indicators.PublishAsync(Given.Recorded(missing));

        Assert.NotNull((await indicators.EndOfAsync(next)).RootDigest);
    }

    private async Task RequestAndWaitAsync(RunningIndicators indicators, Guid cut)
    {
        await indicators.RequestCutAsync(cut, "2026-03");
        await _ledgers.AnswerAsync(indicators, cut);
        await Eventually.ReadsAsync("the site was read and waits for the missing answer", token => indicators.Service<CutStore>().SitesAsync(cut, token),
            sites => sites.GetValueOrDefault(Given.Site)?.Asked is not null, cancellationToken: Token);
    }

    private static async Task EndElsewhereAsync(RunningIndicators indicators, Guid cut)
    {
        var store = indicators.Service<CutStore>();
        await store.TryEndAsync((await store.FindAsync(cut, Token))!, new CutTaken { CutId = cut, Open = [] }, DateTime.UtcNow, Token);
        await store.ClearAsync(cut, Token);
    }
}
