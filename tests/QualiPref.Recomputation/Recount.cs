using System.Globalization;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Recomputation;

/// <summary>
/// Everything the server has acknowledged, and the figures that follow from it. Safe for concurrent use; exchanges about one answer or case must come in
/// the order in which they happened.
/// </summary>
public sealed class Recount
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Networks = new()
    {
        ["essonne"] = ["91-EVRY", "91-PALAISEAU", "91-ETAMPES"],
        ["lot-et-garonne"] = ["47-AGEN"],
    };

    private readonly Lock _gate = new();
    private readonly AnswerLedger _answers = new([.. Networks.Values.SelectMany(sites => sites)]);
    private readonly CaseLedger _cases = new();

    /// <summary>Takes note of a request and its reply; replies that acknowledge nothing change nothing.</summary>
    /// <param name="exchange">What was sent and received.</param>
    public void Observe(Exchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        lock (_gate)
        {
            if (exchange.Path.StartsWith("/api/surveys/v1/responses", StringComparison.Ordinal))
                _answers.Observe(exchange);
            else if (exchange.Path.StartsWith("/api/complaints/v1/complaints", StringComparison.Ordinal))
                _cases.Observe(exchange);
        }
    }

    /// <summary>Acknowledged answers of a period that count in the figures: complete, neither set aside nor withdrawn.</summary>
    /// <param name="network">Code of the network.</param>
    /// <param name="period">The period, as the contract writes it.</param>
    public int CountedAnswers(string network, string period)
    {
        lock (_gate)
            return _answers.Counted(Networks[network], Period.Parse(period)).Count;
    }

    /// <summary>Whether an answer was acknowledged.</summary>
    public bool HasAnswer(Guid id)
    {
        lock (_gate)
            return _answers.Facts.ContainsKey(id);
    }

    /// <summary>Answers that the server refused for another of the same id, though it had acknowledged none.</summary>
    public IReadOnlyList<Guid> ContradictedByNone
    {
        get
        {
            lock (_gate)
                return [.. _answers.ContradictedByNone];
        }
    }

    /// <summary>Codes of the sites of a network.</summary>
    /// <param name="network">Code of the network.</param>
    public static IReadOnlyList<string> SitesOf(string network) => Networks[network];

    /// <summary>Acknowledged cases of any kind.</summary>
    public int Cases
    {
        get
        {
            lock (_gate)
                return _cases.Facts.Count;
        }
    }

    /// <summary>The figures a query should give: each site's, the network's total, and one per crossed value that occurs.</summary>
    /// <param name="query">What is asked.</param>
    public IReadOnlyList<ExpectedFigure> Figures(FigureQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (_gate)
        {
            var sites = query.Site is { } only ? [only] : Networks[query.Network!];
            var scopes = sites.Select(site => (Site: (string?)site, Members: (IReadOnlyList<string>)[site]));
            if (query.Site is null)
                scopes = scopes.Append((null, sites));
            return [.. scopes.SelectMany(scope => Judged(query, scope.Site, scope.Members))];
        }
    }

    private IEnumerable<ExpectedFigure> Judged(FigureQuery query, string? site, IReadOnlyList<string> members)
    {
        var comparisons = new Comparisons(query, members, _answers, _cases);
        var (period, empty) = (Period.Parse(query.Period), Plain(query with { By = [] }, site, [], default).Single());
        var before = Plain(query, site, members, period.YearBefore()).ToDictionary(Slice);
        return Plain(query, site, members, period).Select(figure => figure with
        {
            Status = Targets.StatusOf(query.Indicator, figure.Numerator, figure.N),
            Comparison = comparisons.Of(figure, before.GetValueOrDefault(Slice(figure), empty)),
        });

        static string Slice(ExpectedFigure figure) => string.Join('\n', figure.Breakdown.Select(value => value ?? "\0"));
    }

    private IEnumerable<ExpectedFigure> Plain(FigureQuery query, string? site, IReadOnlyList<string> members, Period period) =>
        query.Indicator.StartsWith("satisfaction.", StringComparison.Ordinal)
            ? SatisfactionFigures.Of(query, site, _answers.Counted(members, period))
            : ComplaintFigures.Of(query, site, _cases.Received(members, period));

    /// <summary>The rows of the balance that follow from what was acknowledged.</summary>
    /// <param name="network">Code of the network.</param>
    /// <param name="period">A period of whole months.</param>
    public IReadOnlyList<ExpectedBalanceRow> Balance(string network, string period)
    {
        lock (_gate)
        {
            var sites = Networks[network];
            var within = Period.Parse(period);
            var answers = _answers.Facts.Values
                .Where(answer => sites.Contains(answer.Site) && within.Contains(answer.Day))
                .GroupBy(answer => (answer.Site, Month: Month(answer.Day)))
                .Select(row => new ExpectedBalanceRow
                {
                    Source = "surveys",
                    Site = row.Key.Site,
                    Month = row.Key.Month,
                    Received = row.Count(),
                    Counted = row.Count(answer => answer.Counts),
                    SetAside = row.Count(answer => answer.Standing is Standing.SetAside),
                    Discarded = row.Count(answer => answer.Standing is Standing.Discarded),
                    Abandoned = row.Count(answer => answer is { Standing: Standing.Accepted, Abandoned: true }),
                    Voided = row.Count(answer => answer.Standing is Standing.Voided),
                });
            var cases = _cases.Facts.Values
                .Where(one => sites.Contains(one.Site) && within.Contains(one.ReceivedOn))
                .GroupBy(one => (one.Site, Month: Month(one.ReceivedOn)))
                .Select(row => new ExpectedBalanceRow
                {
                    Source = "complaints",
                    Site = row.Key.Site,
                    Month = row.Key.Month,
                    Received = row.Count(),
                    Counted = row.Count(),
                });
            return [.. answers, .. cases];
        }
    }

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <summary>A row of the balance as it should be; no row has anything pending.</summary>
public sealed record ExpectedBalanceRow
{
    /// <summary><c>surveys</c> or <c>complaints</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Month, <c>yyyy-MM</c>.</summary>
    public required string Month { get; init; }

    /// <summary>Distinct ids.</summary>
    public required int Received { get; init; }

    /// <summary>Of which in the figures.</summary>
    public required int Counted { get; init; }

    /// <summary>Of which kept aside.</summary>
    public int SetAside { get; init; }

    /// <summary>Of which refused for good.</summary>
    public int Discarded { get; init; }

    /// <summary>Of which abandoned by the person.</summary>
    public int Abandoned { get; init; }

    /// <summary>Of which withdrawn.</summary>
    public int Voided { get; init; }
}
