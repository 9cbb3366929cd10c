namespace QualiPref.Portal.Services;

/// <summary>Whether everything that the sources received is in the figures.</summary>
internal sealed record Balance
{
    /// <summary>Nothing is pending and every row agrees with its source.</summary>
    public bool Closed { get; init; }
}
