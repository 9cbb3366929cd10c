namespace QualiPref.Portal.Services;

/// <summary>What waits to be printed, by site.</summary>
internal sealed record LettersToPrint(IReadOnlyList<SiteToPrint> Sites)
{
    /// <summary>How many letters want somebody's attention.</summary>
    public int Count => Sites.Sum(site => site.Waiting + site.Held.Count);
}

/// <summary>What waits at a site, and what could not be printed there.</summary>
internal sealed record SiteToPrint(string Site, int Waiting, IReadOnlyList<HeldLetter> Held);

/// <summary>A letter that cannot be printed as it is.</summary>
internal sealed record HeldLetter(Guid Complaint, string Reference, Guid Letter, string Fault);

/// <summary>Letters that were printed together; lists leave the letters out.</summary>
internal sealed record PrintBatch(Guid Id, string Site, DateTimeOffset MadeAt, string MadeBy, int? Letters, DateTimeOffset? PostedAt, string? PostedBy)
{
    public IReadOnlyList<PrintedLetter> Items { get; init; } = [];
}

/// <summary>The newest batches.</summary>
internal sealed record PrintBatchList(IReadOnlyList<PrintBatch> Items);

/// <summary>A letter of a batch and how far it is.</summary>
internal sealed record PrintedLetter(Guid Complaint, string Reference, Guid Letter, string State);
