using QualiPref.Local;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>Two replicas of each service on one broker and one database behind a <see cref="Balancer"/>, by which they also reach each other.</summary>
public sealed class BalancedSystem() : RunningSystem(SystemShape.Distributed)
{
    private static readonly string[] Names = ["surveys", "complaints", "indicators", "reporting", "portal"];

    /// <summary>What stands before the replicas.</summary>
    public Balancer Balancer { get; } = Balancer.Start(Names);

    /// <summary>The second replica of each service; its engine and broker are never started.</summary>
    public LocalSystem Others { get; private set; } = null!;

    public override string Address => Balancer.Of("portal");

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(NothingIsAskedForAgain)
    {
        // Several times as long as the balancer takes to hear of it.
        ["QualiPref__Hosting__DrainDelay"] = "00:00:02",
        ["QualiPref__Services__Surveys"] = Balancer.Of("surveys"),
        ["QualiPref__Services__Complaints"] = Balancer.Of("complaints"),
        ["QualiPref__Services__Indicators"] = Balancer.Of("indicators"),
        ["QualiPref__Services__Reporting"] = Balancer.Of("reporting"),
    };

    public override async ValueTask DisposeAsync()
    {
        if (Others is not null)
            await Others.DisposeAsync();
        await base.DisposeAsync();
        await Balancer.DisposeAsync();
    }

    protected override async Task StartAsync()
    {
        await base.StartAsync();
        var others = Directory.CreateDirectory(Path.Combine(Folder, "others")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(others, "logs"), Directory.CreateDirectory(Path.Combine(Folder, "logs", "others")).FullName);
        Others = new LocalSystem(new LocalSystemOptions
        {
            Shape = SystemShape.Distributed,
            DataDirectory = others,
            Settings = new Dictionary<string, string>(Settings)
            {
                ["QUALIPREF_MONGO"] = Parts.Engine.ConnectionString,
                ["QUALIPREF_RABBITMQ"] = Parts.Broker!.ConnectionString,
                ["QualiPref__Identity__KeysPath"] = Keys,
            },
        });
        await Task.WhenAll(Others.Services.Select(service => service.StartAsync()));
        Balancer.Lead(service => [Parts[service].Address, Others[service].Address]);
    }
}
