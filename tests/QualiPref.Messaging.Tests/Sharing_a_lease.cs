using Microsoft.Extensions.Options;
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
        using var databases = new MongoDatabases(Options.Create(new StorageOptions { ConnectionString = engine.ConnectionString, DatabasePrefix = prefix.Value }));
        var database = databases.For("surveys");
        var (first, second, third) = (new SweepLease(database, "chore"), new SweepLease(database, "chore"), new SweepLease(database, "chore"));

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
}
