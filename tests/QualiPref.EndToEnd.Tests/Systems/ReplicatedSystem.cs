using QualiPref.Synthetic.Sending;
using QualiPref.Testing.Wire;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>
/// Two hosts of each service, which all reach the database over a wire that can play a fail-over. The second hosts have a portal of their own, so each request
/// meets the hosts of one side only.
/// </summary>
public sealed class ReplicatedSystem : TwofoldSystem
{
    private readonly EngineWire _wire = new();
    private HttpClient _otherHttp = null!;

    /// <summary>Between all hosts and the engine.</summary>
    public EngineWire Wire => _wire;

    /// <summary>A sender whose requests meet the second hosts.</summary>
    public ApiSender NewOtherSender() => new(_otherHttp, Identities, TimeProvider.System) { Observed = Recount.Observe };

    public override async ValueTask DisposeAsync()
    {
        _otherHttp?.Dispose();
        await base.DisposeAsync();
        await _wire.DisposeAsync();
    }

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["QUALIPREF_MONGO"] = _wire.ConnectionString };

    protected override async Task StartAsync()
    {
        _wire.LeadTo(Parts.Engine);
        await base.StartAsync();
        _otherHttp = new HttpClient { BaseAddress = new Uri(Others.Address), Timeout = TimeSpan.FromSeconds(60) };
    }
}
