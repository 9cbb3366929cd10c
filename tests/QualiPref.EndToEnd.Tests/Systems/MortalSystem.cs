using QualiPref.Local;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>
/// A second system of its shape, whose parts are killed while nothing else runs: what is counted within a minute is measured on a quiet machine. It never
/// asks for anything again, so that what heals itself elsewhere cannot hide here that something was lost.
/// </summary>
public sealed class MortalAllInOneSystem() : RunningSystem(SystemShape.AllInOne)
{
    protected override IReadOnlyDictionary<string, string> Settings => NothingIsAskedForAgain;
}

/// <inheritdoc cref="MortalAllInOneSystem"/>
/// <remarks>Its first answers and complaints were sent before <c>indicators</c> had ever run there.</remarks>
public sealed class MortalDistributedSystem() : RunningSystem(SystemShape.Distributed)
{
    /// <summary>How many answers were acknowledged before <c>indicators</c> ran for the first time.</summary>
    public int SentBeforeIndicators { get; private set; }

    protected override IReadOnlyDictionary<string, string> Settings => NothingIsAskedForAgain;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Losing.SendAsync(this, seed: 34);
        SentBeforeIndicators = AcknowledgedAnswers;
        await this["indicators"].StartAsync(TestContext.Current.CancellationToken);
        await QueuesAreOnDiskAsync();
    }

    protected override async Task StartAsync()
    {
        await Task.WhenAll(Parts.Engine.StartAsync(), Parts.Broker!.StartAsync());
        await Task.WhenAll(Parts.Services.Where(service => service.Name != "indicators").Select(service => service.StartAsync()));
    }
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MortalAllInOne : ICollectionFixture<MortalAllInOneSystem>
{
    public const string Name = "all in one, mortal";
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MortalDistributed : ICollectionFixture<MortalDistributedSystem>
{
    public const string Name = "distributed, mortal";

    /// <summary>The processes of the shape, each of which may die.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["surveys", "complaints", "indicators", "reporting", "portal", "broker", "engine"];
}
