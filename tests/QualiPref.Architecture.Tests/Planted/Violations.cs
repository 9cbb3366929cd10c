using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

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

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Failed")]
    public static partial void LogItsMessage(ILogger logger, Exception exception);

    public static Type KnowAnotherService() => typeof(QualiPref.Surveys.SurveysModule);
}
