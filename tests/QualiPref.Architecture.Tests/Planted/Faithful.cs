using QualiPref.Platform.Work;

namespace QualiPref.Architecture.Tests.Planted;

/// <summary>Catches whatever comes and loses nothing of it; nobody calls it.</summary>
internal static class Faithful
{
    public static async Task ThrowAgain(Func<Task> action, Action undo)
    {
        try
        {
            await action();
        }
        catch
        {
            undo();
            throw;
        }
    }

    public static async Task HandOver(Func<Task> action, TaskCompletionSource waiting)
    {
        try
        {
            await action();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            waiting.TrySetException(exception);
        }
    }

    public static async Task HandOverLater(Func<Task> action)
    {
        Exception fault;
        try
        {
            await action();
            return;
        }
        catch (Exception exception) when (!Outages.IsOutage(exception) && exception is not FormatException)
        {
            fault = exception;
        }
        await Task.Yield();
        await Console.Error.WriteLineAsync(FaultText.Of(fault));
    }

    public static async Task RestAndThrowAgain(Func<Task> action, CancellationToken stop)
    {
        try
        {
            await action();
        }
        catch (Exception exception) when (!Outages.IsOutage(exception) && !stop.IsCancellationRequested)
        {
            await Task.Yield();
            throw;
        }
        catch
        {
            await Task.Yield();
            throw;
        }
    }

    public static bool AskOfAway(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (Outages.IsOutage(exception))
        {
            return false;
        }
    }

    public static async Task<bool> AreNarrow(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception exception) when (exception is FormatException or TimeoutException)
        {
            return false;
        }
    }

    public static async Task DisposeLater(Func<Task> action, IAsyncDisposable held)
    {
        await using (held) await action();
    }
}
