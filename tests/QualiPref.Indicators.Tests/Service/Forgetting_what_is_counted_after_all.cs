using MongoDB.Bson;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.ParkingFacts;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>Items that stay parked do not keep one from being forgotten that became a fact.</summary>
public sealed class Forgetting_what_is_counted_after_all(RealEngine engine)
{
    private const int MoreThanOneLook = 1_000;

    private static readonly DateTime Start = new(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reaches_the_youngest_behind_any_number_that_stay()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var parked = indicators.Service<ParkedStore>();
        // The last by id as well as by time.
        var counted = Given.Answer() with { ResponseId = new Guid("ffffffff-ffff-7fff-bfff-ffffffffffff") };
        var items = Enumerable.Range(0, MoreThanOneLook).Select(_ => Given.Answer()).Append(counted);
        await parked.ParkAsync([.. items.Select((answer, place) => Parked(answer, Start.AddSeconds(place)))], Token);
        await indicators.PublishAsync(Given.Recorded(counted));

        indicators.StartWorker<ParkedFactsWorker>();

        await Eventually.ReadsAsync("the one that was counted is forgotten", parked.CountAsync, left => left == MoreThanOneLook, cancellationToken: Token);
    }

    private static ParkedDocument Parked(SurveyResponseState answer, DateTime at)
    {
        var id = new FactKey(FactSources.Surveys, answer.ResponseId).ToBson();
        id["version"] = answer.Version;
        return new ParkedDocument { Id = id, Reason = "Why", ParkedAt = at, Site = Given.Site, Date = answer.Date, Item = answer.ToBsonDocument() };
    }
}
