namespace QualiPref.Recomputation;

/// <summary>What <c>GET /figures</c> was asked for.</summary>
public sealed record FigureQuery
{
    /// <summary>A network: all its sites and their total.</summary>
    public string? Network { get; init; }

    /// <summary>One site alone.</summary>
    public string? Site { get; init; }

    /// <summary>The period, as the contract writes it.</summary>
    public required string Period { get; init; }

    /// <summary>The indicator.</summary>
    public required string Indicator { get; init; }

    /// <summary>Dimensions crossed: <c>channel</c>, <c>motive</c>, <c>kind</c>, <c>module</c>; <c>channel</c> alone for satisfaction.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>Local date at which open cases are judged.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The query as path and parameters.</summary>
    public string Path => "/api/indicators/v1/figures?" + string.Join('&', Parameters());

    private IEnumerable<string> Parameters()
    {
        if (Network is not null)
            yield return $"network={Network}";
        if (Site is not null)
            yield return $"site={Site}";
        yield return $"period={Period}";
        yield return $"indicator={Indicator}";
        if (By.Count > 0)
            yield return $"by={string.Join(',', By)}";
        yield return $"asOf={AsOf:yyyy-MM-dd}";
    }
}

/// <summary>A figure as it should be.</summary>
public sealed record ExpectedFigure
{
    /// <summary>Code of the site, null for the network's total.</summary>
    public required string? Site { get; init; }

    /// <summary>Value of each dimension asked for, in the query's order; empty for the figure over all of them. A null value is "not known".</summary>
    public IReadOnlyList<string?> Breakdown { get; init; } = [];

    /// <summary>Expressed answers, cases judged or cases received.</summary>
    public required long N { get; init; }

    /// <summary>Answers that do not count in n; null where the indicator has none.</summary>
    public long? Excluded { get; init; }

    /// <summary>Of n, those who left after a first answer; null when there are none.</summary>
    public long? Partial { get; init; }

    /// <summary>Favourable ones; null for counts and delays.</summary>
    public long? Numerator { get; init; }

    /// <summary>The rate, count or median; null when n is 0 and the indicator is not a count.</summary>
    public double? Value { get; init; }

    /// <summary>Wilson's interval; null for counts and delays and when n is 0.</summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>Answers per option; null where the indicator has none.</summary>
    public IReadOnlyDictionary<string, long>? Distribution { get; init; }

    /// <summary>Ninth decile of the response days; null elsewhere.</summary>
    public double? P90 { get; init; }

    /// <summary>What is said of the target; null where there is none.</summary>
    public string? Status { get; init; }

    /// <summary>The year before; null where nothing can be compared.</summary>
    public ExpectedComparison? Comparison { get; init; }
}
