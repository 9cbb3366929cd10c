using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.ComparingRevisions;

/// <summary>Old → new → cause: the overall figures that differ between two revisions of one network and period.</summary>
internal static class RevisionComparison
{
    public static IReadOnlyList<FigureChange> Compare(Revision before, Revision after, CauseTally tally)
    {
        var old = before.Figures.ToDictionary(KeyOf);
        var current = after.Figures.ToDictionary(KeyOf);
        return
        [
            .. from key in current.Keys.Union(old.Keys)
               let was = old.GetValueOrDefault(key)
               let now = current.GetValueOrDefault(key)
               where Differ(was, now)
               select new FigureChange(
                   (now ?? was)!.Id, key.Indicator, key.Site, ValueOf(was), ValueOf(now), [.. Causes(before.Scope, after.Scope, was, now, tally)]),
        ];
    }

    private static (string Indicator, string? Site) KeyOf(Figure figure) => (figure.Indicator, figure.Site);

    private static bool Differ(Figure? was, Figure? now) =>
        was is null || now is null
        || (was.N, was.Excluded, was.Numerator, was.P90) != (now.N, now.Excluded, now.Numerator, now.P90) || !Nullable.Equals(was.Value, now.Value);

    private static FigureValue? ValueOf(Figure? figure) => figure is null ? null : new FigureValue(figure.N, figure.Value);

    private static IEnumerable<CauseCount> Causes(ReportScope before, ReportScope after, Figure? was, Figure? now, CauseTally tally)
    {
        var indicator = (now ?? was)!.Indicator;
        var kind = after.Definitions.Concat(before.Definitions).First(definition => definition.Code == indicator).Kind;
        foreach (var cause in tally.Of(kind, (now ?? was)!.Site)) yield return cause;
        if (was?.DefinitionVersion != now?.DefinitionVersion) yield return new CauseCount("definition", 1);
        // Only this one looks at the date: an open case is late or not.
        if (before.AsOf != after.AsOf && kind == IndicatorKind.ComplaintsAnsweredInTime) yield return new CauseCount("asOf", 1);
    }
}

/// <summary>The figures of one revision and what they are about.</summary>
/// <param name="Scope">What they are about.</param>
/// <param name="Figures">The overall figures.</param>
internal sealed record Revision(ReportScope Scope, IReadOnlyList<Figure> Figures);
