using Microsoft.AspNetCore.Http;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Http;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>What was found in verifying a part.</summary>
internal sealed class CutVerification
{
    // Names enough to find the cause; the answer stays bounded.
    private const int MostListed = 1_000;

    private readonly List<CutDifference> _differences = [];

    /// <summary>Facts that the part lists.</summary>
    public int Facts { get; set; }

    /// <summary>The first differences, in the order of the part.</summary>
    public IReadOnlyList<CutDifference> Differences => _differences;

    /// <summary>Differences beyond those.</summary>
    public int Unlisted { get; private set; }

    /// <summary>The cells as recomputed from the facts.</summary>
    public List<SiteDayCell> Cells { get; } = [];

    public void Add(CutDifference difference)
    {
        if (_differences.Count < MostListed) _differences.Add(difference);
        else Unlisted++;
    }
}

/// <summary>One thing that is not as the cut says.</summary>
/// <param name="Kind"><c>part</c>, <c>fact</c> or <c>cell</c>.</param>
/// <param name="Id">Digest of the part, source and id of the fact, or site-day of the cell.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Date">Local legal date; of a part its first.</param>
/// <param name="Expected">What the cut says: a digest, or version and hash.</param>
/// <param name="Found">What is there; null when nothing is.</param>
/// <param name="Detail">The same in words.</param>
internal sealed record CutDifference(string Kind, string Id, string Site, DateOnly Date, string Expected, string? Found, Words Detail);

/// <summary>Outcome of verifying a part.</summary>
/// <param name="Verified">Whether nothing differs.</param>
/// <param name="Facts">Facts that the part lists.</param>
/// <param name="Differences">The first 1,000 differences.</param>
/// <param name="Unlisted">Differences beyond those.</param>
/// <param name="Cells">Cells recomputed from the facts' versions in the part; days continued from another part are in that one.</param>
internal sealed record VerifiedPart(
    bool Verified, int Facts, IReadOnlyList<VerifiedDifference> Differences, int Unlisted, IReadOnlyList<SiteDayCell> Cells)
{
    public static VerifiedPart Of(CutVerification verification, HttpRequest request) => new(
        verification.Differences.Count == 0,
        verification.Facts,
        [.. verification.Differences.Select(one => new VerifiedDifference(
            one.Kind, one.Id, one.Site, one.Date, one.Expected, one.Found, one.Detail.For(request)))],
        verification.Unlisted,
        verification.Cells);
}

/// <inheritdoc cref="CutDifference" />
internal sealed record VerifiedDifference(string Kind, string Id, string Site, DateOnly Date, string Expected, string? Found, string Detail);
