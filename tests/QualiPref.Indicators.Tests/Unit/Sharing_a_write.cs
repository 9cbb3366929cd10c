using QualiPref.Indicators.Features;

namespace QualiPref.Indicators.Tests.Unit;

/// <summary>Messages that are taken at the same time: the first two are being written, and twenty more come meanwhile.</summary>
public sealed class Sharing_a_write
{
    private const int AtOnce = 2, Later = 20;

    private readonly TaskCompletionSource _database = new();
    private readonly List<IReadOnlyList<int>> _written = [];

    [Fact]
    public async Task Writes_all_that_came_meanwhile_together()
    {
        var told = await TakeAsync(_ => false);

        Assert.Equal(3, _written.Count);
        Assert.Contains(_written, items => items.SequenceEqual(Enumerable.Range(AtOnce, Later)));
        // One of those in a write is told of all that is in it.
        Assert.Equal([1, 1, Later, .. Enumerable.Repeat(0, Later - 1)], told.Select(one => one.Result));
    }

    [Fact]
    public async Task Fails_none_but_the_one_that_cannot_be_written()
    {
        var told = await TakeAsync(item => item == 7);

        Assert.Equal([7], Enumerable.Range(0, told.Count).Where(item => told[item].IsFaulted));
        Assert.Equal(Enumerable.Range(0, AtOnce + Later).Except([7]), _written.SelectMany(items => items).Order());
    }

    [Fact]
    public async Task Tries_none_apart_while_the_database_is_away()
    {
        var tries = 0;

        var told = await TakeAsync(_ => Interlocked.Increment(ref tries) > 0 ? throw new TimeoutException() : false);

        Assert.All(told, one => Assert.True(one.IsFaulted));
        Assert.Equal(3, tries);
    }

    private async Task<IReadOnlyList<Task<int>>> TakeAsync(Func<int, bool> isBad)
    {
        using var writes = new SharedWrites<int, int>(1_000, async items =>
        {
            await _database.Task;
            if (items.Any(isBad)) throw new InvalidOperationException("It cannot be written.");
            lock (_written) _written.Add(items);
            return items.Count;
        });
        List<Task<int>> told = [.. Enumerable.Range(0, AtOnce + Later).Select(item => writes.WriteAsync([item]))];
        _database.SetResult();
        await ((Task)Task.WhenAll(told)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return told;
    }
}
