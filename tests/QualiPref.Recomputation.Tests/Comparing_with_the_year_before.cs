using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Synthetic.Sending;
using static QualiPref.Recomputation.Tests.Exchanges;

namespace QualiPref.Recomputation.Tests;

public sealed class Comparing_with_the_year_before
{
    private static readonly Exchange[] ThisYear = Cases(1, 40, "91-EVRY", "2026-03-10");

    [Fact]
    public void Begins_with_the_first_case_where_the_service_started_within_it()
    {
        var comparison = Recount([.. ThisYear, .. Cases(101, 20, "91-EVRY", "2025-09-01")]).Total("complaints.received").Comparison!;

        Assert.Equal((20, 20.0), (comparison.N, comparison.Difference));
        Assert.Equal((new DateOnly(2025, 9, 1), new DateOnly(2025, 12, 31)), (comparison.From, comparison.To));
        // 1 January to 24 November of the running year.
        Assert.Equal((328, 122), (comparison.Days, comparison.PreviousDays));
    }

    [Fact]
    public void Begins_with_the_period_where_anything_was_received_before_it()
    {
        var comparison = Recount([.. ThisYear, .. Cases(101, 20, "91-EVRY", "2025-09-01"), .. Cases(201, 1, "91-EVRY", "2024-11-30")]).Total("complaints.received").Comparison!;

        Assert.Equal((new DateOnly(2025, 1, 1), 365), (comparison.From, comparison.PreviousDays));
    }

    [Fact]
    public void Adds_up_the_days_of_each_site()
    {
        var comparison = Recount([.. ThisYear, .. Cases(101, 20, "91-EVRY", "2025-09-01"), .. Cases(201, 5, "91-ETAMPES", "2025-12-30")]).Total("complaints.received").Comparison!;

        Assert.Equal((new DateOnly(2025, 9, 1), 122 + 2), (comparison.From, comparison.PreviousDays));
        Assert.Equal(328 * 2, comparison.Days);
    }

    [Fact]
    public void Says_nothing_of_a_rate_on_fewer_than_30_cases_and_compares_any_count()
    {
        JsonObject Answered(int day) => Answer("91-EVRY", $"2026-07-{day:00}T12:00:00+02:00", "satisfait");
        JsonObject Before(int day) => Answer("91-EVRY", $"2025-07-{day:00}T12:00:00+02:00", "satisfait");
        var answers = Enumerable.Range(1, 30).Select(day => Put(day, Answered(day))).Concat(Enumerable.Range(1, 29).Select(day => Put(100 + day, Before(day))));
        var recount = Recount([.. answers, File(500, "91-EVRY", "2025-07-01"), File(501, "91-EVRY", "2026-07-01")]);

        Assert.False(recount.Total("satisfaction.global").Comparison!.CanBeSaid);
        Assert.Equal(("met", "undetermined"), (recount.Total("satisfaction.global").Status, recount.Total("satisfaction.global", "2025").Status));
        Assert.True(recount.Total("complaints.received").Comparison!.CanBeSaid);
    }

    [Theory]
    [InlineData("n", "21")]
    [InlineData("from", "\"2025-01-01\"")]
    [InlineData("to", "\"2025-12-30\"")]
    [InlineData("days", "365")]
    [InlineData("previousDays", "365")]
    [InlineData("verdict", "\"undetermined\"")]
    public void Finds_each_planted_difference(string member, string wrong)
    {
        var recount = Recount([.. ThisYear, .. Cases(101, 20, "91-EVRY", "2025-09-01")]);
        var query = Query("complaints.received") with { Network = null, Site = "91-EVRY" };
        var figure = new JsonObject
        {
            ["site"] = "91-EVRY",
            ["period"] = "2026",
            ["asOf"] = "2026-11-24",
            ["n"] = 40,
            ["value"] = 40,
            ["comparison"] = new JsonObject
            {
                ["value"] = 20,
                ["n"] = 20,
                ["from"] = "2025-09-01",
                ["to"] = "2025-12-31",
                ["days"] = 328,
                ["previousDays"] = 122,
                ["difference"] = 20,
                ["verdict"] = "notDistinguishable",
            },
        };
        Assert.Empty(FigureCheck.Compare(recount, query, [JsonSerializer.SerializeToElement(figure)]));

        figure["comparison"]![member] = JsonNode.Parse(wrong);

        Assert.Single(FigureCheck.Compare(recount, query, [JsonSerializer.SerializeToElement(figure)]));
    }

    private static Exchange[] Cases(int firstId, int count, string site, string receivedOn) =>
        [.. Enumerable.Range(firstId, count).Select(id => File(id, site, receivedOn))];
}
