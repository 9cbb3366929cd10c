using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>
/// Turns cuts that were taken into editions, one replica at a time. What it must not forget is in the report: whatever died where, the next round of
/// whichever replica finds the freezing in the state that was committed last. An outage is waited out; an edition that cannot be built for another
/// reason is tried <see cref="MostTries"/> times and then parked until somebody decides. Cuts that are awaited are asked for once more at the start and whenever
/// the broker was found again: with it the request may be gone, or the word that they were taken.
/// </summary>
internal sealed partial class FreezeWorker(
    IServiceProvider services, ReportingStorage storage, ReportStore reports, EditionStore editions, Reconnections reconnections,
    IOptions<ReportingOptions> options, TimeProvider time, ILogger<FreezeWorker> logger) : IWorker
{
    /// <summary>Tries before a freezing is parked.</summary>
    public const int MostTries = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // A part takes milliseconds; so often it is enough to see whether to go on.
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly SweepLease _lease = new(storage.Database, "freeze", time);
    private readonly WorkLoop _loop = new("Freezing reports", time, logger);

    // Lost with the process, which only tries earlier.
    private readonly Dictionary<Guid, (TimeSpan Pause, long Since)> _pauses = [];

    // How often the broker had been found again when the cuts were asked for last.
    private long _askedAfter = -1;

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(FreezeAllAsync, stoppingToken);

    private async Task<TimeSpan> FreezeAllAsync(CancellationToken cancellationToken)
    {
        await AskAgainAsync(cancellationToken);
        foreach (var report in await reports.ListTakenAsync(cancellationToken))
        {
            if (!await _lease.TryHoldAsync(cancellationToken)) break;
            foreach (var freezing in report.Freezings.Where(IsDue))
            {
                // One that cannot be built for now does not hold up the others.
                await _loop.TryAsync($"Building the edition of cut {freezing.CutId}", () => WorkOnAsync(report, freezing, cancellationToken), cancellationToken);
            }
        }
        return options.Value.FreezePause;
    }

    private async Task AskAgainAsync(CancellationToken cancellationToken)
    {
        var found = reconnections.Count;
        if (found == _askedAfter) return;
        foreach (var report in await reports.ListRequestedAsync(cancellationToken))
        {
            foreach (var freezing in report.Freezings.Where(one => one.Step == FreezingStep.Requested))
            {
                var request = new FreezeDecision(freezing, IsNew: false).Request(report);
                await reports.AskAgainAsync(report, freezing, request, time.GetUtcNow().UtcDateTime, cancellationToken);
            }
        }
        _askedAfter = found;
    }

    private async Task WorkOnAsync(ReportDocument report, Freezing freezing, CancellationToken cancellationToken)
    {
        try
        {
            if (freezing.GivenUp is null) await FreezeAsync(report, freezing, cancellationToken);
            else await EndAsync(freezing.CutId, cancellationToken);
            _pauses.Remove(freezing.CutId);
        }
        catch (CutUnreadableException exception)
        {
            await reports.UnreadableAsync(freezing.CutId, cancellationToken);
            _pauses.Remove(freezing.CutId);
            LogUnreadable(freezing.CutId, exception.Message);
        }
        catch (Exception exception) when (!Outages.IsOutage(exception) && !cancellationToken.IsCancellationRequested)
        {
            Rest(freezing.CutId);
            await NoteAsync(freezing, exception, cancellationToken);
            throw;
        }
        catch
        {
            Rest(freezing.CutId);
            throw;
        }
    }

    private async Task FreezeAsync(ReportDocument report, Freezing freezing, CancellationToken cancellationToken)
    {
        // One catalogue for the whole edition.
        await using var scope = services.CreateAsyncScope();
        var builder = scope.ServiceProvider.GetRequiredService<EditionBuilder>();
        var glanced = time.GetTimestamp();
        var edition = await builder.BuildAsync(report, freezing, MayGoOnAsync, cancellationToken);
        if (edition is null) return;
        await reports.FrozenAsync(freezing.CutId, edition, cancellationToken);
        LogFrozen(report.Network, report.Period, edition.Revision);

        async Task<bool> MayGoOnAsync()
        {
            if (time.GetElapsedTime(glanced) < Glance) return true;
            glanced = time.GetTimestamp();
            return await _lease.TryHoldAsync(cancellationToken) && !await reports.IsGivenUpAsync(freezing.CutId, cancellationToken);
        }
    }

    /// <summary>Ends a freezing that was given up; an edition that was stored before that stays.</summary>
    private async Task EndAsync(Guid cut, CancellationToken cancellationToken)
    {
        if (await editions.FindAsync(EditionBuilder.EditionOf(cut), cancellationToken) is { } built)
        {
            await reports.FrozenAsync(cut, EditionBuilder.Reference(built), cancellationToken);
        }
        else
        {
            await reports.EndedAsync(cut, cancellationToken);
        }
    }

    private Task NoteAsync(Freezing freezing, Exception exception, CancellationToken cancellationToken)
    {
        var isLast = freezing.Tries + 1 >= MostTries;
        if (isLast) LogParked(freezing.CutId, MostTries);
        return reports.FailedAsync(
            freezing.CutId, isLast ? new FreezingFault(FaultText.NameOf(exception), time.GetUtcNow().UtcDateTime.ToMilliseconds()) : null, cancellationToken);
    }

    private bool IsDue(Freezing freezing) =>
        freezing.Step == FreezingStep.Taken && !freezing.IsParked && (freezing.GivenUp is not null || !Rests(freezing.CutId));

    private bool Rests(Guid cut) => _pauses.TryGetValue(cut, out var rest) && time.GetElapsedTime(rest.Since) < rest.Pause;

    private void Rest(Guid cut)
    {
        var before = _pauses.TryGetValue(cut, out var rest) ? rest.Pause : options.Value.FreezePause;
        _pauses[cut] = (before * 2 < LongestPause ? before * 2 : LongestPause, time.GetTimestamp());
    }

    [LoggerMessage(EventId = 4201, Level = LogLevel.Information, Message = "Revision {Revision} of {Network} {Period} is frozen")]
    private partial void LogFrozen(string network, string period, int revision);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Error, Message = "Cut {Cut} was announced and cannot be used: {Reason}")]
    private partial void LogUnreadable(Guid cut, string reason);

    [LoggerMessage(EventId = 4205, Level = LogLevel.Error, Message = "The edition of cut {Cut} could not be built {Tries} times; the freezing waits until somebody has it tried again or gives it up")]
    private partial void LogParked(Guid cut, int tries);
}
