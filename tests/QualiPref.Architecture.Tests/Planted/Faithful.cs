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
