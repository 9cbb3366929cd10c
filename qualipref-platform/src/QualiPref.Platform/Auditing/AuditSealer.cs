using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Auditing;

/// <summary>Seals what waits every two seconds, one replica at a time: several at once would be right too, but find each other's numbers taken.</summary>
internal sealed class AuditSealer(AuditLog log, TimeProvider time, ILogger<AuditSealer> logger) : IWorker
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly SweepLease _lease = new(log.Database, "audit", time);
    private readonly WorkLoop _loop = new($"Chaining the audit log of {log.Service}", time, logger);
    private bool _isPrepared;

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(SealAsync, stoppingToken);

    private async Task<TimeSpan> SealAsync(CancellationToken stoppingToken)
    {
        // Once more where the process prepares its databases; the portal by itself does not.
        if (!_isPrepared) await log.PrepareAsync(stoppingToken);
        _isPrepared = true;
        if (await _lease.TryHoldAsync(stoppingToken)) await log.SealAsync(stoppingToken);
        return Pace;
    }
}

/// <summary>Seals in a process that has no workers: the portal by itself, which takes requests whether the database answers or not.</summary>
internal sealed class LoneAuditSealer(IEnumerable<IWorker> workers) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(workers.OfType<AuditSealer>().Select(sealer => sealer.RunAsync(stoppingToken)));
}
