using System.Net.Sockets;
using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Local;

/// <summary>
/// A MongoDB engine on 127.0.0.1 with its data in a directory: <c>mongod</c> when it is on the PATH, else the embedded engine of
/// <c>qualipref-platform/engine</c>. The variable <c>QUALIPREF_MONGO</c> names an existing server to use instead.
/// </summary>
public sealed class MongoEngine : LocalPart
{
    // w=1: asked for w=majority, the embedded engine answers before the journal is written, and a kill then loses acknowledged
    // writes (11 of 20 runs, up to 142 writes; none with w=1). One server alone is its own majority.
    private const string Options = "/?directConnection=true&retryWrites=false&w=1&journal=true";

    private readonly string _dataDirectory;
    private readonly int _port;
    private readonly MongoClient _client;

    /// <summary>An engine, not yet started.</summary>
    /// <param name="dataDirectory">Where it keeps its data; created when absent. One engine at a time.</param>
    /// <param name="port">Port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="logFile">File its output is added to; beside the data by default.</param>
    public MongoEngine(string dataDirectory, int port = 0, string? logFile = null)
        : base("MongoDB engine", logFile ?? Path.GetFullPath(dataDirectory) + ".log")
    {
        _dataDirectory = Path.GetFullPath(dataDirectory);
        var existing = Environment.GetEnvironmentVariable("QUALIPREF_MONGO");
        IsOwned = string.IsNullOrEmpty(existing);
        _port = IsOwned ? Ports.Choose(port) : 0;
        ConnectionString = IsOwned ? $"mongodb://127.0.0.1:{_port}{Options}" : existing!;

        var settings = MongoClientSettings.FromConnectionString(ConnectionString);
        settings.ServerSelectionTimeout = TimeSpan.FromSeconds(1);
        _client = new MongoClient(settings);
    }

    /// <summary>How services and tests reach it: journaled writes, no retries (they need sessions, which it has not).</summary>
    public string ConnectionString { get; }

    /// <inheritdoc/>
    public override bool IsOwned { get; }

    /// <inheritdoc/>
    public override string Address =>
        "mongodb://" + string.Join(',', MongoUrl.Create(ConnectionString).Servers.Select(s => s.ToString()));

    /// <summary>Stops it and lets go of its connections.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _client.Dispose();
    }

    private protected override async Task<ChildProcess> LaunchAsync()
    {
        Ports.DemandFree(_port, "the MongoDB engine");
        var databases = Path.Combine(_dataDirectory, "db");
        Directory.CreateDirectory(_dataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(databases);
        foreach (var left in Directory.GetDirectories(_dataDirectory, "embedded-mongodb-*"))
            Directory.Delete(left, recursive: true); // the socket of an engine that was killed

        var port = _port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (program, arguments) = FindMongod() is { } mongod
            ? (mongod, (string[])["--dbpath", databases, "--port", port, "--bind_ip", "127.0.0.1", "--nounixsocket"])
            : (Path.Combine(ProjectFolder.Root, "qualipref-platform", "engine", "start"), [databases, port]);
        // Its private socket goes to the working directory: a relative path is always short enough for a socket.
        return await ChildProcess.StartAsync(
            program, arguments, new Dictionary<string, string> { ["TMPDIR"] = "." }, _dataDirectory, LogFile);
    }

    private protected override async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (IsOwned)
            {
                // Asked first because it fails at once, where the driver waits for half a second.
                using var socket = new TcpClient();
                await socket.ConnectAsync("127.0.0.1", _port, cancellationToken);
            }
            await _client.GetDatabase("admin").RunCommandAsync<BsonDocument>(
                new BsonDocument("ping", 1), cancellationToken: cancellationToken);
            return null;
        }
        catch (Exception e) when (e is SocketException or MongoException or TimeoutException)
        {
            return e.Message;
        }
    }

    private static string? FindMongod() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "mongod"))
            .FirstOrDefault(File.Exists);
}
