namespace QualiPref.Contracts.Cuts.V1;

/// <summary>
/// A source is at work on its answer to a cut: the time after which the cut is given up counts from the last such sign. Told when the work begins
/// and every few seconds while the ledger hands out records. One that is lost, repeated or late changes nothing else.
/// </summary>
public sealed record CutUnderWay
{
    /// <summary>Id of the cut.</summary>
    public required Guid CutId { get; init; }

    /// <summary><c>surveys</c> or <c>complaints</c>.</summary>
    public required string Source { get; init; }
}
