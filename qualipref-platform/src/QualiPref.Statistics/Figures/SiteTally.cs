using System.Runtime.InteropServices;
using QualiPref.Contracts.Indicators.V1;

namespace QualiPref.Statistics.Figures;

/// <summary>What the cells of one site add up to over one period.</summary>
internal sealed class SiteTally
{
    private readonly Dictionary<(string Questionnaire, string Question, string Channel), AnswerTally> _answers = [];
    private readonly Dictionary<string, Slices<MeasurementTally>> _measurements = [];

    public Slices<ComplaintTally> Complaints { get; } = new();

    /// <summary>Last day on which the site recorded anything at all; null when it never did.</summary>
    public DateOnly? LastRecord { get; private set; }

    /// <summary>Answers to one question, by channel when that is asked for.</summary>
    public Slices<AnswerTally> AnswersTo(string? questionnaire, string? question, FigureDimensions by)
    {
        var slices = new Slices<AnswerTally>();
        foreach (var (key, tally) in _answers)
        {
            if (key.Questionnaire == questionnaire && key.Question == question)
                slices[by.HasFlag(FigureDimensions.Channel) ? new() { Channel = key.Channel } : Slices<AnswerTally>.Whole].Add(tally);
        }

        return slices;
    }

    public Slices<MeasurementTally>? MeasurementsOf(string indicator) => _measurements.GetValueOrDefault(indicator);

    /// <summary>Adds up the cells of a period in one pass; cells of other days or other sites are passed over.</summary>
    public static IReadOnlyDictionary<string, SiteTally> Read(IEnumerable<SiteDayCell> cells, FigurePeriod period, FigureRequest request)
    {
        var tallies = request.Sites
            .Where(site => request.Site is null || site.Code == request.Site)
            .ToDictionary(site => site.Code, _ => new SiteTally(), StringComparer.Ordinal);
        foreach (var cell in cells)
        {
            if (cell.Date >= period.From && cell.Date <= period.To && tallies.TryGetValue(cell.Site, out var tally))
                tally.Add(cell, period, request);
        }

        return tallies;
    }

    private void Add(SiteDayCell cell, FigurePeriod period, FigureRequest request)
    {
        foreach (var row in cell.Answers)
            Answers(row).Add(row);
        foreach (var row in cell.Complaints)
            Complaints[Slice(row, request.By)].Add(row, request.AsOf);

        // A month that the period only touches cannot be split.
        if (cell.Measurements.Count > 0 && cell.Date.AddMonths(1).AddDays(-1) <= period.To)
        {
            foreach (var row in cell.Measurements)
                Measurements(row)[Slices<MeasurementTally>.Whole].Add(row);
        }

        // By content, not by the cell being there: a correction can leave an empty cell behind, a recomputation from facts does not.
        if ((LastRecord is null || cell.Date > LastRecord) && HasContent(cell))
            LastRecord = cell.Date;
    }

    private static bool HasContent(SiteDayCell cell) =>
        cell.Measurements.Count > 0
        || cell.Complaints.Any(row => row.Received > 0)
        || cell.Answers.Any(row => row.Blank > 0 || row.Options.Count > 0);

    private static FigureBreakdown Slice(ComplaintCount row, FigureDimensions by) => by == FigureDimensions.None
        ? Slices<ComplaintTally>.Whole
        : new()
        {
            Channel = by.HasFlag(FigureDimensions.Channel) ? row.Channel : null,
            Motive = by.HasFlag(FigureDimensions.Motive) ? row.Motive ?? FigureBreakdown.UnqualifiedMotive : null,
            Kind = by.HasFlag(FigureDimensions.Kind) ? row.Kind : null,
            Module = by.HasFlag(FigureDimensions.Module) ? row.Module ?? FigureBreakdown.UnspecifiedModule : null,
        };

    // One look-up per row and nothing allocated: a national year has millions of them.
    private AnswerTally Answers(AnswerCount row) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_answers, (row.Questionnaire, row.Question, row.Channel), out _) ??= new();

    private Slices<MeasurementTally> Measurements(MeasuredCount row)
    {
        if (!_measurements.TryGetValue(row.Indicator, out var slices))
            _measurements.Add(row.Indicator, slices = new());
        return slices;
    }
}
