using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// Takes entries that are committed but not yet published to the publisher: at once for those of this replica, and by a sweep, one
/// replica at a time, for whatever a death left behind. Publishing twice is harmless, forgetting is not: an entry leaves the outbox
/// only after it was handed over. One that fails by itself, for another reason than an outage, is parked after some attempts. When the process stops,
/// what was offered is handed over first.
/// </summary>
/// <typeparam name="TOffer">What is offered and swept.</typeparam>
/// <typeparam name="TEntry">What is published or parked.</typeparam>
public abstract partial class OutboxDispatcher<TOffer, TEntry> : IWorker
{
    /// <summary>Entries handed over at once.</summary>
    protected const int BatchSize = 500;

    // About two seconds apart: what a moment's trouble of a consumer refuses is not poison yet.
    private const int AttemptsBeforeParking = 5;

    // Counting anew only tries more often: memory stays bounded.
    private const int MostRemembered = 10_000;

    /// <summary>An entry pending for longer than this was left behind by whoever wrote it, unless a replica says that it is behind with its own.</summary>
    protected static readonly TimeSpan Overdue = TimeSpan.FromSeconds(5);

    // Below the time after which something is overdue; while nothing is left behind, each sweep is for nothing.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // A batch costs nearly the same whatever it holds: what is committed within a moment shares one.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    // When it is full, new entries are left to the sweep: memory stays bounded and nothing is lost.
    private readonly Channel<(TOffer Offer, DateTime Since)> _offered = Channel.CreateBounded<(TOffer, DateTime)>(
        new BoundedChannelOptions(20_000) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly ConcurrentDictionary<string, int> _attempts = [];
    private readonly SweepLease _lease;
    private readonly ILogger _logger;
    private readonly WorkLoop _dispatching;
    private readonly WorkLoop _sweeping;

    // Ticks of the moment since when the first entry of the batch under way waits; 0 without one.
    private long _underWaySince;

    private protected OutboxDispatcher(IMongoDatabase database, string name, TimeProvider time, ILogger logger)
    {
        _lease = new SweepLease(database, $"outbox-{name}", time);
        _logger = logger;
        _dispatching = new WorkLoop($"Publishing from the outbox of {name}", time, logger);
        _sweeping = new WorkLoop($"Sweeping the outbox of {name}", time, logger);
        Place = name;
        Time = time;
    }

    /// <inheritdoc cref="IParking.Place"/>
    public string Place { get; }

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; }

    /// <summary>The present moment (UTC).</summary>
    protected DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>Since when what this replica was offered first waits to be published (UTC); null when it holds nothing.</summary>
    private DateTime? HeldSince => Volatile.Read(ref _underWaySince) is > 0 and var ticks ? new DateTime(ticks, DateTimeKind.Utc)
        : _offered.Reader.TryPeek(out var next) ? next.Since
        : null;

    /// <summary>Offers what was just committed.</summary>
    /// <param name="offer">The offer.</param>
    public void Offer(TOffer offer) => _offered.Writer.TryWrite((offer, SinceOf(offer)));

    /// <summary>Since when an offer waits to be published, by the mark that the sweep goes by (UTC): that may be long before it was offered.</summary>
    private protected abstract DateTime SinceOf(TOffer offer);

    /// <summary>Reads the entries that offers stand for.</summary>
    private protected abstract Task<IReadOnlyList<TEntry>> LoadAsync(IReadOnlyList<TOffer> offers, CancellationToken cancellationToken);

    /// <summary>Publishes entries and clears them from the outbox.</summary>
    private protected abstract Task DispatchAsync(IReadOnlyList<TEntry> entries, CancellationToken cancellationToken);

    /// <summary>Finds up to <see cref="BatchSize"/> offers pending since before a moment, oldest first; nothing that is parked.</summary>
    private protected abstract Task<IReadOnlyList<TOffer>> FindOverdueAsync(DateTime before, CancellationToken cancellationToken);

    /// <summary>Takes an entry out of the sweep's way, in one write, unless it was published or changed meanwhile.</summary>
    private protected abstract Task ParkAsync(TEntry entry, string reason, CancellationToken cancellationToken);

    /// <summary>Id and version of an entry.</summary>
    private protected abstract string NameOf(TEntry entry);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(_dispatching.RunAsync(DispatchOfferedAsync, stoppingToken), _sweeping.RunAsync(SweepAsync, stoppingToken));
        }
        finally
        {
            // Whatever cannot be handed over now is left to the sweep of another replica, or of this one when it comes back.
            var goesOn = true;
            while (goesOn && _offered.Reader.Count > 0) goesOn = await _dispatching.TryAsync("Publishing what was committed last", DispatchBatchAsync, CancellationToken.None);
        }
    }

    private async Task<TimeSpan> DispatchOfferedAsync(CancellationToken stoppingToken)
    {
        await _offered.Reader.WaitToReadAsync(stoppingToken);
        if (_offered.Reader.Count < BatchSize) await Task.Delay(Gathering, Time, stoppingToken);
        await DispatchBatchAsync();
        return TimeSpan.Zero;
    }

    // Not broken off by a stop, which waits for it: what was taken is nowhere else in memory. The publisher's own patience is its limit.
    private async Task DispatchBatchAsync()
    {
        var batch = new List<TOffer>(BatchSize);
        Volatile.Write(ref _underWaySince, HeldSince?.Ticks ?? 0);
        try
        {
            while (batch.Count < BatchSize && _offered.Reader.TryRead(out var next)) batch.Add(next.Offer);
            // What cannot be handed over is left to the sweep.
            await DispatchApartAsync(await LoadAsync(batch, CancellationToken.None), _dispatching, CancellationToken.None);
        }
        finally
        {
            Volatile.Write(ref _underWaySince, 0);
        }
    }

    private async Task<TimeSpan> SweepAsync(CancellationToken stoppingToken)
    {
        while (await _lease.TryHoldAsync(HeldSince, stoppingToken) is { } othersSince)
        {
            // Under overload entries wait in memory for long: whoever holds them publishes them, and twice would be more load still.
            var before = new[] { Now, HeldSince ?? DateTime.MaxValue, othersSince }.Min() - Overdue;
            var left = await FindOverdueAsync(before, stoppingToken);
            if (left.Count == 0) break;
            var wentThrough = await DispatchApartAsync(await LoadAsync(left, stoppingToken), _sweeping, stoppingToken);
            if (!wentThrough || left.Count < BatchSize) break;
        }
        return Pause;
    }

    /// <summary>Hands entries over; where that fails for another reason than an outage, each half for itself, down to those that fail alone.</summary>
    /// <returns>Whether all were handed over.</returns>
    private async Task<bool> DispatchApartAsync(IReadOnlyList<TEntry> entries, WorkLoop loop, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return true;
        Exception fault;
        try
        {
            await DispatchAsync(entries, cancellationToken);
            if (!_attempts.IsEmpty) foreach (var entry in entries) _attempts.TryRemove(NameOf(entry), out _);
            return true;
        }
        // Without a consumer none of them can go on, and none is to blame: they wait for a process that has one.
        catch (Exception exception) when (!Outages.IsOutage(exception) && exception is not NoConsumerException)
        {
            fault = exception;
        }
        if (entries.Count == 1)
        {
            await CountAttemptAsync(entries[0], fault, loop, cancellationToken);
            return false;
        }
        var half = entries.Count / 2;
        var first = await DispatchApartAsync([.. entries.Take(half)], loop, cancellationToken);
        return await DispatchApartAsync([.. entries.Skip(half)], loop, cancellationToken) && first;
    }

    private async Task CountAttemptAsync(TEntry entry, Exception fault, WorkLoop loop, CancellationToken cancellationToken)
    {
        var name = NameOf(entry);
        loop.Note($"Publishing {name}", fault);
        if (_attempts.Count > MostRemembered) _attempts.Clear();
        if (_attempts.AddOrUpdate(name, 1, (_, times) => times + 1) < AttemptsBeforeParking) return;
        var reason = FaultText.InShort(fault);
        await ParkAsync(entry, reason, cancellationToken);
        _attempts.TryRemove(name, out _);
        LogParked(_logger, Place, name, AttemptsBeforeParking, reason);
    }

    [LoggerMessage(EventId = 1203, Level = LogLevel.Error, Message = "Parked {Name} of the outbox of {Place} after {Attempts} attempts: {Reason}. Mend the cause and retry it, or give it up (/parked)")]
    private static partial void LogParked(ILogger logger, string place, string name, int attempts, string reason);
}
