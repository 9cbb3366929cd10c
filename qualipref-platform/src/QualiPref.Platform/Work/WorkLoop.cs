using Microsoft.Extensions.Logging;

namespace QualiPref.Platform.Work;

/// <summary>
/// Repeats a piece of work until the process stops, whatever it throws. After a fault it rests for 1 s, then 2, 4 and at most 5 s. An outage
/// is told by the names of what caused it, any other exception once with its stack; repetitions of the same are told by count, and so is their end.
/// </summary>
/// <param name="work">What it does, as the beginning of a sentence: "Recomputing cells".</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where faults are told.</param>
public sealed class WorkLoop(string work, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly FaultLog _faults = new(work, logger);

    /// <summary>Does rounds for ever.</summary>
    /// <param name="round">Waits for something to do, does it, and says how long to rest; <see cref="Timeout.InfiniteTimeSpan"/> when there will be nothing more.</param>
    /// <param name="stoppingToken">Ends the work.</param>
    public async Task RunAsync(Func<CancellationToken, Task<TimeSpan>> round, CancellationToken stoppingToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        await Task.Yield();
        var pause = FirstPause;
        while (true)
        {
            var rest = TimeSpan.Zero;
            var faults = _faults.Noted;
            if (await TryAsync(work, async () => rest = await round(stoppingToken), stoppingToken))
            {
                pause = FirstPause;
                if (_faults.Noted == faults) _faults.Over();
            }
            else
            {
                rest = pause;
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            await Task.Delay(rest, time, stoppingToken);
        }
    }

    /// <summary>Does one part of a round, such as one of many site-days: if it fails, that is told, and its neighbours go on. Parts may run at once.</summary>
    /// <param name="part">What it does, as the beginning of a sentence; codes and ids only.</param>
    /// <param name="action">The work.</param>
    /// <param name="stoppingToken">Ends the work.</param>
    /// <returns>Whether it was done.</returns>
    /// <exception cref="OperationCanceledException">The process stops.</exception>
    public async Task<bool> TryAsync(string part, Func<Task> action, CancellationToken stoppingToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            await action();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Note(part, exception);
            return false;
        }
    }

    /// <summary>Tells that what failed goes on, if anything did: for work that is not done in rounds.</summary>
    public void Over() => _faults.Over();

    /// <summary>Tells a fault of one part that was dealt with.</summary>
    /// <param name="part">What failed, as the beginning of a sentence; codes and ids only.</param>
    /// <param name="exception">What was thrown.</param>
    public void Note(string part, Exception exception) => _faults.Note(part, exception);
}
