using MongoDB.Driver;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>The engine of the tests does not carry it out. That is why no test of a service asks how its queries are planned.</summary>
public sealed class A_query_that_no_index_serves(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_refused()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);

        await Assert.ThrowsAsync<MongoCommandException>(() => indicators.Database.Facts.Find(fact => fact.Version == 7).ToListAsync(Token));
        await Assert.ThrowsAsync<MongoWriteException>(() => indicators.Database.Facts.DeleteOneAsync(fact => fact.Version == 7, Token));
    }
}
