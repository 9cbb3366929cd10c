using QualiPref.Local;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>Two hosts of each service on one broker and one database. It never asks for anything again.</summary>
public abstract class TwofoldSystem() : RunningSystem(SystemShape.Distributed)
{
    private LocalSystem? _others;

    /// <summary>The second host of each service; its engine, broker and provider are never started.</summary>
    public LocalSystem Others => _others ??= NewOthers();

    /// <summary>The first host of each service, then the second of each.</summary>
    public IEnumerable<ServiceProcess> Hosts => Parts.Services.Concat(Others.Services);

    protected override IReadOnlyDictionary<string, string> Settings => NothingIsAskedForAgain;

    public override async ValueTask DisposeAsync()
    {
        if (_others is not null)
            await _others.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task StartAsync()
    {
        await base.StartAsync();
        await Task.WhenAll(Others.Services.Select(service => service.StartAsync()));
    }

    private LocalSystem NewOthers()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "others")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(folder, "logs"), Directory.CreateDirectory(Path.Combine(Folder, "logs", "others")).FullName);
        return new LocalSystem(new LocalSystemOptions
        {
            LimitsCallers = false,
            Shape = SystemShape.Distributed,
            DataDirectory = folder,
            // Whatever stands between the first hosts and the engine stands before these too.
            Settings = new Dictionary<string, string>([.. Parts.SignInSettings, .. Settings])
            {
                ["QUALIPREF_MONGO"] = Settings.GetValueOrDefault("QUALIPREF_MONGO", Parts.Engine.ConnectionString),
                ["QUALIPREF_RABBITMQ"] = Parts.Broker!.ConnectionString,
                ["QualiPref__Identity__KeysPath"] = Keys,
            },
        });
    }
}
