using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using MongoDB.Driver;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;

namespace QualiPref.Tool.Backup;

/// <summary>Where the databases and the broker are, by the same settings as for services; never on the command line, where anybody on the machine reads a password.</summary>
internal sealed class Surroundings : IDisposable
{
    private readonly MongoDatabases _databases;
    private readonly string _servers;

    private Surroundings(StorageOptions storage, Uri? broker)
    {
        Prefix = storage.DatabasePrefix;
        Broker = broker;
        _databases = new MongoDatabases(Options.Create(storage));
        _servers = string.Join(", ", MongoUrl.Create(storage.ConnectionString).Servers);
    }

    /// <summary>What the names of the databases begin with.</summary>
    public string Prefix { get; }

    /// <summary>The broker; null when none is named.</summary>
    public Uri? Broker { get; }

    /// <summary>Reads the settings.</summary>
    /// <param name="settings">The environment.</param>
    /// <exception cref="WrongUseException">A setting is missing or wrong.</exception>
    public static Surroundings Of(IConfiguration settings)
    {
        var storage = settings.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        if (settings["QUALIPREF_MONGO"] is { Length: > 0 } mongo) storage.ConnectionString = mongo;
        if (storage.ConnectionString.Length == 0) throw new WrongUseException("QUALIPREF_MONGO is not set: it has to say where the databases are.");
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(storage, new ValidationContext(storage), faults, validateAllProperties: true))
        {
            throw new WrongUseException($"{StorageOptions.Section}: {string.Join(" ", faults)}");
        }
        var broker = settings["QUALIPREF_RABBITMQ"] ?? settings[$"{MessagingOptions.Section}:{nameof(MessagingOptions.Broker)}"];
        try
        {
            return new Surroundings(storage, broker is { Length: > 0 } ? new Uri(broker) : null);
        }
        // Their messages quote the address with its password.
        catch (Exception exception) when (exception is MongoConfigurationException or UriFormatException)
        {
            throw new WrongUseException($"{(exception is UriFormatException ? "QUALIPREF_RABBITMQ" : "QUALIPREF_MONGO")} cannot be read as an address.");
        }
    }

    /// <summary>The database of a service, read from the primary: what was acknowledged to a service is there.</summary>
    public IMongoDatabase For(string service) => _databases.For(service).WithReadPreference(ReadPreference.Primary);

    /// <summary>The addresses, without names and passwords.</summary>
    public override string ToString() => Broker is null ? $"MongoDB at {_servers}" : $"MongoDB at {_servers} or RabbitMQ at {Broker.Host}:{Broker.Port}";

    public void Dispose() => _databases.Dispose();
}

/// <summary>The tool was told something that cannot be meant.</summary>
/// <param name="message">What, and what to do.</param>
internal sealed class WrongUseException(string message) : Exception(message);
