using QualiPref.Local;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing.Wire;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>
/// Two hosts of each service on one broker and one database, which all of them reach over a wire that can play a fail-over. The second hosts have a portal
/// of their own, so each request meets the hosts of one side only.
/// </summary>
public sealed class ReplicatedSystem() : RunningSystem(SystemShape.Distributed)
{
    private readonly EngineWire _wire = new();
    private HttpClient _otherHttp = null!;

    /// <summary>Between all hosts and the engine.</summary>
    public EngineWire Wire => _wire;

    /// <summary>The second host of each service; its engine and broker are never started.</summary>
    public LocalSystem Others { get; private set; } = null!;

    /// <summary>A sender whose requests meet the second hosts.</summary>
    public ApiSender NewOtherSender() => new(_otherHttp, Identities, TimeProvider.System) { Observed = Recount.Observe };

    public override async ValueTask DisposeAsync()
    {
        _otherHttp?.Dispose();
        if (Others is not null)
            await Others.DisposeAsync();
        await base.DisposeAsync();
        await _wire.DisposeAsync();
    }

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(NothingIsAskedForAgain) { ["QUALIPREF_MONGO"] = _wire.ConnectionString };

    protected override async Task StartAsync()
    {
        _wire.LeadTo(Parts.Engine);
        await base.StartAsync();
        var others = Directory.CreateDirectory(Path.Combine(Folder, "others")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(others, "logs"), Directory.CreateDirectory(Path.Combine(Folder, "logs", "others")).FullName);
        Others = new LocalSystem(new LocalSystemOptions
        {
            Shape = SystemShape.Distributed,
            DataDirectory = others,
            Settings = new Dictionary<string, string>(Settings)
            {
                ["QUALIPREF_RABBITMQ"] = Parts.Broker!.ConnectionString,
                ["QualiPref__Identity__KeysPath"] = Keys,
            },
        });
        await Task.WhenAll(Others.Services.Select(service => service.StartAsync()));
        _otherHttp = new HttpClient { BaseAddress = new Uri(Others.Address), Timeout = TimeSpan.FromSeconds(60) };
    }
}
