using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Persistence;

/// <summary>Drops what the release before kept and this one does not read, once no replica of before can be running: until then such a replica answers from it.</summary>
internal sealed partial class FormerCollections(IMongoDatabase database, IReadOnlyList<string> names, TimeProvider time, ILogger<FormerCollections> logger) : IWorker
{
    private readonly WorkLoop _loop = new("Dropping what the release before kept", time, logger);
    private bool _isRolledOut;

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(DropAsync, stoppingToken);

    private async Task<TimeSpan> DropAsync(CancellationToken cancellationToken)
    {
        if (!_isRolledOut)
        {
            _isRolledOut = true;
            return RollOut.Patience;
        }
        var held = await (await database.ListCollectionNamesAsync(null, cancellationToken)).ToListAsync(cancellationToken);
        foreach (var name in names.Intersect(held))
        {
            await database.DropCollectionAsync(name, cancellationToken);
            LogDropped(name, database.DatabaseNamespace.DatabaseName);
        }
        return Timeout.InfiniteTimeSpan;
    }

    [LoggerMessage(EventId = 1205, Level = LogLevel.Information, Message = "Dropped the collection {Name} of {Database}: the release before kept it, and nothing reads it any more")]
    private partial void LogDropped(string name, string database);
}

/// <summary>Registers what is to be dropped.</summary>
public static class FormerCollectionRegistration
{
    /// <summary>Drops collections that a service had in the release before, ten minutes after its start.</summary>
    /// <param name="services">The services.</param>
    /// <param name="service">Name of the service.</param>
    /// <param name="names">Names of the collections.</param>
    public static void AddFormerCollections(this IServiceCollection services, string service, params IReadOnlyList<string> names) =>
        services.AddSingleton<IWorker>(provider => new FormerCollections(
            provider.GetRequiredService<MongoDatabases>().For(service), names, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<FormerCollections>>()));
}
