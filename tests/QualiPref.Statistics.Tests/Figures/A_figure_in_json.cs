using System.Text.Json;
using QualiPref.Statistics.Figures;
using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class A_figure_in_json
{
    private static readonly JsonSerializerOptions s_indented = new(JsonSerializerOptions.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Reference values of the intervals: 40 decimal digits in Python's decimal module, to the 15th digit.</summary>
    [Fact]
    public void Has_the_shape_of_the_public_contract()
    {
        var request = Request(Satisfaction, Cell().With(Answers(3, 1, 2, channel: "web"))) with
        {
            Site = Evry,
            By = FigureDimensions.Channel,
            ComparisonPeriod = YearBefore,
            ComparisonCells = [Cell(date: new(2025, 7, 3)).With(Answers(3, 1, channel: "web"))],
        };

        Assert.Equal(
            """
            {
              "id": "satisfaction.global~essonne~91-EVRY~2026~2026-11-23~channel.web",
              "indicator": "satisfaction.global",
              "site": "91-EVRY",
              "period": "2026",
              "asOf": "2026-11-23",
              "definitionVersion": 3,
              "n": 4,
              "excluded": 2,
              "numerator": 3,
              "denominator": 4,
              "value": 0.75,
              "interval": {
                "method": "wilson",
                "level": 0.95,
                "low": 0.3006418425824019,
                "high": 0.9544127391902995
              },
              "distribution": {
                "non-concerne": 2,
                "peu-satisfait": 1,
                "satisfait": 3
              },
              "target": 0.85,
              "status": "undetermined",
              "comparison": {
                "period": "2025",
                "value": 0.75,
                "n": 4,
                "from": "2025-07-03",
                "to": "2025-12-31",
                "days": 327,
                "previousDays": 182,
                "difference": 0,
                "interval": {
                  "method": "newcombe",
                  "level": 0.95,
                  "low": -0.4936672174461459,
                  "high": 0.4936672174461459
                },
                "pValue": 1,
                "adjustedPValue": 1,
                "verdict": "undetermined"
              },
              "breakdown": {
                "channel": "web"
              }
            }
            """,
            JsonSerializer.Serialize(Calculate(request)[1], s_indented));
    }

    [Fact]
    public void Shows_p90_and_back_dated_cases_only_where_they_have_a_meaning()
    {
        var cell = Cell().With(Cases(1) with { InTime = 1, BackDated = 1, ResponseDays = [new(4, 1)] });
        var days = JsonSerializer.SerializeToElement(Figure(ResponseDays, cell), JsonSerializerOptions.Web);
        var received = JsonSerializer.SerializeToElement(Figure(Received, cell), JsonSerializerOptions.Web);

        Assert.Equal((4, 1), (days.GetProperty("p90").GetInt32(), days.GetProperty("backDated").GetInt32()));
        Assert.False(received.TryGetProperty("p90", out _));
        Assert.Equal(JsonValueKind.Null, received.GetProperty("denominator").ValueKind);
        Assert.Equal(JsonValueKind.Null, received.GetProperty("interval").ValueKind);
        Assert.Equal(JsonValueKind.Null, received.GetProperty("comparison").ValueKind);
    }

    [Fact]
    public void Comes_back_the_same()
    {
        var json = JsonSerializer.Serialize(Figure(Satisfaction, Cell().With(Answers(3, 1))), JsonSerializerOptions.Web);

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<Figure>(json, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
    }
}
