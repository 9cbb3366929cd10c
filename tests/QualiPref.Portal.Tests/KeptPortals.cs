using System.Collections.Concurrent;

namespace QualiPref.Portal.Tests;

/// <summary>
/// Portals without a database that no request changes, one for each set of settings: all tests that only ask something of one share it, and the first
/// starts it.
/// </summary>
public sealed class KeptPortals : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<PortalAlone>>> _kept = new();

    /// <summary>The one with these settings.</summary>
    internal Task<PortalAlone> WithAsync(params string[] settings) => _kept.GetOrAdd(string.Join('\n', settings), _ => new(() => PortalAlone.StartAsync(settings))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in _kept.Values) await (await portal.Value).DisposeAsync();
    }
}
