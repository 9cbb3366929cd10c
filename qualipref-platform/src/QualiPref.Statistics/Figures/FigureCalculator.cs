using QualiPref.Statistics.Inference;

namespace QualiPref.Statistics.Figures;

/// <summary>Computes figures from what cells add up to: same request and same tally, same figures.</summary>
public static class FigureCalculator
{
    /// <summary>Computes the figures of each site and, when no site is asked for, of the network.</summary>
    /// <param name="request">What to compute.</param>
    /// <param name="tally">From what; it is only read, and may serve several requests.</param>
    /// <returns>
    /// By indicator, then by site with the total last: the overall figure followed by its crossed ones, in ordinal order of their codes.
    /// Empty when the site or indicator asked for is not among those given. A slice of either period is shown for both.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A rate whose numerator is negative or above its denominator.</exception>
    public static IReadOnlyList<Figure> Calculate(FigureRequest request, FigureTally tally)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(tally);
        var drafts = new List<Draft>();
        foreach (var definition in request.Definitions.Where(one => request.Indicator is null || one.Code == request.Indicator))
        {
            foreach (var scope in Scopes(request, definition))
                AddFigures(drafts, request, tally, definition, scope);
        }

        AdjustForMultiplicity([.. drafts.Where(draft => draft.Figure.Breakdown is null)]);
        AdjustForMultiplicity([.. drafts.Where(draft => draft.Figure.Breakdown is not null)]);
        return [.. drafts.Select(draft => draft.Figure)];
    }

    /// <summary>Each site asked for, then the network; with the sites among them that retain the indicator.</summary>
    private static IEnumerable<Scope> Scopes(FigureRequest request, IndicatorDefinition definition)
    {
        bool Retains(SiteScope site) => definition.Module is null || site.Modules.Contains(definition.Module);

        foreach (var site in request.Sites.Where(one => request.Site is null || one.Code == request.Site))
            yield return new(site.Code, Retains(site) ? [site.Code] : []);
        if (request.Site is null)
            yield return new(null, [.. request.Sites.Where(Retains).Select(site => site.Code)]);
    }

    private static void AddFigures(List<Draft> drafts, FigureRequest request, FigureTally tally, IndicatorDefinition definition, Scope scope)
    {
        var now = Measures(tally.Current);
        var before = tally.Previous is null ? null : Measures(tally.Previous);
        var slices = now.Crossed.Keys.Union(before?.Crossed.Keys ?? [])
            .OrderBy(slice => slice.Channel, StringComparer.Ordinal).ThenBy(slice => slice.Motive, StringComparer.Ordinal)
            .ThenBy(slice => slice.Kind, StringComparer.Ordinal).ThenBy(slice => slice.Module, StringComparer.Ordinal);
        foreach (var slice in slices.Prepend(null))
        {
            var draft = new Draft(Describe(request, tally, definition, scope, slice, now.Of(slice)));
            if (before is not null)
                Compare(draft, request, tally, definition.Kind, scope, now, before);
            drafts.Add(draft);
        }

        ScopeMeasures Measures(IReadOnlyDictionary<string, SiteTally> tallies) => scope.Retaining.Count == 0
            ? ScopeMeasures.NotRetained
            : ScopeMeasures.Read(definition, [.. scope.Retaining.Select(site => tallies[site])], request.By);
    }

    private static Figure Describe(
        FigureRequest request, FigureTally tally, IndicatorDefinition definition, Scope scope, FigureBreakdown? slice, Measure measure) => new()
        {
            Id = new FigureId(definition.Code, request.Network, scope.Site, tally.Period.Text, tally.AsOf, slice).Format(),
            Indicator = definition.Code,
            Site = scope.Site,
            Period = tally.Period.Text,
            AsOf = tally.AsOf,
            DefinitionVersion = definition.Version,
            N = measure.N,
            Excluded = measure.Excluded,
            Numerator = measure.Numerator,
            Denominator = measure.Denominator,
            Value = measure.Value,
            Interval = measure.Interval,
            Distribution = measure.Distribution,
            Target = definition.Target,
            Status = Judging.Status(definition, request.Format, scope.Retaining.Count > 0, measure),
            Comparison = null,
            Breakdown = slice,
            P90 = measure.P90,
            BackDated = measure.BackDated,
            Partial = measure.Partial,
        };

    private static void Compare(
        Draft draft, FigureRequest request, FigureTally tally, IndicatorKind kind, Scope scope, ScopeMeasures now, ScopeMeasures before)
    {
        Measure current = now.Of(draft.Figure.Breakdown), previous = before.Of(draft.Figure.Breakdown);
        if (current.Value is not { } value || previous.Value is not { } previousValue)
            return;
        // A count is 0 without any data too, but a period in which nothing at all was recorded is no yardstick.
        if (!now.HasRecords || !before.HasRecords)
            return;
        var period = tally.ComparisonPeriod!;
        if (Observed(tally.Period, tally.Current) is not { } days || Observed(period, tally.Previous!) is not { } previousDays)
            return;

        var test = Judging.Test(kind, current, days.Days, previous, previousDays.Days);
        draft.Direction = test.Direction;
        draft.IsTested = Judging.IsEnough(kind, request.Format, current) && Judging.IsEnough(kind, request.Format, previous);
        draft.Figure = draft.Figure with
        {
            Comparison = new()
            {
                Period = period.Text,
                Value = previousValue,
                N = previous.N,
                From = previousDays.From,
                To = previousDays.To,
                Days = days.Days,
                PreviousDays = previousDays.Days,
                Difference = value - previousValue,
                Interval = Judging.IntervalOfDifference(current, previous),
                PValue = test.PValue,
                AdjustedPValue = test.PValue,
                Verdict = ComparisonVerdict.Undetermined,
            },
        };

        ObservedDays? Observed(FigurePeriod within, IReadOnlyDictionary<string, SiteTally> tallies) => ObservedDays.Of(
            request.Format, within, tally.AsOf, [.. scope.Retaining.Select(site => (tally.SinceOf(site, FigureSource.Of(kind)), tallies[site].LastRecord))]);
    }

    /// <summary>Those that rest on too few cases are not tested, and make no other test stricter.</summary>
    private static void AdjustForMultiplicity(IReadOnlyList<Draft> level)
    {
        var family = level.Where(draft => draft.IsTested).ToList();
        var adjusted = HolmAdjustment.Adjust([.. family.Select(draft => draft.Figure.Comparison!.PValue)]);
        foreach (var (draft, pValue) in family.Zip(adjusted))
        {
            draft.Figure = draft.Figure with
            {
                Comparison = draft.Figure.Comparison! with { AdjustedPValue = pValue, Verdict = Judging.Verdict(pValue, draft.Direction) },
            };
        }
    }

    private sealed record Scope(string? Site, IReadOnlyList<string> Retaining);

    /// <summary>A figure whose comparison waits for the others of its family.</summary>
    private sealed class Draft(Figure figure)
    {
        public Figure Figure { get; set; } = figure;

        public int Direction { get; set; }

        /// <summary>Whether it has a comparison of which something can be said.</summary>
        public bool IsTested { get; set; }
    }
}
