namespace QualiPref.Statistics.Figures;

/// <summary>The figures of a report: of a draft, of an edition, and of an edition computed again years later alike.</summary>
/// <param name="Figures">Overall figures of each site and of the network (site null).</param>
/// <param name="Complaints">Complaints and suggestions received by kind × channel × motive, of each site and of the network (site null); what did not occur is absent.</param>
/// <param name="SiteDays">Site-days with data in the period.</param>
public sealed record ReportFigures(IReadOnlyList<Figure> Figures, IReadOnlyList<ReceivedCount> Complaints, int SiteDays)
{
    /// <summary>Code of the indicator that counts complaints and suggestions.</summary>
    public const string Received = "complaints.received";

    /// <summary>Computes them.</summary>
    /// <param name="overall">All indicators of all sites, crossed by nothing.</param>
    /// <param name="tally">What the cells add up to.</param>
    public static ReportFigures Of(FigureRequest overall, FigureTally tally)
    {
        ArgumentNullException.ThrowIfNull(overall);
        ArgumentNullException.ThrowIfNull(tally);
        var crossed = overall with { Indicator = Received, By = FigureDimensions.Kind | FigureDimensions.Channel | FigureDimensions.Motive };
        return new ReportFigures(FigureCalculator.Calculate(overall, tally), Counts(FigureCalculator.Calculate(crossed, tally)), tally.SiteDays);
    }

    private static IReadOnlyList<ReceivedCount> Counts(IReadOnlyList<Figure> crossed) =>
    [
        .. crossed
            .Where(figure => figure is { Breakdown: not null, N: > 0 })
            .Select(figure => new ReceivedCount(figure.Site, figure.Breakdown!.Kind!, figure.Breakdown.Channel!, figure.Breakdown.Motive!, figure.N)),
    ];
}

/// <summary>Cases received that share site, kind, channel and motive.</summary>
/// <param name="Site">Code of the site, null for the network.</param>
/// <param name="Kind"><c>complaint</c> or <c>suggestion</c>.</param>
/// <param name="Channel">Channel code.</param>
/// <param name="Motive">Motive code, or <see cref="FigureBreakdown.UnqualifiedMotive"/>.</param>
/// <param name="Received">Cases, at least 1.</param>
public sealed record ReceivedCount(string? Site, string Kind, string Channel, string Motive, long Received);
