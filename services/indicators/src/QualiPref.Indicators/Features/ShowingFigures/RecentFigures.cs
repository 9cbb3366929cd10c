using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Hosting;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.ShowingFigures;

/// <summary>Which figures are asked for, whatever the page.</summary>
internal readonly record struct FigureSet(string Network, string? Site, string Period, string CompareTo, string? Indicator, FigureDimensions By, DateOnly AsOf)
{
    public FigureSet(FiguresQuery query)
        : this(query.Network.Code, query.Site?.Code, query.Period.ToString(), query.CompareTo.ToString(), query.Indicator, query.By, query.AsOf)
    {
    }

    /// <summary>Whether complaints are counted by kind, channel and motive besides.</summary>
    public bool IsReport { get; init; }
}

/// <summary>What figures are computed from, in short: another stamp, other figures.</summary>
/// <param name="Touched">How often the cells may have changed.</param>
/// <param name="Heard">Since when each source has been heard.</param>
/// <param name="Catalogue">With the definitions and the modules of the sites.</param>
internal readonly record struct FigureStamp(long Touched, string Heard, Catalogue Catalogue);

/// <summary>
/// Figures that were computed a moment ago, for their next page and for whoever asks the same: good for as long as their stamp is the
/// same. Those who ask at once share one computation, which outlasts a caller who goes away.
/// </summary>
internal sealed class RecentFigures(Stopping stopping) : IDisposable
{
    // About 10 MB. A national network has 3,000 figures; more in one set are computed for each page.
    private const int MostFigures = 10_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _computed = new(new MemoryCacheOptions { SizeLimit = MostFigures });
    private readonly ConcurrentDictionary<(FigureSet, FigureStamp), Lazy<Task<ReportFigures>>> _running = [];

    /// <summary>The figures of a set.</summary>
    /// <param name="set">Which figures.</param>
    /// <param name="stamp">Of what they are computed from, read before.</param>
    /// <param name="compute">Computes them.</param>
    public Task<ReportFigures> GetAsync(FigureSet set, FigureStamp stamp, Func<CancellationToken, Task<ReportFigures>> compute) =>
        Find(set, stamp) is { } computed
            ? Task.FromResult(computed)
            : _running.GetOrAdd((set, stamp), _ => new(() => ComputeAsync(set, stamp, compute))).Value;

    public void Dispose() => _computed.Dispose();

    private ReportFigures? Find(FigureSet set, FigureStamp stamp) =>
        _computed.TryGetValue(set, out Computed? computed) && computed!.Stamp == stamp ? computed.Figures : null;

    private async Task<ReportFigures> ComputeAsync(FigureSet set, FigureStamp stamp, Func<CancellationToken, Task<ReportFigures>> compute)
    {
        try
        {
            // Another caller may have ended between the look for it and now.
            if (Find(set, stamp) is { } computed) return computed;
            var figures = await compute(stopping.RequestsEnded);
            _computed.Set(set, new Computed(stamp, figures), new MemoryCacheEntryOptions { Size = figures.Figures.Count + figures.Complaints.Count, AbsoluteExpirationRelativeToNow = Kept });
            return figures;
        }
        finally
        {
            _running.TryRemove((set, stamp), out _);
        }
    }

    private sealed record Computed(FigureStamp Stamp, ReportFigures Figures);
}
