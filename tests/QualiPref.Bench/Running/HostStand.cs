using QualiPref.Local;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Limits;

namespace QualiPref.Bench.Running;

/// <summary>One engine, and hosts of the shape with one process, each on databases of its own in it. Their catalogue has 250 sites more than the shipped one.</summary>
internal sealed class HostStand : IAsyncDisposable
{
    /// <summary>The product.</summary>
    public const string Product = "group commit";

    /// <summary>The same host with one journaled insert per request.</summary>
    public const string InsertEach = "insert-each";

    /// <summary>The same host, nothing stored, published or counted.</summary>
    public const string NoStorage = "none";

    private readonly string _folder;
    private readonly Catalogue _catalogue;

    private HostStand(string folder, MongoEngine engine)
    {
        _catalogue = BenchNetwork.WriteCatalogue(CatalogueFolder(folder));
        (_folder, Engine, Keys) = (folder, engine, Path.Combine(folder, "keys"));
        KeyFolder.Complete(Keys, [.. ServiceNames.All, QualiPrefHost.Portal, KeyFolder.Operator]);
    }

    public MongoEngine Engine { get; }

    /// <summary>Folder of the keys that every host of it goes by.</summary>
    public string Keys { get; }

    public static async Task<HostStand> StartAsync(string folder)
    {
        var engine = new MongoEngine(Path.Combine(folder, "engine"), logFile: Path.Combine(folder, "engine.log"));
        await engine.StartAsync();
        return new HostStand(folder, engine);
    }

    /// <summary>A host, not yet started.</summary>
    /// <param name="variant">Which of the three.</param>
    /// <param name="databases">What the names of its databases begin with.</param>
    public ServiceProcess Host(string variant, string databases)
    {
        var settings = new Dictionary<string, string>(LimitOptions.Unmet)
        {
            ["QUALIPREF_MONGO"] = Engine.ConnectionString,
            ["QUALIPREF_RABBITMQ"] = "",
            ["QualiPref__Storage__DatabasePrefix"] = databases,
            ["QualiPref__Identity__KeysPath"] = Keys,
            ["QualiPref__Catalogue__Path"] = CatalogueFolder(_folder),
            ["Bench__Ledger"] = variant,
        };
        var project = variant == Product ? "QualiPref.AllInOne" : "QualiPref.Bench.IntakeBaseline";
        return new ServiceProcess(variant, ProjectFolder.BuiltAssembly(project), 0, settings, Path.Combine(_folder, "host.log"));
    }

    /// <summary>Starts a host and prepares a load for it, with kiosks enrolled.</summary>
    public async Task<AnswerLoad> StartAsync(ServiceProcess host, AnswerShape shape, int seed, int answers, int batchSize = 1, Func<int, bool>? mayBeWithdrawn = null)
    {
        await host.StartAsync();
        var tokens = new OperatorTokens(Keys, TimeProvider.System);
        var enrolled = shape with { Network = await shape.Network.EnrolAsync(host.Address, () => tokens.Of("Bench")) };
        return await AnswerLoad.PrepareAsync(new LoadTarget(host.Address, Keys, _catalogue, _folder), enrolled, seed, answers, batchSize, mayBeWithdrawn);
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private static string CatalogueFolder(string folder) => Path.Combine(folder, "catalogue");
}
