using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>A second system of its shape, whose parts are killed while nothing else runs: what heals within a minute is measured on a quiet machine.</summary>
public sealed class MortalAllInOneSystem() : RunningSystem(SystemShape.AllInOne);

/// <inheritdoc cref="MortalAllInOneSystem"/>
public sealed class MortalDistributedSystem() : RunningSystem(SystemShape.Distributed)
{
    private protected override async Task StartAsync()
    {
        await base.StartAsync();
        await QuorumQueues.AreOnDiskAsync(Path.Combine(Folder, "broker"), "/", QuorumQueues.OfTheServices, TestContext.Current.CancellationToken);
    }
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MortalAllInOne : ICollectionFixture<MortalAllInOneSystem>
{
    public const string Name = "all in one, mortal";

    /// <summary>The processes of the shape, each of which may die.</summary>
    public static TheoryData<string> Parts => ["all-in-one", "engine"];
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MortalDistributed : ICollectionFixture<MortalDistributedSystem>
{
    public const string Name = "distributed, mortal";

    /// <summary>The processes of the shape, each of which may die.</summary>
    public static TheoryData<string> Parts => ["surveys", "complaints", "indicators", "reporting", "portal", "broker", "engine"];
}
