using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests;

public sealed class Sharing_a_lease(RealEngine engine)
{
    private static readonly DateTime Earlier = new(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Later = Earlier.AddSeconds(9);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_whoever_holds_it_since_when_the_others_are_behind()
    {
        await using var prefix = engine.NewPrefix();
        using var databases = Databases(prefix);
        var (first, second, third) = (LeaseOf(databases), LeaseOf(databases), LeaseOf(databases));

        // What it holds itself is no news to it.
        Assert.Equal(DateTime.MaxValue, await first.TryHoldAsync(Earlier, Token));
        Assert.Null(await second.TryHoldAsync(Later, Token));
        Assert.Equal(Later, await first.TryHoldAsync(null, Token));
        Assert.Null(await third.TryHoldAsync(Earlier, Token));
        Assert.Equal(Earlier, await first.TryHoldAsync(null, Token));

        Assert.Null(await third.TryHoldAsync(null, Token));
        Assert.Equal(Later, await first.TryHoldAsync(null, Token));
        Assert.Null(await second.TryHoldAsync(null, Token));
        Assert.Equal(DateTime.MaxValue, await first.TryHoldAsync(null, Token));
    }

    [Fact]
    public async Task Costs_whoever_holds_it_no_round_trip_until_half_of_it_is_over()
    {
        await using var prefix = engine.NewPrefix();
        using var databases = Databases(prefix);
        var clock = new FakeTimeProvider();
        var (first, second) = (LeaseOf(databases, clock), LeaseOf(databases));

        Assert.True(await first.TryHoldAsync(Token));
        Assert.False(await second.TryHoldAsync(Token));
        // As if it had run out: only whoever asks for it finds that somebody else has it.
        await databases.For("surveys").DropCollectionAsync("leases", Token);
        Assert.True(await second.TryHoldAsync(Token));
        clock.Advance(TimeSpan.FromSeconds(2.4));
        Assert.True(await first.TryHoldAsync(Token));
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(await first.TryHoldAsync(Token));
        Assert.False(await first.TryHoldAsync(Token));
    }

    private MongoDatabases Databases(DatabasePrefix prefix) =>
        new(Options.Create(new StorageOptions { ConnectionString = engine.ConnectionString, DatabasePrefix = prefix.Value }));

    private static SweepLease LeaseOf(MongoDatabases databases, TimeProvider? time = null) => new(databases.For("surveys"), "chore", time ?? TimeProvider.System);
}
