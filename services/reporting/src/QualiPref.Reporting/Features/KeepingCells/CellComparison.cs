using System.Globalization;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Indicators;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.KeepingCells;

/// <summary>Which months of cells differ between what is kept and what <c>indicators</c> holds.</summary>
internal static class CellComparison
{
    /// <summary>The months of <paramref name="held"/> that are kept otherwise or not at all.</summary>
    public static IReadOnlyList<MonthOfCells> Differing(IEnumerable<MonthOfCells> held, IEnumerable<KeptVersion> kept)
    {
        var months = new Dictionary<(string Site, string Month), (int Cells, CellVersionDigest Digest)>();
        foreach (var version in kept)
        {
            var key = (version.Site, version.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            var (cells, digest) = months.TryGetValue(key, out var month) ? month : (0, new CellVersionDigest());
            digest.Add(version.Site, version.Date, version.Version);
            months[key] = (cells + 1, digest);
        }
        return [.. held.Where(one => !months.TryGetValue((one.Site, one.Month), out var own) || own.Cells != one.Cells || own.Digest.ToString() != one.Digest)];
    }
}
