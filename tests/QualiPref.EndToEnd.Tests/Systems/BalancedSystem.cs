namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>Two replicas of each service behind a <see cref="Balancer"/>, by which they also reach each other.</summary>
public class BalancedSystem : TwofoldSystem
{
    private static readonly string[] Names = ["surveys", "complaints", "indicators", "reporting", "portal"];

    /// <summary>What stands before the replicas.</summary>
    public Balancer Balancer { get; } = Balancer.Start(Names);

    public override string Address => Balancer.Of("portal");

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings)
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
        await base.DisposeAsync();
        await Balancer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task StartAsync()
    {
        await base.StartAsync();
        Balancer.Lead(service => [Parts[service].Address, Others[service].Address]);
    }
}
