using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Time;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Balance;

/// <summary>
/// Answers cuts: states some sites of a network at once, all cuts of the process together, and says meanwhile that the source is at work. A request
/// that comes again while it is being answered joins that answer; one that comes later, or after a death, is answered anew.
/// </summary>
internal sealed class CutAnswers<TLedger>(TLedger ledger, RowTelling<TLedger> rows, IMessagePublisher publisher, TimeProvider time, ILogger<CutAnswers<TLedger>> logger) : IDisposable
    where TLedger : IIntakeLedger
{
    /// <summary>Sites read at once: while one waits for the database or for its message to be safe, another is counted.</summary>
    public const int SitesAtOnce = 4;

    /// <summary>How often the source says that it is at work; a small part of the time after which a cut is given up.</summary>
    public static readonly TimeSpan SignInterval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(SitesAtOnce);
    private readonly ConcurrentDictionary<Guid, Lazy<Task>> _running = [];

    public async Task AnswerAsync(Guid cut, IReadOnlyList<string> sites, Period period, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = _running.GetOrAdd(cut, _ => new(() => StateAsync(cut, sites, period, cancellationToken))).Value;
            await Task.WhenAny(answer).WaitAsync(cancellationToken);
            // The request that was joined may have ended with its channel.
            if (!answer.IsCanceled || cancellationToken.IsCancellationRequested)
            {
                await answer;
                return;
            }
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task StateAsync(Guid cut, IReadOnlyList<string> sites, Period period, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(SignInterval, time);
        var records = new Records();
        var signs = SignAsync(cut, records, timer, cancellationToken);
        try
        {
            await Parallel.ForEachAsync(
                sites, new ParallelOptions { MaxDegreeOfParallelism = SitesAtOnce, CancellationToken = cancellationToken },
                (site, token) => StateAsync(cut, site, period, records, token));
        }
        finally
        {
            _running.TryRemove(cut, out _);
            timer.Dispose();
            await signs;
        }
    }

    private async ValueTask StateAsync(Guid cut, string site, Period period, Records records, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            await rows.TellCutAsync(cut, site, period, records.Note, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Signs at once and then, until the timer is disposed of, as long as records are read: an answer that hangs is no sign of life.</summary>
    private async Task SignAsync(Guid cut, Records records, PeriodicTimer timer, CancellationToken cancellationToken)
    {
        var before = -1L;
        // A sign that is lost costs patience at most; the answer does not depend on it.
        var signing = new WorkLoop("Saying that an answer is under way", time, logger);
        do
        {
            if (records.Read == before) continue;
            before = records.Read;
            await signing.TryAsync(
                $"Saying that the answer to cut {cut} is under way",
                () => publisher.PublishAsync<CutUnderWay>([new(Guid.NewGuid(), new CutUnderWay { CutId = cut, Source = ledger.Source })], cancellationToken),
                cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private sealed class Records
    {
        private long _read;

        public long Read => Interlocked.Read(ref _read);

        public void Note() => Interlocked.Increment(ref _read);
    }
}
