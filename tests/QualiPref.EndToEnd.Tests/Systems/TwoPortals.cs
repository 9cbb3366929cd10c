using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>Two portals on one database, with the local provider; no service is there.</summary>
public sealed class TwoPortals() : WholeSystem(SystemShape.Distributed)
{
    private LocalSystem? _other;

    /// <summary>Both, each of which may be killed and started again.</summary>
    public IReadOnlyList<ServiceProcess> Portals => [Parts["portal"], _other!["portal"]];

    public override async ValueTask DisposeAsync()
    {
        if (_other is not null) await _other.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task StartAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "other")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(folder, "logs"), Directory.CreateDirectory(Path.Combine(Folder, "logs", "other")).FullName);
        _other = new LocalSystem(new LocalSystemOptions
        {
            Shape = SystemShape.Distributed,
            DataDirectory = folder,
            Settings = new Dictionary<string, string>(Parts.SignInSettings)
            {
                ["QUALIPREF_MONGO"] = Parts.Engine.ConnectionString,
                ["QualiPref__Identity__KeysPath"] = Path.Combine(Folder, "keys"),
            },
        });
        await Task.WhenAll(Parts.Engine.StartAsync(), Parts.SignIn.StartAsync());
        await Task.WhenAll(Portals.Select(portal => portal.StartAsync()));
    }
}
