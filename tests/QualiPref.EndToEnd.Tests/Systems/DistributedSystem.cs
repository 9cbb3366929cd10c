using QualiPref.Local;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>
/// One process per service, the engine and the broker. It never asks for anything again, and its first answers and complaints were sent before
/// <c>indicators</c> had ever run.
/// </summary>
public sealed class DistributedSystem() : RunningSystem(SystemShape.Distributed)
{
    /// <summary>How many answers were acknowledged before <c>indicators</c> ran for the first time.</summary>
    public int SentBeforeIndicators { get; private set; }

    protected override IReadOnlyDictionary<string, string> Settings => NothingIsAskedForAgain;

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        await Losing.SendAsync(this, seed: 34);
        SentBeforeIndicators = AcknowledgedAnswers;
        await this["indicators"].StartAsync(TestContext.Current.CancellationToken);
        await QueuesAreOnDiskAsync();
    }

    protected override async Task StartAsync()
    {
        await Task.WhenAll(Parts.Engine.StartAsync(), Parts.Broker!.StartAsync(), Parts.SignIn.StartAsync());
        await Task.WhenAll(Parts.Services.Where(service => service.Name != "indicators").Select(service => service.StartAsync()));
        await Parts.LetPersonsInAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class Distributed : ICollectionFixture<DistributedSystem>
{
    public const string Name = "distributed";

    /// <summary>The processes of the shape, each of which may die.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["surveys", "complaints", "indicators", "reporting", "portal", "broker", "engine"];
}

/// <summary>One process per service, and what was lost is asked for again, as everywhere outside of tests.</summary>
public sealed class HealingDistributedSystem() : RunningSystem(SystemShape.Distributed);
