using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the reporting service that may take half a minute before they answer with an operation.</summary>
internal sealed class FreezingClient(HttpClient http) : ServiceClient(http, ServiceNames.Reporting)
{
    /// <summary>The service answers with an operation after 30 s; some more for the way.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(45);

    /// <summary>Freezes a report as it stands; the same key gives the same edition.</summary>
    public Task<LongCall<FrozenEdition>> FreezeAsync(Guid report, Guid key, IReadOnlyList<DeclaredRow> declared, CancellationToken cancellationToken) =>
        StartAsync<FrozenEdition>($"reports/{report}/freeze", new { declared }, cancellationToken, idempotencyKey: key.ToString());

    /// <summary>Recomputes every figure of an edition from its facts.</summary>
    public Task<LongCall<Verification>> VerifyAsync(Guid edition, CancellationToken cancellationToken) =>
        StartAsync<Verification>($"editions/{edition}/verify", new { }, cancellationToken);
}
