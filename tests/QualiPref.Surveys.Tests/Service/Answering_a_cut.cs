using QualiPref.Contracts.Cuts.V1;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Answering_a_cut(RealEngine engine)
{
    [Fact]
    public async Task Each_site_states_all_its_days_of_the_period_and_the_year_before()
    {
        var inside = new DateOnly[] { new(2024, 4, 1), new(2024, 6, 30), new(2025, 4, 1), new(2025, 6, 30) };
        var outside = new DateOnly[] { new(2024, 3, 31), new(2024, 7, 1), new(2025, 3, 31), new(2025, 7, 1) };
        var answers = inside.Concat(outside).Select(day => Stored.Answer(day)).ToList();
        var pending = Stored.Answer(new DateOnly(2025, 5, 1), "91-ETAMPES", DateTime.UtcNow.AddHours(1));
        await using var host = await SurveysHost.StartOnAsync(engine, null, [.. answers, pending, Stored.Answer(inside[0], "47-AGEN")]);
        var cut = Request("essonne", "2025-Q2");

        await host.AskAsync(cut);

        var statements = host.Told.Statements.ToDictionary(statement => statement.Site);
        Assert.Equal(["91-ETAMPES", "91-EVRY", "91-PALAISEAU"], statements.Keys.Order(StringComparer.Ordinal));
        Assert.All(statements.Values, statement => Assert.Equal(("surveys", cut.CutId), (statement.Source, statement.CutId)));
        Assert.Equal(inside, statements["91-EVRY"].Rows.Select(row => row.Date));
        Assert.Equal(answers.Take(4).Select(answer => Digests.Of((answer.Id, 1, true))), statements["91-EVRY"].Rows.Select(row => row.Digest));
        Assert.Equal((1, 0, 1), statements["91-ETAMPES"].Rows.Select(row => (row.Received, row.Counted, row.Pending)).Single());
        Assert.Empty(statements["91-PALAISEAU"].Rows);
    }

    [Fact]
    public async Task A_redelivery_states_it_again()
    {
        await using var host = await SurveysHost.StartAsync(engine);
        var cut = Request("lot-et-garonne", "2025");
        await host.AskAsync(cut);
        await host.AskAsync(cut);

        Assert.Equal([cut.CutId, cut.CutId], host.Told.Statements.Select(statement => statement.CutId));
    }

    [Fact]
    public async Task A_period_of_several_years_names_each_day_once()
    {
        var days = new DateOnly[] { new(2022, 1, 1), new(2023, 1, 1), new(2024, 12, 31), new(2025, 12, 31) };
        await using var host = await SurveysHost.StartOnAsync(engine, null, [.. days.Select(day => Stored.Answer(day, "47-AGEN"))]);

        await host.AskAsync(Request("lot-et-garonne", "2023-01-01..2025-12-31"));

        Assert.Equal(days, Assert.Single(host.Told.Statements).Rows.Select(row => row.Date));
    }

    [Theory]
    [InlineData("ailleurs", "2025")]
    [InlineData("essonne", "2025-13")]
    public async Task What_is_unknown_is_no_fault_and_not_answered(string network, string period)
    {
        await using var host = await SurveysHost.StartOnAsync(engine, null, Stored.Answer());

        await host.AskAsync(Request(network, period));

        Assert.Empty(host.Told.Everything);
    }

    private static CutRequested Request(string network, string period) =>
        new() { CutId = Guid.CreateVersion7(), Network = network, Period = period, AsOf = new DateOnly(2026, 1, 15), Declared = [] };
}
