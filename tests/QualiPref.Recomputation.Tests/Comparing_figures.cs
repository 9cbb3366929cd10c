using System.Text.Json;
using System.Text.Json.Nodes;
using static QualiPref.Recomputation.Tests.Exchanges;

namespace QualiPref.Recomputation.Tests;

public sealed class Comparing_figures
{
    private readonly Recount _recount = Recount(
        Put(1, Answer("91-EVRY", "2026-07-03T12:00:00+02:00", "satisfait")), Put(2, Answer("91-EVRY", "2026-07-03T12:00:00+02:00", "peu-satisfait")),
        Put(3, Answer("91-ETAMPES", "2026-07-03T12:00:00+02:00", "non-concerne")));

    [Fact]
    public void Finds_nothing_when_they_agree()
    {
        Assert.Empty(Compare(Agreeing()));
    }

    [Theory]
    [InlineData("n", "3")]
    [InlineData("excluded", "3")]
    [InlineData("numerator", "2")]
    [InlineData("denominator", "3")]
    [InlineData("value", "0.500000002")]
    [InlineData("interval", "null")]
    [InlineData("interval", """{ "method": "wilson", "level": 0.95, "low": 0.09, "high": 0.9 }""")]
    [InlineData("distribution", """{ "satisfait": 1, "peu-satisfait": 2 }""")]
    [InlineData("period", "\"2025\"")]
    [InlineData("asOf", "\"2026-11-25\"")]
    [InlineData("site", "\"47-AGEN\"")]
    [InlineData("status", "\"missed\"")]
    [InlineData("comparison", """{ "period": "2025", "value": 0.5 }""")]
    public void Finds_each_planted_difference(string member, string wrong)
    {
        var figures = Agreeing();
        figures[0]![member] = JsonNode.Parse(wrong);
        Assert.NotEmpty(Compare(figures));
    }

    [Fact]
    public void Finds_a_missing_site_an_extra_one_and_one_given_twice()
    {
        var figures = Agreeing();
        var evry = figures[0]!.DeepClone();
        figures.RemoveAt(0);
        Assert.Single(Compare(figures));
        figures.Add(evry.DeepClone());
        figures.Add(evry.DeepClone());
        Assert.Contains("given twice", Assert.Single(Compare(figures)), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_balance_that_is_open_or_off_by_one()
    {
        var recount = Recount(
            Put(1, Answer("91-EVRY", "2026-07-03T12:00:00+02:00", "satisfait")), Put(2, Answer("91-EVRY", "2026-07-09T12:00:00+02:00", "satisfait")));
        JsonObject Day(int day, int counted, int pending) => new()
        {
            ["source"] = "surveys",
            ["site"] = "91-EVRY",
            ["date"] = $"2026-07-{day:00}",
            ["received"] = 1,
            ["counted"] = counted,
            ["pending"] = pending,
        };
        JsonElement Balance(params JsonNode[] rows) => JsonSerializer.SerializeToElement(new JsonObject { ["rows"] = new JsonArray(rows) });

        Assert.Empty(BalanceCheck.Compare(recount, "essonne", "2026", [Balance(Day(3, counted: 1, pending: 0), Day(9, counted: 1, pending: 0))]));
        Assert.NotEmpty(BalanceCheck.Compare(recount, "essonne", "2026", [Balance(Day(3, counted: 1, pending: 0), Day(9, counted: 0, pending: 1))]));
        Assert.NotEmpty(BalanceCheck.Compare(recount, "essonne", "2026", [Balance(Day(3, counted: 1, pending: 0))]));
        Assert.NotEmpty(BalanceCheck.Compare(recount, "essonne", "2026", [Balance(Day(3, counted: 1, pending: 0), Day(9, counted: 1, pending: 0), Day(10, counted: 1, pending: 0))]));
    }

    private IReadOnlyList<string> Compare(JsonArray figures) =>
        FigureCheck.Compare(_recount, Query("satisfaction.global"), [.. figures.Select(figure => JsonSerializer.SerializeToElement(figure))]);

    /// <summary>Wilson for 1 of 2: 0.0945312057 to 0.9054687943.</summary>
    private static JsonArray Agreeing() =>
    [
        Figure("91-EVRY", 2, 0, new JsonObject { ["satisfait"] = 1, ["peu-satisfait"] = 1 }),
        Figure("91-PALAISEAU", 0, 0, []),
        Figure("91-ETAMPES", 0, 1, new JsonObject { ["non-concerne"] = 1 }),
        Figure(null, 2, 1, new JsonObject { ["satisfait"] = 1, ["peu-satisfait"] = 1, ["non-concerne"] = 1 }),
    ];

    private static JsonObject Figure(string? site, int n, int excluded, JsonObject distribution) => new()
    {
        ["site"] = site,
        ["period"] = "2026",
        ["asOf"] = "2026-11-24",
        ["n"] = n,
        ["excluded"] = excluded,
        ["numerator"] = n / 2,
        ["denominator"] = n,
        ["value"] = n == 0 ? null : 0.5,
        ["interval"] = n == 0 ? null : new JsonObject { ["method"] = "wilson", ["level"] = 0.95, ["low"] = 0.09453120573423074, ["high"] = 0.9054687942657693 },
        ["distribution"] = distribution,
        ["status"] = n == 0 ? "notMeasured" : "undetermined",
    };
}
