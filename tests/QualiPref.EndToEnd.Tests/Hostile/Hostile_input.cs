using QualiPref.Contracts.Tests;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>Every call of the contract with whatever a broken or hostile client may send, valid requests in between, through the portal to the services.</summary>
[Collection(Distributed.Name)]
public sealed class Hostile_input(DistributedSystem system)
{
    [Fact]
    public async Task Names_every_call_of_the_list_of_accesses()
    {
        var sent = PublicCall.All.Select(call => (call.Method, Path: call.Path.Split('?')[0])).ToList();
        var unsent = (await MappedEndpoints.AllAsync()).Where(endpoint => !sent.Exists(call => AccessOracle.Answers(endpoint, call.Method, call.Path)));
        Assert.Empty(unsent.Select(MappedEndpoints.CallOf));
    }

    [Fact]
    public Task Is_refused_in_words_costs_no_neighbour_and_leaves_nothing_behind() => new HostileRun(system, requests: 2_500, Effort.Seed).RunAsync();
}

/// <summary>
/// A system of its own, all of whose services together may hold 100 MB, of which they need about 30 under these requests. What a request left behind
/// for good, were it 1 KB, would fill the rest before 100,000 of them are over: requests then fail for want of memory.
/// </summary>
public sealed class A_system_with_little_memory() : RunningSystem(SystemShape.AllInOne)
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>(NothingIsAskedForAgain) { ["DOTNET_GCHeapHardLimit"] = "0x6000000", ["DOTNET_GCgen0size"] = "0" };
}

/// <summary>The same in one process with little memory: ten times a hundred thousand.</summary>
[Long]
public sealed class Hostile_input_for_hours : IAsyncLifetime
{
    private readonly A_system_with_little_memory _system = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10).Select(round => Effort.Seed + (round * 100))];

    public ValueTask InitializeAsync() => _system.InitializeAsync();

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Is_refused_in_words_costs_no_neighbour_and_leaves_nothing_behind(int seed) => new HostileRun(_system, requests: 100_000, seed).RunAsync();
}
