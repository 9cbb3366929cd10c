using System.Collections.Concurrent;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features.CountingFacts;

/// <summary>
/// Facts of messages that are taken at the same time go into one write: so many small messages, such as those of many sites, cost as little as a few large ones. Whoever
/// comes while as many writes as help are under way waits, and then writes for all that wait.
/// </summary>
internal sealed class SharedWrites(FactStore facts) : IDisposable
{
    // One waits for the journal while the next is being encoded.
    private const int WritesAtOnce = 2;

    private const int MostFacts = 1_000;

    private readonly SemaphoreSlim _free = new(WritesAtOnce);
    private readonly ConcurrentQueue<Entry> _waiting = [];

    /// <summary>Records facts, which is known when it returns. Not broken off: others may be in the same write.</summary>
    /// <returns>How they were taken; with those of others in the same write, for whom it is nothing.</returns>
    public async Task<RecordedFacts> RecordAsync(IReadOnlyList<Fact> some)
    {
        var entry = new Entry(some);
        _waiting.Enqueue(entry);
        await _free.WaitAsync();
        try
        {
            // Each who waits takes some of those who do, so that none is left.
            if (Take() is { Count: > 0 } group) await WriteAsync(group);
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
        while (count < MostFacts && _waiting.TryDequeue(out var entry))
        {
            group.Add(entry);
            count += entry.Facts.Count;
        }
        return group;
    }

    private async Task WriteAsync(List<Entry> group)
    {
        try
        {
            var recorded = await facts.RecordAsync([.. group.SelectMany(entry => entry.Facts)], CancellationToken.None);
            group[0].Result.SetResult(recorded);
            foreach (var other in group.Skip(1)) other.Result.SetResult(default);
        }
#pragma warning disable CA1031 // whatever it was, every message that waits has to hear of it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // One that fails by itself must not fail the others.
            if (group.Count > 1 && !StorageFaults.IsOutage(exception)) foreach (var entry in group) await WriteAsync([entry]);
            else foreach (var entry in group) entry.Result.SetException(exception);
        }
    }

    private sealed record Entry(IReadOnlyList<Fact> Facts)
    {
        public TaskCompletionSource<RecordedFacts> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
