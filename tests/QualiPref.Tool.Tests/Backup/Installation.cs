using System.CommandLine;
using Microsoft.Extensions.Configuration;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Testing;
using QualiPref.Tool.Backup;

namespace QualiPref.Tool.Tests.Backup;

/// <summary>The databases of an installation, and the commands as an operator gives them.</summary>
internal sealed class Installation(RealEngine engine, TimeProvider? time = null) : IAsyncDisposable
{
    private readonly DatabasePrefix _databases = engine.NewBarePrefix();
    private readonly TemporaryFolder _folder = new();

    public string Prefix => _databases.Value;

    /// <summary>What the last command said to standard output and to standard error.</summary>
    public (string Output, string Error) Said { get; private set; } = ("", "");

    public IDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["QUALIPREF_MONGO"] = engine.ConnectionString,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Where a file of the test is.</summary>
    public string File(string name) => _folder[name];

    public IMongoDatabase Database(string service) => engine.Client.GetDatabase($"{Prefix}_{service}");

    public IMongoCollection<BsonDocument> this[Collection collection] => Database(collection.Service).GetCollection<BsonDocument>(collection.Name);

    public IMongoCollection<BsonDocument> this[string collection] => this[new Collection(collection.Split('.', 2)[0], collection.Split('.', 2)[1])];

    /// <summary>All documents of a collection in the order of their ids.</summary>
    public async Task<IReadOnlyList<BsonDocument>> ReadAsync(string collection) =>
        await this[collection].Find(FilterDefinition<BsonDocument>.Empty).Sort(new BsonDocument("_id", 1)).ToListAsync(Token);

    /// <summary>All that the databases hold, to see whether anything was touched.</summary>
    public async Task<string> EverythingAsync()
    {
        var all = new BsonDocument();
        foreach (var collection in Collections.Kept.Concat(Collections.OfTheMoment)) all[$"{collection}"] = new BsonArray(await ReadAsync($"{collection}"));
        return all.ToJson();
    }

    public Task<int> BackupAsync(params string[] arguments) => RunAsync(BackupCommands.Backup, arguments);

    public Task<int> RestoreAsync(params string[] arguments) => RunAsync(BackupCommands.Restore, arguments);

    public async ValueTask DisposeAsync()
    {
        await _databases.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Runs a command; each line that it says of its progress is heard before it goes on.</summary>
    public async Task<int> RunAsync(Func<TimeProvider, IConfiguration, Command> command, string[] arguments, Action<string>? heard = null)
    {
        Settings["QualiPref:Storage:DatabasePrefix"] = Prefix;
        using var output = new StringWriter();
        using var error = new HeardWriter(heard ?? (_ => { }));
        var one = command(time ?? TimeProvider.System, new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
        var code = await new RootCommand { one }.Parse([one.Name, .. arguments]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, Token);
        Said = ($"{output}", $"{error}");
        return code;
    }

    private sealed class HeardWriter(Action<string> heard) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            heard(value ?? "");
        }
    }
}
