using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Architecture.Tests.Planted;

/// <summary>Breaks every rule on purpose; nobody calls it.</summary>
internal static partial class Violations
{
    public static DateTime ReadTheClock() => DateTime.UtcNow;

    public static async Task<DateTimeOffset> ReadTheClockLater()
    {
        await Task.Yield();
        return TimeProvider.System.GetUtcNow();
    }

    public static void InsertElsewhere(IMongoCollection<string> collection) => collection.InsertOne("text");

    public static IFindFluent<string, string> FindElsewhere(IMongoCollection<string> collection) => collection.Find(_ => true);

    public static IFindFluent<string, string> SortElsewhere(IFindFluent<string, string> found) => found.SortBy(text => text);

    public static Task<List<string>> ListElsewhere(IAsyncCursorSource<string> source) => source.ToListAsync();

    public static List<string> DrainElsewhere(IAsyncCursor<string> cursor) => cursor.ToList();

    public static IAggregateFluent<string> GroupElsewhere(IAggregateFluent<string> stages) => stages.Match(_ => true);

    public static IMongoDatabase OpenTheDatabaseOfAnother(MongoDatabases databases) => databases.For("complaints");

    public static double MeanOfMeans(double[] rates) => rates.Average();

    public static string Swallow(Action action)
    {
        try
        {
            action();
            return "";
        }
#pragma warning disable CA1031 // on purpose, like everything here
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.GetType().Name;
        }
    }

    public static async Task<string> SwallowLater(Func<Task> action, CancellationToken stop)
    {
        try
        {
            await action();
            return "";
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            return exception.GetType().Name;
        }
    }

    public static async Task SwallowAndRest(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await Task.Yield();
        }
    }

    public static bool SwallowUnlessAway(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (!Outages.IsOutage(exception))
        {
            return false;
        }
    }

    public static async Task SwallowUnlessAwayAndRest(Func<Task> action, CancellationToken stop)
    {
        try
        {
            await action();
        }
        catch (Exception exception) when (!Outages.IsOutage(exception) && !stop.IsCancellationRequested)
        {
            await Task.Yield();
        }
    }

    public static async Task<bool> SwallowButTwo(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception exception) when (exception is not FormatException and not TimeoutException)
        {
            return false;
        }
    }

#pragma warning disable CA1031 // on purpose, like everything here
    public static string SwallowButItsName(Action action)
    {
        try
        {
            action();
            return "";
        }
        catch (Exception exception)
        {
            return FaultText.NameOf(exception);
        }
    }

    public static async Task<string> SwallowButItsNameInShort(Func<Task> action)
    {
        try
        {
            await action();
            return "";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return FaultText.InShort(exception);
        }
    }

    public static async Task<bool> SwallowBesideFinally(Func<Task> action, Func<Task> end)
    {
        try
        {
            await action();
            return true;
        }
        catch
        {
            return false;
        }
        finally
        {
            await end();
        }
    }

    public static async Task SwallowAndRestBesideFinally(Func<Task> action, Func<Task> end)
    {
        try
        {
            await action();
        }
        catch
        {
            await Task.Yield();
        }
        finally
        {
            await end();
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Failed")]
    public static partial void LogItsMessage(ILogger logger, Exception exception);

    public static Type KnowAnotherService() => typeof(QualiPref.Surveys.SurveysModule);
}

/// <summary>Does not ask whether its database is being restored.</summary>
internal sealed class PreparesAnyway : IStorageSetup
{
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
