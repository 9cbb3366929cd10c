using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Overruling(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replaces_a_higher_version_and_keeps_it_as_past()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var answer = Given.Answer();
        await indicators.PublishAsync(Given.Recorded(answer.Voided()));

        await indicators.PublishAsync(Given.Recorded(answer) with { Overrules = true });

        var fact = await FactAsync(indicators);
        Assert.Equal(1, fact.Version);
        var past = Assert.Single(fact.Past!);
        Assert.Equal(2, past["version"].AsInt32);
        Assert.Equal(FactHash.Of(Given.Site, Given.Date, 2, past["state"].AsBsonDocument), past["hash"].AsByteArray);
    }

    [Fact]
    public async Task Replaces_other_content_under_an_equal_version_and_makes_both_days_dirty()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var answer = Given.Answer();
        await indicators.PublishAsync(Given.Recorded(answer with { Date = Given.Day("2026-03-12") }));

        await indicators.PublishAsync(Given.Recorded(answer) with { Overrules = true });

        var fact = await FactAsync(indicators);
        Assert.Equal(Given.Day(Given.Date), fact.Date);
        Assert.Equal(["91-EVRY|2026-03-10", "91-EVRY|2026-03-12"], fact.Dirty!.Order());
        Assert.Equal(FactHash.Of(Given.Site, Given.Date, 1, fact.Current), fact.Hash);
    }

    [Fact]
    public async Task Changes_nothing_when_the_fact_is_exactly_so()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var message = Given.Changed(Given.Case());
        await indicators.PublishAsync(message);
        var before = (await FactAsync(indicators)).ToBsonDocument();

        await indicators.PublishAsync(message with { Overrules = true });

        Assert.Equal(before, (await FactAsync(indicators)).ToBsonDocument());
    }

    [Fact]
    public async Task Takes_what_was_not_held_at_all()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var answer = Given.Answer();

        await indicators.PublishAsync(Given.Recorded(answer, answer.Voided()) with { Overrules = true });

        Assert.Equal(2, (await FactAsync(indicators)).Version);
    }

    [Fact]
    public async Task Is_not_done_by_a_usual_message_of_an_equal_version()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var answer = Given.Answer("satisfait");
        await indicators.PublishAsync(Given.Recorded(answer));

        await indicators.PublishAsync(Given.Recorded(answer with { Choices = new Dictionary<string, string> { ["global"] = "peu-satisfait" } }));

        var fact = await FactAsync(indicators);
        Assert.Equal("satisfait", fact.Current["choices"]["global"].AsString);
        Assert.Null(fact.Past);
    }

    [Fact]
    public async Task Parks_a_bad_item_as_always()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);

        await indicators.PublishAsync(Given.Recorded(Given.Answer()) with { Site = "99-NULLEPART", Overrules = true });

        Assert.Equal(0, await indicators.Database.Facts.EstimatedDocumentCountAsync(null, Token));
        Assert.Equal(1, await indicators.Database.Parked.EstimatedDocumentCountAsync(null, Token));
    }

    private static Task<FactDocument> FactAsync(RunningIndicators indicators) =>
        indicators.Database.Facts.Find(FilterDefinition<FactDocument>.Empty).SingleAsync(Token);
}
