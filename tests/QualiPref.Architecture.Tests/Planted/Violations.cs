using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Architecture.Tests.Planted;

/// <summary>Breaks every rule on purpose; nobody calls it.</summary>
internal static class Violations
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

    public static Type KnowAnotherService() => typeof(QualiPref.Surveys.SurveysModule);
}
