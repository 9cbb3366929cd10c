namespace QualiPref.Contracts.Balance.V1;

/// <summary>The balance of one source, site and month: the sums of its site-days.</summary>
public sealed record BalanceMonth
{
    /// <summary><c>surveys</c> or <c>complaints</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>0: in a cut it is a sum of the days stated for it.</summary>
    public required long Version { get; init; }

    /// <summary>Distinct ids that the source has received.</summary>
    public required int Received { get; init; }

    /// <summary>Of which in the figures.</summary>
    public required int Counted { get; init; }

    /// <summary>Of which kept aside until somebody decides.</summary>
    public required int SetAside { get; init; }

    /// <summary>Of which refused for good.</summary>
    public required int Discarded { get; init; }

    /// <summary>Of which abandoned by the person.</summary>
    public required int Abandoned { get; init; }

    /// <summary>Of which withdrawn.</summary>
    public required int Voided { get; init; }

    /// <summary>Of which stored by the source and not yet published.</summary>
    public required int Pending { get; init; }

    /// <summary>Whether the facts equal the source's rows, count and digest, on every day of the month.</summary>
    public required bool Agrees { get; init; }

    /// <summary>Since when something is pending or disagrees (UTC); null while the row is closed.</summary>
    public DateTimeOffset? OpenSince { get; init; }
}
