using QualiPref.Complaints.Tests.Setup;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Balance;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Answering_a_cut(RealEngine engine)
{
    [Fact]
    public async Task Each_site_states_all_its_days_of_the_period_and_the_year_before()
    {
        var inside = new DateOnly[] { new(2024, 4, 1), new(2024, 6, 30), new(2025, 4, 1), new(2025, 6, 30) };
        var outside = new DateOnly[] { new(2024, 3, 31), new(2024, 7, 1), new(2025, 3, 31), new(2025, 7, 1) };
        var (service, ids) = await RunningComplaints.StartOnAsync(engine,
            [.. inside.Concat(outside).Select(day => new SiteDay("91-EVRY", day)), new SiteDay("91-ETAMPES", inside[3]), new SiteDay("47-AGEN", inside[0])]);
        await using var running = service;
        var cut = new CutRequested { CutId = Guid.CreateVersion7(), Network = "essonne", Period = "2025-Q2", AsOf = new DateOnly(2026, 1, 15), Declared = [] };

        await service.AskAsync(cut);

        var statements = service.Told.Statements.ToDictionary(statement => statement.Site);
        Assert.Equal(["91-ETAMPES", "91-EVRY", "91-PALAISEAU"], statements.Keys.Order(StringComparer.Ordinal));
        Assert.All(statements.Values, statement => Assert.Equal(("complaints", cut.CutId), (statement.Source, statement.CutId)));
        Assert.Equal(inside, statements["91-EVRY"].Rows.Select(row => row.Date));
        Assert.Equal(ids.Take(4).Select(id => Digests.Of((id, 1))), statements["91-EVRY"].Rows.Select(row => row.Digest));
        Assert.Equal((1, 1, 0), statements["91-ETAMPES"].Rows.Select(row => (row.Received, row.Counted, row.Pending)).Single());
        Assert.Empty(statements["91-PALAISEAU"].Rows);
    }
}
