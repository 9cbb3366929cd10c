using Microsoft.Extensions.Options;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Checking;

/// <summary>Whether the database answers.</summary>
internal static class DatabaseCheck
{
    private const string Part = "database";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<Finding> LookAsync(Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Mongo.Length == 0) return Finding.Skipped(Part, "QUALIPREF_MONGO is not set.");
        var servers = "";
        try
        {
            servers = string.Join(", ", MongoUrl.Create(settings.Mongo).Servers);
            using var databases = new MongoDatabases(Options.Create(
                new StorageOptions { ConnectionString = settings.Mongo, DatabasePrefix = settings.DatabasePrefix, ServerSelectionTimeout = Patience }));
            await databases.PingAsync(cancellationToken);
            return Finding.Ok(Part, $"{servers} answers.");
        }
        catch (Exception exception) when (exception is MongoConfigurationException or ArgumentException or FormatException)
        {
            // The driver quotes what it was given, and that holds a password.
            return Finding.Failed(Part, "QUALIPREF_MONGO is no connection string of MongoDB, such as mongodb://user:password@host:27017/?replicaSet=rs0.");
        }
        catch (MongoAuthenticationException)
        {
            return Finding.Failed(Part, $"{servers} does not accept the user or password of QUALIPREF_MONGO.");
        }
        catch (Exception exception) when (exception is TimeoutException or MongoException)
        {
            return Finding.Failed(Part, $"{servers} does not answer, or does not let us in, within {Patience.TotalSeconds} s ({exception.GetType().Name}).");
        }
    }
}
