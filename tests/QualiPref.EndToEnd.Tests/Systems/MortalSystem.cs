using QualiPref.Local;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>A second system of its shape, whose parts are killed while nothing else runs: what heals within a minute is measured on a quiet machine.</summary>
public sealed class MortalAllInOneSystem() : RunningSystem(SystemShape.AllInOne);

/// <inheritdoc cref="MortalAllInOneSystem"/>
public sealed class MortalDistributedSystem() : RunningSystem(SystemShape.Distributed)
{
    protected override async Task StartAsync()
    {
        await base.StartAsync();
        await QueuesAreOnDiskAsync();
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
