namespace QualiPref.Recomputation;

/// <summary>
/// What a figure is compared with: the same period a year before, from the first day of which the source had anything to say. A day on which nothing was
/// counted still was a day of service when the source told something in a month before both periods, or on an earlier day within them.
/// </summary>
internal sealed class Comparisons
{
    /// <summary>Fewest cases in either period of a rate or delay of which anything is said.</summary>
    public const int Fewest = 30;

    private readonly FigureQuery _query;
    private readonly AnswerLedger _answers;
    private readonly CaseLedger _cases;
    private readonly List<DateOnly> _days = [], _previousDays = [];

    /// <param name="query">What was asked.</param>
    /// <param name="sites">The site, or all sites of the total.</param>
    /// <param name="answers">All answers.</param>
    /// <param name="cases">All cases.</param>
    public Comparisons(FigureQuery query, IReadOnlyList<string> sites, AnswerLedger answers, CaseLedger cases)
    {
        (_query, _answers, _cases) = (query, answers, cases);
        var (current, previous) = (Period.Parse(query.Period), Period.Parse(query.Period).YearBefore());
        if (!AnyOn(sites, current) || !AnyOn(sites, previous))
            return;
        _days.AddRange(sites.SelectMany(site => DaysOf(site, current, current, previous)));
        _previousDays.AddRange(sites.SelectMany(site => DaysOf(site, previous, current, previous)));
    }

    /// <summary>The comparison of a figure; null when one of the two has no value, or one of the periods no day.</summary>
    /// <param name="now">The figure.</param>
    /// <param name="before">The same of the year before.</param>
    public ExpectedComparison? Of(ExpectedFigure now, ExpectedFigure before) =>
        now.Value is not { } value || before.Value is not { } previousValue || _days.Count == 0 || _previousDays.Count == 0 ? null : new()
        {
            N = before.N,
            Value = previousValue,
            Difference = value - previousValue,
            From = _previousDays.Min(),
            To = _previousDays.Max(),
            Days = _days.Count,
            PreviousDays = _previousDays.Count,
            CanBeSaid = _query.Indicator == "complaints.received" || Math.Min(now.N, before.N) >= Fewest,
        };

    /// <summary>The days of service of a site, one by one.</summary>
    private IEnumerable<DateOnly> DaysOf(string site, Period period, Period current, Period previous)
    {
        var isAnswer = _query.Indicator.StartsWith("satisfaction.", StringComparison.Ordinal);
        var counted = (isAnswer ? CountedAnswers(site) : AllCases(site)).ToHashSet();
        var told = isAnswer ? _answers.Facts.Values.Where(one => one.Site == site).Select(one => one.Day) : AllCases(site);
        var firstOfBoth = current.From < previous.From ? current.From : previous.From;
        var wasHeardBefore = told.Any(day => new DateOnly(day.Year, day.Month, 1).AddMonths(1) <= firstOfBoth);
        var last = CountedAnswers(site).Concat(AllCases(site)).Where(period.Contains).Append(_query.AsOf).Max();
        var hasBegun = wasHeardBefore || counted.Any(day => day < period.From && (current.Contains(day) || previous.Contains(day)));
        for (var day = period.From; day <= period.To && day <= last; day = day.AddDays(1))
        {
            hasBegun |= counted.Contains(day);
            if (hasBegun)
                yield return day;
        }
    }

    private bool AnyOn(IReadOnlyList<string> sites, Period period) =>
        sites.Any(site => CountedAnswers(site).Concat(AllCases(site)).Any(period.Contains));

    private IEnumerable<DateOnly> CountedAnswers(string site) => _answers.Facts.Values.Where(one => one.Counts && one.Site == site).Select(one => one.Day);

    private IEnumerable<DateOnly> AllCases(string site) => _cases.Facts.Values.Where(one => one.Site == site).Select(one => one.ReceivedOn);
}

/// <summary>A comparison as it should be.</summary>
public sealed record ExpectedComparison
{
    /// <summary>n of the year before.</summary>
    public required long N { get; init; }

    /// <summary>Value of the year before.</summary>
    public required double Value { get; init; }

    /// <summary>Value minus that of the year before.</summary>
    public required double Difference { get; init; }

    /// <summary>First day of service in the year before.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of service in the year before.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Days of service in the period, over all sites.</summary>
    public required int Days { get; init; }

    /// <summary>Days of service in the year before, over all sites.</summary>
    public required int PreviousDays { get; init; }

    /// <summary>False where the verdict has to be <c>undetermined</c>.</summary>
    public required bool CanBeSaid { get; init; }
}
