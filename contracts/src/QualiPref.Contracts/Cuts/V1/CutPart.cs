using QualiPref.Contracts.Indicators.V1;

namespace QualiPref.Contracts.Cuts.V1;

/// <summary>
/// Some site-days of one site within one month, as JSON in UTF-8. It names no cut: a site-month that did not change between two cuts is
/// the same part in both.
/// </summary>
public sealed record CutPart
{
    /// <summary>The site-days in order of their date; days without any fact are absent.</summary>
    public required IReadOnlyList<CutSiteDay> SiteDays { get; init; }
}

/// <summary>A site-day of a cut.</summary>
public sealed record CutSiteDay
{
    /// <summary>What its facts count to; null in a continuation of a site-day whose list did not fit into one part.</summary>
    public SiteDayCell? Cell { get; init; }

    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Local legal date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>
    /// Its facts in base64, 37 bytes each and in ascending order of them: one byte for the source (1 surveys, 2 complaints, 3 measurements),
    /// the id (16 bytes in RFC 9562 order), the version (4 bytes, big-endian) and the content hash (16 bytes).
    /// </summary>
    public required string Facts { get; init; }
}
