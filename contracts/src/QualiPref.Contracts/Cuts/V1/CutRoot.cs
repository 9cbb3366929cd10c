using QualiPref.Contracts.Balance.V1;

namespace QualiPref.Contracts.Cuts.V1;

/// <summary>
/// The root of a cut, written last: what it holds is complete and never changes. It is a document of HTTP, as JSON in UTF-8, and its bytes
/// as served are those that <c>CutTaken.RootDigest</c> is computed from.
/// </summary>
public sealed record CutRoot
{
    /// <summary>Id of the cut.</summary>
    public required Guid CutId { get; init; }

    /// <summary>Code of the network.</summary>
    public required string Network { get; init; }

    /// <summary>Canonical form of the period.</summary>
    public required string Period { get; init; }

    /// <summary>Local legal date at which open cases are judged.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>When the cut was asked for (UTC): it holds everything that was acknowledged before.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the root was written (UTC).</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Version of the code that took it.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>Format of the cells, and of this root and its parts: 1 unless it says another.</summary>
    public int CellFormat { get; init; } = 1;

    /// <summary>Since when each source has had anything to say of each site, before the cut as well as in it; empty in cuts of version 0.1.0.</summary>
    public IReadOnlyList<SourceSince> HeardSince { get; init; } = [];

    /// <summary>The parts, by site and first day.</summary>
    public required IReadOnlyList<CutPartReference> Parts { get; init; }

    /// <summary>The balance of the period and the year before as it stood when each site was taken.</summary>
    public required IReadOnlyList<BalanceMonth> Balance { get; init; }

    /// <summary>Declared rows that were still open: what is missing there is missing from the figures.</summary>
    public required IReadOnlyList<OpenMonth> Open { get; init; }
}

/// <summary>The first month in which a source had anything to say of a site.</summary>
/// <param name="Source"><c>surveys</c> or <c>complaints</c>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">First day of the month.</param>
public sealed record SourceSince(string Source, string Site, DateOnly Month);

/// <summary>A part of a cut, addressed by the digest of its bytes.</summary>
/// <param name="Digest">SHA-256 of its bytes in lower-case hexadecimal.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="From">First day it holds.</param>
/// <param name="To">Last day it holds.</param>
/// <param name="Facts">Facts it lists.</param>
/// <param name="Bytes">Its length, at most 4 MB.</param>
public sealed record CutPartReference(string Digest, string Site, DateOnly From, DateOnly To, int Facts, int Bytes);
