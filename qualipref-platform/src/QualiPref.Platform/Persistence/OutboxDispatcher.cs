using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// Takes entries that are committed but not yet published to the publisher: at once for those of this replica, and by a sweep, one
/// replica at a time, for whatever a death left behind. Publishing twice is harmless, forgetting is not: an entry leaves the outbox
/// only after it was handed over.
/// </summary>
/// <typeparam name="TEntry">What is offered and swept.</typeparam>
public abstract class OutboxDispatcher<TEntry> : BackgroundService
{
    /// <summary>Entries handed over at once.</summary>
    protected const int BatchSize = 500;

    /// <summary>An entry pending for longer than this was left behind by whoever wrote it.</summary>
    protected static readonly TimeSpan Overdue = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // A batch costs nearly the same whatever it holds: what is committed within a moment shares one.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    // When it is full, new entries are left to the sweep: memory stays bounded and nothing is lost.
    private readonly Channel<TEntry> _offered = Channel.CreateBounded<TEntry>(
        new BoundedChannelOptions(20_000) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly SweepLease _lease;
    private readonly WorkLoop _dispatching;
    private readonly WorkLoop _sweeping;

    private protected OutboxDispatcher(IMongoDatabase database, string name, TimeProvider time, ILogger logger)
    {
        _lease = new SweepLease(database, $"outbox-{name}");
        _dispatching = new WorkLoop($"Publishing from the outbox of {name}", time, logger);
        _sweeping = new WorkLoop($"Sweeping the outbox of {name}", time, logger);
        Time = time;
    }

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; }

    /// <summary>Offers an entry that was just committed.</summary>
    /// <param name="entry">The entry.</param>
    public void Offer(TEntry entry) => _offered.Writer.TryWrite(entry);

    /// <summary>Publishes entries and clears them from the outbox.</summary>
    private protected abstract Task DispatchAsync(IReadOnlyList<TEntry> entries, CancellationToken cancellationToken);

    /// <summary>Finds up to <see cref="BatchSize"/> entries pending since before a moment, oldest first.</summary>
    private protected abstract Task<IReadOnlyList<TEntry>> FindOverdueAsync(DateTime before, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_dispatching.RunAsync(DispatchOfferedAsync, stoppingToken), _sweeping.RunAsync(SweepAsync, stoppingToken));

    private async Task<TimeSpan> DispatchOfferedAsync(CancellationToken stoppingToken)
    {
        await _offered.Reader.WaitToReadAsync(stoppingToken);
        if (_offered.Reader.Count < BatchSize) await Task.Delay(Gathering, Time, stoppingToken);
        var batch = new List<TEntry>(BatchSize);
        while (batch.Count < BatchSize && _offered.Reader.TryRead(out var entry)) batch.Add(entry);
        // What cannot be handed over is left to the sweep.
        await DispatchAsync(batch, stoppingToken);
        return TimeSpan.Zero;
    }

    private async Task<TimeSpan> SweepAsync(CancellationToken stoppingToken)
    {
        if (await _lease.TryHoldAsync(stoppingToken)) await SweepAllAsync(stoppingToken);
        return Pause;
    }

    private async Task SweepAllAsync(CancellationToken stoppingToken)
    {
        IReadOnlyList<TEntry> left;
        do
        {
            left = await FindOverdueAsync(Time.GetUtcNow().UtcDateTime - Overdue, stoppingToken);
            if (left.Count == 0) return;
            await DispatchAsync(left, stoppingToken);
        }
        while (left.Count == BatchSize && await _lease.TryHoldAsync(stoppingToken));
    }
}
