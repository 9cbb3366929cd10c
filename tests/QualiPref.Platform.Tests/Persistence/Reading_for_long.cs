using System.Collections.Concurrent;
using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Tests.Persistence;

public sealed class Reading_for_long
{
    private static readonly string[] Sites = [.. Enumerable.Range(0, (2 * LongReads.SitesPerRead) + 1).Select(number => $"XX-{number:000}")];

    [Theory]
    [InlineData(3, 1)]
    [InlineData(LongReads.SitesPerRead, 1)]
    [InlineData((2 * LongReads.SitesPerRead) + 1, 3)]
    public async Task Reads_each_site_once_and_a_small_network_at_once(int sites, int reads)
    {
        var read = new ConcurrentBag<string[]>();

        await LongReads.BySitesAsync(Sites[..sites], (group, _) => Note(read, group), TestContext.Current.CancellationToken);

        Assert.Equal(reads, read.Count);
        Assert.Equal(Sites[..sites], read.SelectMany(group => group).Order());
    }

    [Fact]
    public async Task Reads_two_groups_at_a_time()
    {
        using var both = new Barrier(2);

        await LongReads.BySitesAsync(Sites[..(2 * LongReads.SitesPerRead)], async (_, token) =>
        {
            await Task.Yield();
            Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(10), token), "nobody read beside");
        }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Fails_when_a_group_fails()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => LongReads.BySitesAsync(
            Sites, (group, _) => group[0] == Sites[^1] ? throw new TimeoutException("no server") : Task.CompletedTask, TestContext.Current.CancellationToken));
    }

    private static Task Note(ConcurrentBag<string[]> read, string[] group)
    {
        read.Add(group);
        return Task.CompletedTask;
    }
}
