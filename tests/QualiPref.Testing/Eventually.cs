using System.Diagnostics;
using Xunit;

namespace QualiPref.Testing;

/// <summary>
/// Waits for what becomes true by itself: asks again until it is, or until the deadline, soon at first and then some two hundred times at most, so that
/// asking does not keep a whole system from what is waited for.
/// </summary>
public static class Eventually
{
    private const int Times = 200;

    private const double Growth = 1.3;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(10), Ordinary = TimeSpan.FromSeconds(30);

    /// <summary>Reads until the value is as expected, and returns it. The failure shows the last value read.</summary>
    /// <typeparam name="T">What is read; its text is what a failure shows.</typeparam>
    /// <param name="what">What is expected, as a sentence: "the answer is counted".</param>
    /// <param name="read">Reads the present state. An exception counts as "not yet" and is shown when it is the last state.</param>
    /// <param name="expected">True when it is as expected.</param>
    /// <param name="within">The deadline; 30 s when left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<T> ReadsAsync<T>(
        string what, Func<CancellationToken, Task<T>> read, Func<T, bool> expected, TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        ReadsAsync(what, read, expected, isFromLastChange: false, within, cancellationToken);

    /// <summary>
    /// The same of what takes as long as there is work to do: the deadline counts from the last change of what is read, so that standing still is told, and
    /// a slow machine or much work is not.
    /// </summary>
    /// <typeparam name="T">What is read; its text tells one state from another.</typeparam>
    /// <param name="what">What is expected, as a sentence.</param>
    /// <param name="read">Reads the present state.</param>
    /// <param name="expected">True when it is as expected.</param>
    /// <param name="within">The longest that it may stand still; 30 s when left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<T> GoesOnToAsync<T>(
        string what, Func<CancellationToken, Task<T>> read, Func<T, bool> expected, TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        ReadsAsync(what, read, expected, isFromLastChange: true, within, cancellationToken);

    private static async Task<T> ReadsAsync<T>(
        string what, Func<CancellationToken, Task<T>> read, Func<T, bool> expected, bool isFromLastChange, TimeSpan? within, CancellationToken cancellationToken)
    {
        var patience = within ?? Ordinary;
        var pause = First;
        var watch = Stopwatch.StartNew();
        string? last = null;
        TimeLimitAttribute.NoteWait(what);
        do
        {
            try
            {
                var value = await read(cancellationToken);
                if (expected(value))
                    return value;
                var now = value?.ToString() ?? "null";
                if (isFromLastChange && now != last) watch.Restart();
                last = now;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                last = $"{e.GetType().Name}: {e.Message}";
            }
            await Task.Delay(pause, cancellationToken);
            if (pause < patience / Times) pause *= Growth;
        }
        while (watch.Elapsed < patience);

        Assert.Fail($"Within {patience.TotalSeconds:0.#} s it was expected that {what}. Last seen: {last}");
        throw new UnreachableException();
    }

    /// <summary>Waits until a condition holds. Prefer <c>ReadsAsync</c>, whose failure says what was seen instead.</summary>
    /// <param name="what">What is expected, as a sentence: "the process has ended".</param>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="within">The deadline; 30 s when left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task HoldsAsync(
        string what, Func<CancellationToken, Task<bool>> condition, TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        ReadsAsync(what, condition, holds => holds, within, cancellationToken);
}
