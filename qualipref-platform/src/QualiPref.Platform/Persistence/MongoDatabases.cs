using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Conventions;
using MongoDB.Bson.Serialization.Serializers;
using MongoDB.Driver;
using QualiPref.Contracts.Indicators.V1;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// One client for the process and one database for each service. Every write waits for the journal, of the majority unless the connection string says
/// otherwise: what is acknowledged survives the death of any process. Only what costs no more than a repetition when it is lost asks for less, where it is written.
/// Every read is of what a majority holds: nothing is published or decided on that a fail-over would take back.
/// </summary>
public sealed class MongoDatabases : IDisposable
{
    // A server that stands still for seconds is busy, and not away: giving it up sooner ends what it was about to answer on every connection.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private static readonly BsonDocument Ping = new("ping", 1);

    private readonly MongoClient _client;
    private readonly string _prefix;

    static MongoDatabases()
    {
        BsonSerializer.RegisterSerializer(new GuidSerializer(GuidRepresentation.Standard));
        BsonSerializer.RegisterSerializer(new DateTimeOffsetSerializer(BsonType.DateTime));
        BsonSerializer.RegisterSerializer(new DateOnlySerializer(BsonType.String));
        ConventionRegistry.Register("QualiPref",
            new ConventionPack { new CamelCaseElementNameConvention(), new IgnoreExtraElementsConvention(true), new EnumRepresentationConvention(BsonType.String) },
            type => type.Namespace?.StartsWith("QualiPref.", StringComparison.Ordinal) == true);
        // Most options of the millions of cells have none.
        BsonClassMap.RegisterClassMap<OptionCount>(option =>
        {
            option.AutoMap();
            option.MapMember(one => one.Partial).SetIgnoreIfDefault(true);
        });
    }

    /// <summary>Prepares the client; nothing is sent yet.</summary>
    /// <param name="options">Where the databases are.</param>
    public MongoDatabases(IOptions<StorageOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = MongoClientSettings.FromConnectionString(options.Value.ConnectionString);
        // The embedded engine has to be asked with w=1: with w=majority it answers before the journal is written.
        settings.WriteConcern = (settings.WriteConcern.W is null ? WriteConcern.WMajority : settings.WriteConcern).With(journal: true);
        settings.ReadConcern = settings.ReadConcern.IsServerDefault ? ReadConcern.Majority : settings.ReadConcern;
        settings.ServerSelectionTimeout = options.Value.ServerSelectionTimeout;
        settings.ConnectTimeout = ConnectTimeout;
        settings.HeartbeatInterval = TimeSpan.FromSeconds(2);
        _client = new MongoClient(settings);
        _prefix = options.Value.DatabasePrefix;
    }

    /// <summary>The database of one service; nobody else reads it.</summary>
    /// <param name="service">Name of the service, such as <c>surveys</c>.</param>
    public IMongoDatabase For(string service) => _client.GetDatabase($"{_prefix}_{service}");

    /// <summary>Asks the server whether it answers. One round trip.</summary>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="MongoException">It does not.</exception>
    /// <exception cref="TimeoutException">There is none within the time of <see cref="StorageOptions.ServerSelectionTimeout"/>.</exception>
    public Task PingAsync(CancellationToken cancellationToken) => _client.GetDatabase("admin").RunCommandAsync<BsonDocument>(Ping, cancellationToken: cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
