using QualiPref.Local;
using QualiPref.Recomputation;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Sending;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>A whole system in one shape, started once for all tests of a collection, with the recount of all that was sent to it.</summary>
public abstract class RunningSystem(SystemShape shape) : IAsyncLifetime
{
    /// <summary>The parts; any may be killed and started again.</summary>
    public LocalSystem Parts { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public Identities Identities { get; private set; } = null!;

    /// <summary>What the system signs tokens with.</summary>
    public byte[] SigningKey => Convert.FromBase64String(File.ReadAllText(Path.Combine(Folder, "keys", "signing-key")));

    /// <summary>All that was acknowledged since the system started.</summary>
    public Recount Recount { get; } = new();

    /// <summary>Acknowledged answers of the year that have to stand in the figures of <c>essonne</c>.</summary>
    public int AcknowledgedAnswers => Recount.CountedAnswers("essonne", $"{Year}");

    public ApiClient Api { get; private set; } = null!;

    private protected string Folder => Path.Combine(ProjectRoot(), "artifacts", "end-to-end", GetType().Name);

    /// <summary>Last full calendar year: answers may bear its dates.</summary>
    public static int Year { get; } = TimeProvider.System.GetLocalNow().Year - 1;

    public static DateOnly Today => LegalDate.Of(TimeProvider.System.GetUtcNow());

    public virtual async ValueTask InitializeAsync()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        Parts = new LocalSystem(new LocalSystemOptions { Shape = shape, DataDirectory = Folder, Settings = Settings });
        await StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(Parts.Address), Timeout = TimeSpan.FromSeconds(60) };
        Identities = new Identities(Http);
        Api = new ApiClient(Http, Identities, Recount);
        foreach (var kiosk in SyntheticNetwork.Essonne.Sites.SelectMany(site => site.Kiosks))
            await Identities.EnrolAsync(kiosk.Site, kiosk.Label, CancellationToken.None);
    }

    public virtual async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (Parts is not null)
            await Parts.DisposeAsync();
        foreach (var data in (string[])["engine", "broker"])
            if (Directory.Exists(Path.Combine(Folder, data)))
                Directory.Delete(Path.Combine(Folder, data), recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A sender whose every exchange is noted in the recount.</summary>
    public ApiSender NewSender() => new(Http, Identities, TimeProvider.System) { Observed = Recount.Observe };

    /// <summary>The part of a name: <c>engine</c>, <c>broker</c> or a service.</summary>
    public LocalPart this[string name] => name switch
    {
        "engine" => Parts.Engine,
        "broker" => Parts.Broker ?? throw new ArgumentException("The all-in-one shape has no broker.", nameof(name)),
        _ => Parts[name],
    };

    /// <summary>Further configuration of every service.</summary>
    private protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    private protected virtual Task StartAsync() => Parts.StartAsync();

    private static string ProjectRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "QualiPref.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("QualiPref.slnx was not found above the test's folder.");
    }
}

/// <summary>One process with all services, and the engine.</summary>
public sealed class AllInOneSystem() : RunningSystem(SystemShape.AllInOne);

/// <summary>One process per service, the engine and the broker.</summary>
public sealed class DistributedSystem() : RunningSystem(SystemShape.Distributed);

[CollectionDefinition(Name)]
public sealed class AllInOne : ICollectionFixture<AllInOneSystem>
{
    public const string Name = "all in one";
}

[CollectionDefinition(Name)]
public sealed class Distributed : ICollectionFixture<DistributedSystem>
{
    public const string Name = "distributed";
}
