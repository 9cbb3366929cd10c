using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Portal.Session;

/// <summary>
/// How the provider describes itself, its keys among it: kept for hours as the library keeps it, and read anew before the answer where something is signed by a key that it does not
/// name. The library's own manager reads it in the background then, and refuses meanwhile what the provider says once: a logout, or what a token that is good once was exchanged for.
/// </summary>
internal sealed class ProviderDescription : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    // Anybody can name a key that nobody has.
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMinutes(1);

    private readonly string _address;
    private readonly IDocumentRetriever _documents;
    private readonly TimeProvider _time;
    private Reading _reading;

    public ProviderDescription(string address, IDocumentRetriever documents, TimeProvider time)
    {
        (_address, _documents, _time) = (address, documents, time);
        // A key that the provider no longer names is believed no more: it may have been stolen.
        UseLastKnownGoodConfiguration = false;
        _reading = New();
    }

    /// <summary>Has it read anew, unless that was done just now.</summary>
    public override void RequestRefresh()
    {
        var reading = Volatile.Read(ref _reading);
        if (reading.At is { } at && _time.GetUtcNow() - at >= AtMostEvery) Interlocked.CompareExchange(ref _reading, New(), reading);
    }

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var reading = Volatile.Read(ref _reading);
        var description = await reading.Manager.GetConfigurationAsync(cancel);
        if (reading.At is null) Interlocked.CompareExchange(ref _reading, reading with { At = _time.GetUtcNow() }, reading);
        return description;
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) => await GetConfigurationAsync(cancel);

    // The first reading of a manager is waited for, and is one for all who ask.
    private Reading New() => new(new ConfigurationManager<OpenIdConnectConfiguration>(_address, new OpenIdConnectConfigurationRetriever(), _documents), At: null);

    private sealed record Reading(ConfigurationManager<OpenIdConnectConfiguration> Manager, DateTimeOffset? At);
}
