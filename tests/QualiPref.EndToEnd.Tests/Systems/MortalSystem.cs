using QualiPref.Local;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>
/// A second system in one process, whose parts are killed while nothing else runs. It never asks for anything again, so that what heals itself elsewhere
/// cannot hide here that something was lost.
/// </summary>
public sealed class MortalAllInOneSystem() : RunningSystem(SystemShape.AllInOne)
{
    protected override IReadOnlyDictionary<string, string> Settings => NothingIsAskedForAgain;
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MortalAllInOne : ICollectionFixture<MortalAllInOneSystem>
{
    public const string Name = "all in one, mortal";
}
