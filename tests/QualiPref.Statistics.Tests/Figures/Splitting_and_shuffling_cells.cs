using System.Text.Json;
using CsCheck;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Statistics.Figures;
using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

/// <summary>Each row of each cell becomes a cell of its own, in any order, or all of a month or year one sum: the figures must be the same to the last digit.</summary>
public sealed class Splitting_and_shuffling_cells
{
    private static readonly Gen<AnswerCount> s_answers =
        from counts in Gen.Int[0, 30].Array[4]
        from channel in Gen.OneOf("kiosk", "web", "paper")
        select Answers(counts[0], counts[1], counts[2], counts[3], channel);

    private static readonly Gen<ComplaintCount> s_cases =
        from counts in Gen.Int[0, 5].Array[4]
        from kind in Gen.OneOf("complaint", "suggestion", "thanks")
        from motive in Gen.OneOf<string?>("attente", "accueil", null)
        from days in Gen.Int[0, 30]
        from dueIn in Gen.Int[-3, 3]
        select Cases(counts.Sum(), kind, motive: motive) with
        {
            InTime = counts[0],
            Late = counts[1],
            BackDated = counts[2],
            ResponseDays = counts[0] + counts[1] == 0 ? [] : [new(days, counts[0] + counts[1])],
            Undecided = counts[3] == 0 ? [] : [new(new DateOnly(2026, 11, 23).AddDays(dueIn), counts[3])],
        };

    private static readonly Gen<MeasuredCount> s_measured =
        from lost in Gen.Int[0, 20]
        from reached in Gen.Int[0, 200]
        select new MeasuredCount("phone.lostCalls", lost, lost + reached);

    private static readonly Gen<SiteDayCell[]> s_cells =
        (from site in Gen.OneOf(Evry, Etampes, "47-AGEN")
         from month in Gen.Int[-18, 12]
         from answers in s_answers.Array[0, 3]
         from cases in s_cases.Array[0, 3]
         from measured in s_measured.Array[0, 2]
         select Cell(site, new DateOnly(2026, 1, 1).AddMonths(month)).With(answers).With(cases).With(measured)).Array[0, 12];

    [Fact]
    public void Changes_no_figure() => s_cells
        .SelectMany(cells => Gen.Shuffle(cells.SelectMany(Split).ToArray()), (whole, split) => (whole, split))
        .Sample(cells => Assert.Equal(Figures(cells.whole), Figures(cells.split)));

    [Fact]
    public void Adding_them_up_by_month_and_by_year_changes_no_figure() => s_cells
        .Select(cells => cells.DistinctBy(cell => (cell.Site, cell.Date)).ToArray())
        .Sample(cells =>
        {
            var months = cells.GroupBy(cell => (cell.Site, From: cell.Date)).Select(month => SpanOf(month.Key.Site, month.Key.From, 1, sum => sum.Add(month.Single()))).ToList();
            var years = months.GroupBy(month => (month.Site, month.From.Year)).Select(year => SpanOf(year.Key.Site, new DateOnly(year.Key.Year, 1, 1), 12, sum =>
            {
                foreach (var month in year)
                    sum.Add(month);
            })).ToList();

            Assert.Equal(Figures(cells), Figures([], months));
            Assert.Equal(Figures(cells), Figures([], years));
        });

    private static SiteSpan SpanOf(string site, DateOnly from, int months, Action<SiteSpanSum> add)
    {
        var sum = new SiteSpanSum(site, from, from.AddMonths(months).AddDays(-1));
        add(sum);
        return sum.ToSpan();
    }

    private static IEnumerable<SiteDayCell> Split(SiteDayCell cell) =>
        [
            .. cell.Answers.SelectMany(Split).Select(row => Cell(cell.Site, cell.Date).With(row)),
            .. cell.Complaints.Select(row => Cell(cell.Site, cell.Date).With(row)),
            .. cell.Measurements.Select(row => Cell(cell.Site, cell.Date).With(row)),
            Cell(cell.Site, cell.Date),
        ];

    private static IEnumerable<AnswerCount> Split(AnswerCount row) =>
        [.. row.Options.Select(option => row with { Options = [option], Blank = 0 }), row with { Options = [] }];

    private static string Figures(SiteDayCell[] cells, IReadOnlyList<SiteSpan>? spans = null) => JsonSerializer.Serialize(Calculate(
        Request(Satisfaction, cells) with
        {
            Definitions = [Satisfaction, Received, InTime, ResponseDays, LostCalls],
            ComparisonPeriod = YearBefore,
            Spans = spans ?? [],
            By = FigureDimensions.Channel | FigureDimensions.Motive,
        }));
}
