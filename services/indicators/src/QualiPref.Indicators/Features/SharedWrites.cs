using System.Collections.Concurrent;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features;

/// <summary>
/// What messages bring that are taken at the same time goes into one write: so many small messages, such as those of many sites, cost as little as a few large ones. Whoever
/// comes while as many writes as help are under way waits, and then writes for all that wait.
/// </summary>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TResult">What the write tells.</typeparam>
/// <param name="most">How many a write has at most, besides the last message's.</param>
/// <param name="write">Writes some; doing it twice is harmless.</param>
internal sealed class SharedWrites<TItem, TResult>(int most, Func<IReadOnlyList<TItem>, Task<TResult>> write) : IDisposable
    where TResult : struct
{
    // One waits for the journal while the next is being encoded.
    private const int WritesAtOnce = 2;

    private readonly SemaphoreSlim _free = new(WritesAtOnce);
    private readonly ConcurrentQueue<Entry> _waiting = [];

    /// <summary>Writes some, which is done when it returns. Not broken off: those of others may be in the same write.</summary>
    /// <returns>What the write tells, to one of those who share it; nothing to the others.</returns>
    public async Task<TResult> WriteAsync(IReadOnlyList<TItem> some)
    {
        var entry = new Entry(some);
        _waiting.Enqueue(entry);
        await _free.WaitAsync();
        try
        {
            // Each who waits takes some of those who do, so that none is left.
            if (Take() is { Count: > 0 } group) await WriteGroupAsync(group);
        }
        finally
        {
            _free.Release();
        }
        return await entry.Result.Task;
    }

    public void Dispose() => _free.Dispose();

    private List<Entry> Take()
    {
        var group = new List<Entry>();
        var count = 0;
        while (count < most && _waiting.TryDequeue(out var entry))
        {
            group.Add(entry);
            count += entry.Items.Count;
        }
        return group;
    }

    private async Task WriteGroupAsync(List<Entry> group)
    {
        var writing = write([.. group.SelectMany(entry => entry.Items)]);
        // Whatever it was, every message that waits has to hear of it.
        await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (writing.IsCompletedSuccessfully)
        {
            group[0].Result.SetResult(writing.Result);
            foreach (var other in group.Skip(1)) other.Result.SetResult(default);
        }
        // One that fails by itself must not fail the others.
        else if (group.Count > 1 && writing.Exception is { } fault && !StorageFaults.IsOutage(fault))
        {
            foreach (var entry in group) await WriteGroupAsync([entry]);
        }
        else
        {
            foreach (var entry in group) entry.Result.SetFromTask(writing);
        }
    }

    private sealed record Entry(IReadOnlyList<TItem> Items)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
