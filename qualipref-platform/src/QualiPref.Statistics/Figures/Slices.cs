namespace QualiPref.Statistics.Figures;

/// <summary>Tallies by slice. Without crossing there is the one slice <see cref="Whole"/>; the overall tally is the sum of all slices.</summary>
internal sealed class Slices<TTally>
    where TTally : class, ITally<TTally>, new()
{
    /// <summary>The slice that names no dimension.</summary>
    public static readonly FigureBreakdown Whole = new();

    private readonly Dictionary<FigureBreakdown, TTally> _tallies = [];

    public IReadOnlyDictionary<FigureBreakdown, TTally> All => _tallies;

    /// <summary>The tally of a slice, empty at first.</summary>
    public TTally this[FigureBreakdown slice]
    {
        get
        {
            if (!_tallies.TryGetValue(slice, out var tally))
                _tallies.Add(slice, tally = new TTally());
            return tally;
        }
    }

    public TTally Overall()
    {
        var sum = new TTally();
        foreach (var tally in _tallies.Values)
            sum.Add(tally);
        return sum;
    }

    public static Slices<TTally> Sum(IEnumerable<Slices<TTally>?> parts)
    {
        var sum = new Slices<TTally>();
        foreach (var part in parts)
        {
            foreach (var (slice, tally) in part?._tallies ?? [])
                sum[slice].Add(tally);
        }

        return sum;
    }
}
