using QualiPref.Platform.Identity;
using QualiPref.Platform.Limits;

namespace QualiPref.Local;

/// <summary>
/// The whole of QualiPref on this machine: the database engine, in the distributed shape the broker, the sign-in provider, and the services. Its parts can be
/// started one by one, killed and restarted in any order; <see cref="StartAsync"/> starts all of them.
/// </summary>
public sealed class LocalSystem : IAsyncDisposable
{
    private const string Portal = "portal";
    private const string KeysPath = "QualiPref__Identity__KeysPath";

    private static readonly string[] ServiceNames = ["surveys", "complaints", "indicators", "reporting"];

    private readonly FileStream _claim;
    private readonly SignInProvider _provider;
    private readonly List<ServiceProcess> _services = [];
    private readonly int _port;

    /// <summary>A system, nothing of it started yet. Claims the data directory.</summary>
    /// <param name="options">What it is made of.</param>
    /// <exception cref="LocalStartException">The port is in use, or another system has the data directory.</exception>
    public LocalSystem(LocalSystemOptions options)
    {
        var data = Path.GetFullPath(options.DataDirectory);
        if (options.Port != 0)
            Ports.DemandFree(options.Port, "QualiPref");
        _port = Ports.Choose(options.Port);
        _claim = Claim(data);
        string Log(string name) => Path.Combine(data, "logs", name + ".log");

        var keys = Path.Combine(data, "keys");
        // Where a test says otherwise it has its keys.
        Keys = options.Settings.GetValueOrDefault(KeysPath, keys);
        KeyFolder.Complete(keys, [.. ServiceNames, Portal, KeyFolder.Operator]);
        Engine = new MongoEngine(Path.Combine(data, "engine"), logFile: Log("engine"));
        var settings = new Dictionary<string, string>
        {
            ["QUALIPREF_MONGO"] = Engine.ConnectionString,
            [KeysPath] = keys,
            ["QualiPref__Portal__PlainHttp"] = "true",
        };
        _provider = new SignInProvider(Path.Combine(data, "sign-in"), Log("sign-in"));
        foreach (var (name, value) in _provider.PortalSettings)
            settings[name] = value;
        if (!options.LimitsCallers)
        {
            foreach (var (name, most) in LimitOptions.Unmet)
                settings[name] = most;
            settings["QualiPref__Complaints__FilingPause"] = "00:00:00";
        }
        if (options.Traces)
        {
            Viewer = new TraceViewer(Path.Combine(data, "traces"), logFile: Log("traces"));
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = Viewer.Receiver;
        }

        ServiceProcess Service(string name, string project, int port)
        {
            var service = new ServiceProcess(
                name, ProjectFolder.BuiltAssembly(project), port, Merge(settings, options.Settings), Log(name));
            _services.Add(service);
            return service;
        }

        if (options.Shape == SystemShape.AllInOne)
        {
            // The one process needs no broker: with this variable empty it keeps its messages to itself.
            settings["QUALIPREF_RABBITMQ"] = "";
            Service("all-in-one", "QualiPref.AllInOne", _port);
            return;
        }

        Broker = new RabbitBroker(Path.Combine(data, "broker"), logFile: Log("broker"));
        settings["QUALIPREF_RABBITMQ"] = Broker.ConnectionString;
        // Each service may call the others, so all addresses are chosen before the first service is made.
        var ports = ServiceNames.ToDictionary(name => name, _ => Ports.Choose(0));
        foreach (var (name, port) in ports)
            settings[$"QualiPref__Services__{Capital(name)}"] = $"http://127.0.0.1:{port}";
        settings[$"QualiPref__Services__{Capital(Portal)}"] = $"http://127.0.0.1:{_port}";
        foreach (var (name, port) in ports)
            Service(name, $"QualiPref.{Capital(name)}.Host", port);
        Service(Portal, "QualiPref.Portal.Host", _port);
    }

    /// <summary>The one address that serves all of it, as in <c>http://127.0.0.1:8080</c>.</summary>
    public string Address => $"http://127.0.0.1:{_port}";

    /// <summary>Folder of the keys that its services go by, the operator's among them.</summary>
    public string Keys { get; }

    /// <summary>The database engine.</summary>
    public MongoEngine Engine { get; }

    /// <summary>The broker; null in the all-in-one shape, which needs none.</summary>
    public RabbitBroker? Broker { get; }

    /// <summary>The viewer of traces; null unless <see cref="LocalSystemOptions.Traces"/> asks for it.</summary>
    public TraceViewer? Viewer { get; }

    /// <summary>The provider of identities that people sign in with.</summary>
    public ServiceProcess SignIn => _provider.Process;

    /// <summary>What a portal is told of <see cref="SignIn"/>, as environment variables: for one that is not of this system.</summary>
    public IReadOnlyDictionary<string, string> SignInSettings => _provider.PortalSettings;

    /// <summary>The services, in the order they are started: <c>all-in-one</c>, or the four services and <c>portal</c>.</summary>
    public IReadOnlyList<ServiceProcess> Services => _services;

    /// <summary>Every part, in the order of starting.</summary>
    public IEnumerable<LocalPart> Parts => new LocalPart?[] { Engine, Broker, Viewer, SignIn }.OfType<LocalPart>().Concat(_services);

    /// <summary>A service by name.</summary>
    /// <param name="name">As in <see cref="Services"/>.</param>
    public ServiceProcess this[string name] => _services.Single(s => s.Name == name);

    /// <summary>Starts what does not run yet, and waits until all of it answers.</summary>
    /// <param name="cancellationToken">Gives up; what was started stays until <see cref="StopAsync"/>.</param>
    /// <exception cref="LocalStartException">A part did not start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        // Nobody needs the provider to start.
        await Task.WhenAll(SignIn.StartAsync(cancellationToken), StartOthersAsync(cancellationToken));
        await LetPersonsInAsync(cancellationToken);
    }

    /// <summary>Lets the sample persons in, which <see cref="StartAsync"/> does: for whoever starts the parts one by one.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LocalStartException">The portal refused.</exception>
    public Task LetPersonsInAsync(CancellationToken cancellationToken = default) => SampleAccess.GiveAsync(Address, Keys, cancellationToken);

    private async Task StartOthersAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Parts.Except(_services).Where(part => part != SignIn).Select(part => part.StartAsync(cancellationToken)));
        await Task.WhenAll(_services.Select(service => service.StartAsync(cancellationToken)));
    }

    /// <summary>Stops all of it, what was started last first.</summary>
    /// <returns>The parts that did not end when asked to and were ended by force.</returns>
    public async Task<IReadOnlyList<LocalPart>> StopAsync()
    {
        var forced = new List<LocalPart>();
        foreach (var part in Parts.Reverse())
            if (!await part.StopAsync())
                forced.Add(part);
        return forced;
    }

    /// <summary>Stops all of it and gives the data directory free.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in Parts.Reverse())
            await part.DisposeAsync();
        await _claim.DisposeAsync();
    }

    // The lock goes with the process, however it ends.
    private static FileStream Claim(string data)
    {
        Directory.CreateDirectory(data);
        var file = Path.Combine(data, "run.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new LocalStartException(
                $"Another QualiPref runs on the data directory {data}. Stop it, or choose another directory with --data.");
        }
    }

    private static Dictionary<string, string> Merge(Dictionary<string, string> settings, IReadOnlyDictionary<string, string> further)
    {
        var merged = new Dictionary<string, string>(settings);
        foreach (var (name, value) in further)
            merged[name] = value;
        return merged;
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
