namespace QualiPref.Statistics.Figures;

/// <summary>All measures of one indicator for one site, or several sites together, over one period.</summary>
internal sealed record ScopeMeasures
{
    /// <summary>Of a site, or network, that does not retain the indicator.</summary>
    public static readonly ScopeMeasures NotRetained =
        new() { Overall = Measure.None, Crossed = new Dictionary<FigureBreakdown, Measure>(), Empty = Measure.None, HasRecords = false };

    public required Measure Overall { get; init; }

    public required IReadOnlyDictionary<FigureBreakdown, Measure> Crossed { get; init; }

    /// <summary>Measure of a slice in which nothing happened.</summary>
    public required Measure Empty { get; init; }

    /// <summary>Whether any of the sites recorded anything at all.</summary>
    public required bool HasRecords { get; init; }

    public Measure Of(FigureBreakdown? slice) => slice is null ? Overall : Crossed.GetValueOrDefault(slice, Empty);

    /// <summary>Sums numerators and denominators over the sites, then computes: never a mean of the sites' values.</summary>
    public static ScopeMeasures Read(IndicatorDefinition definition, IReadOnlyCollection<SiteTally> sites, FigureDimensions by)
    {
        var hasRecords = sites.Any(site => site.LastRecord is not null);
        return definition.Kind switch
        {
            IndicatorKind.SatisfactionRate => From(
                Slices<AnswerTally>.Sum(sites.Select(site => site.AnswersTo(definition.Questionnaire, definition.Question, by))),
                tally => Measure.Satisfaction(definition, tally),
                slice => by.HasFlag(FigureDimensions.Module) ? slice with { Module = definition.Module ?? FigureBreakdown.UnspecifiedModule } : slice),
            IndicatorKind.ComplaintsReceived => FromComplaints(Measure.Received),
            IndicatorKind.ComplaintsAnsweredInTime => FromComplaints(Measure.AnsweredInTime),
            IndicatorKind.ComplaintsResponseDays => FromComplaints(Measure.ResponseDays),
            IndicatorKind.MeasuredRatio => From(
                Slices<MeasurementTally>.Sum(sites.Select(site => site.MeasurementsOf(definition.Code))),
                tally => Measure.Ratio(tally.Numerator, tally.Denominator),
                slice => slice),
            _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Kind, $"Indicator {definition.Code} is of an unknown kind."),
        };

        ScopeMeasures FromComplaints(Func<ComplaintTally, Measure> measure) =>
            From(Slices<ComplaintTally>.Sum(sites.Select(site => site.Complaints(by))), measure, slice => slice);

        ScopeMeasures From<TTally>(Slices<TTally> slices, Func<TTally, Measure> measure, Func<FigureBreakdown, FigureBreakdown> place)
            where TTally : class, ITally<TTally>, new() => new()
            {
                Overall = measure(slices.Overall()),
                Crossed = slices.All
                    .Select(entry => (Slice: place(entry.Key), Tally: entry.Value))
                    // Thanks stand beside the overall figure only; and what was not crossed has no slice to show.
                    .Where(entry => entry.Slice != Slices<TTally>.Whole && entry.Slice.Kind != ComplaintTally.Thanks)
                    .ToDictionary(entry => entry.Slice, entry => measure(entry.Tally)),
                Empty = measure(new TTally()),
                HasRecords = hasRecords,
            };
    }
}
