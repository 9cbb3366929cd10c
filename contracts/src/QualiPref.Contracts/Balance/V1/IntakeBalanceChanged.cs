namespace QualiPref.Contracts.Balance.V1;

/// <summary>
/// What the ledger of a source holds for one site, day by day: read from the ledger itself, never incremented. A row replaces the one
/// told before for its source, site and day unless that one was read later.
/// </summary>
public sealed record IntakeBalanceChanged
{
    /// <summary><c>surveys</c> or <c>complaints</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Clock of the source's database just before the ledger was read (UTC): every row is at least as new.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The rows, one per day, in no particular order.</summary>
    public required IReadOnlyList<IntakeBalanceRow> Rows { get; init; }

    /// <summary>
    /// The cut that this answers: then <see cref="Rows"/> holds every day with records of the site within the cut's period and the year
    /// before it, read after the request arrived, and the whole fits in this one message. Null for rows told for any other reason.
    /// </summary>
    public Guid? CutId { get; init; }
}

/// <summary>One site-day of a source: received = counted + setAside + discarded + abandoned + voided + pending.</summary>
public sealed record IntakeBalanceRow
{
    /// <summary>Local legal date of the site.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Distinct ids; 0 when the day has lost its last record to another day or site.</summary>
    public required int Received { get; init; }

    /// <summary>Published and in the figures.</summary>
    public required int Counted { get; init; }

    /// <summary>Published and kept aside until somebody decides.</summary>
    public required int SetAside { get; init; }

    /// <summary>Published and refused for good.</summary>
    public required int Discarded { get; init; }

    /// <summary>Published and abandoned by the person.</summary>
    public required int Abandoned { get; init; }

    /// <summary>Published and withdrawn.</summary>
    public required int Voided { get; init; }

    /// <summary>Stored and not yet published.</summary>
    public required int Pending { get; init; }

    /// <summary>Of those pending, the ones that could not be published and wait for a person; 0 from a source that does not say.</summary>
    public int Parked { get; init; }

    /// <summary>
    /// Sum modulo 2^64, over all ids, of the first 8 bytes (big-endian) of SHA-256(id, version, counted), in 16 hexadecimal digits.
    /// </summary>
    public required string Digest { get; init; }
}
