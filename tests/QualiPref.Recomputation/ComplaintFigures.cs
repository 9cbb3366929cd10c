namespace QualiPref.Recomputation;

/// <summary>The three complaint indicators over cases chosen by date of reception.</summary>
internal static class ComplaintFigures
{
    public static IEnumerable<ExpectedFigure> Of(FigureQuery query, string? site, IReadOnlyList<CaseFact> cases)
    {
        yield return One(query, site, [], [.. cases.Where(one => one.Counted)]);
        if (query.By.Count == 0)
            yield break;
        foreach (var group in cases.Where(one => one.Counted)
            .GroupBy(one => string.Join('\n', query.By.Select(dimension => one.Dimension(dimension) ?? "\0"))))
            yield return One(query, site, [.. query.By.Select(group.First().Dimension)], [.. group]);
    }

    private static ExpectedFigure One(FigureQuery query, string? site, IReadOnlyList<string?> breakdown, IReadOnlyList<CaseFact> cases) =>
        query.Indicator switch
        {
            "complaints.received" => new ExpectedFigure { Site = site, Breakdown = breakdown, N = cases.Count, Value = cases.Count },
            "complaints.answeredInTime" => InTime(site, breakdown, cases, query.AsOf),
            "complaints.responseDays" => Days(site, breakdown, [.. cases.Select(one => one.ResponseDays).OfType<int>().Order()]),
            _ => throw new NotSupportedException(query.Indicator),
        };

    private static ExpectedFigure InTime(string? site, IReadOnlyList<string?> breakdown, IReadOnlyList<CaseFact> cases, DateOnly asOf)
    {
        var inTime = cases.Count(one => one.Verdict is Verdict.InTime);
        var judged = cases.Count(one => one.Verdict is Verdict.InTime or Verdict.Late || (one.Verdict is Verdict.Pending && one.DueOn < asOf));
        return new ExpectedFigure
        {
            Site = site,
            Breakdown = breakdown,
            N = judged,
            Numerator = inTime,
            Value = judged == 0 ? null : (double)inTime / judged,
            Interval = judged == 0 ? null : Wilson.Interval(inTime, judged),
        };
    }

    /// <param name="site">Code of the site.</param>
    /// <param name="breakdown">Values of the dimensions.</param>
    /// <param name="days">Response days in ascending order; rank k is at index k − 1.</param>
    private static ExpectedFigure Days(string? site, IReadOnlyList<string?> breakdown, int[] days)
    {
        var n = days.Length;
        return new ExpectedFigure
        {
            Site = site,
            Breakdown = breakdown,
            N = n,
            Value = n == 0 ? null : (days[((n + 1) / 2) - 1] + days[n / 2]) / 2.0,
            P90 = n == 0 ? null : days[(((9 * n) + 9) / 10) - 1],
        };
    }
}
