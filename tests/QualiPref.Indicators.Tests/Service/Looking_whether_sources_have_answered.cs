using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>A cut is looked at up to ten times a second; the statements of a whole network are too large to be read each time.</summary>
public sealed class Looking_whether_sources_have_answered(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_no_statement_even_in_a_database_of_the_version_before()
    {
        await using var queries = new HeardQueries(engine);
        await using var indicators = await RunningIndicators.PrepareAsync(engine, settings: [$"--QUALIPREF_MONGO={queries.ConnectionString}"]);
        await IndexAsBeforeAsync(indicators.Database);
        var cut = Guid.NewGuid();
        await indicators.RequestCutAsync(cut, "2026-03");
        await new Ledgers().AnswerAsync(indicators, cut);
        var asked = await indicators.Service<CutStore>().FindAsync(cut, Token);
        queries.Forget();

        Assert.Equal(Ledgers.Sites, await indicators.Service<CutStatementStore>().AnsweredSitesAsync(asked!, Token));

        var plan = await queries.PlanAsync(Assert.Single(queries.Of("cutStatements")), Token);
        Assert.Equal((0, 2 * Ledgers.Sites.Length), (plan.Read, plan.Shown));
    }

    private static async Task IndexAsBeforeAsync(IndicatorsDatabase database)
    {
        await database.CutStatements.Indexes.CreateOneAsync(
            new CreateIndexModel<CutStatementDocument>(new BsonDocument("cut", 1), new CreateIndexOptions { Name = "cut" }), null, Token);
        await database.PrepareAsync(Token);
    }
}
