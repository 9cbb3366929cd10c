using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>
/// Works on the cuts under way, one replica at a time: woken by each message that concerns one, and every two seconds for what a death or
/// another replica left.
/// </summary>
internal sealed class CutWorker(
    CutStore cuts, CutProgress progress, [FromKeyedServices(CutWorker.Signal)] WorkSignal signal, TimeProvider time, ILogger<CutWorker> logger)
    : IWorker
{
    /// <summary>Key of the signal that wakes it.</summary>
    public const string Signal = "cuts";

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(2);

    // A site that waits is looked at once for the messages of a moment, not once for each.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private readonly WorkLoop _loop = new("Taking cuts", time, logger);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await using var sweep = time.CreateTimer(_ => signal.Nudge(), null, TimeSpan.Zero, SweepInterval);
        await _loop.RunAsync(WorkAsync, stoppingToken);
    }

    private async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        await signal.NudgedAsync(cancellationToken);
        var unfinished = await cuts.ListUnfinishedAsync(cancellationToken);
        progress.ForgetAllBut(unfinished.Select(cut => cut.Id).ToHashSet());
        foreach (var cut in unfinished)
        {
            await _loop.TryAsync($"Taking cut {cut.Id}", () => WorkOnAsync(cut, cancellationToken), cancellationToken);
        }
        return Gathering;
    }

    private async Task WorkOnAsync(CutDocument cut, CancellationToken cancellationToken)
    {
        using var activity = IndicatorsTelemetry.Source.StartActivity("take cut");
        if (await cuts.TryHoldAsync(cancellationToken)) await progress.AdvanceAsync(cut, cancellationToken);
    }
}
