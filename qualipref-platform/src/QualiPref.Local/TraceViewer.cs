using System.Net.Sockets;

namespace QualiPref.Local;

/// <summary>
/// The Aspire dashboard on 127.0.0.1: receives traces, metrics and logs over OTLP, keeps the newest in memory, and shows them to whoever
/// can reach its address. The project <c>QualiPref.TraceViewer</c> brings it.
/// </summary>
public sealed class TraceViewer : LocalPart
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string _dataDirectory;
    private readonly int _port;
    private readonly int _receiverPort;

    /// <summary>A viewer, not yet started.</summary>
    /// <param name="dataDirectory">Its home: the keys of its cookies; created when absent.</param>
    /// <param name="port">Port of its pages on 127.0.0.1; 0 for a free one.</param>
    /// <param name="logFile">File its output is added to; beside the data by default.</param>
    public TraceViewer(string dataDirectory, int port = 0, string? logFile = null)
        : base("trace viewer", logFile ?? Path.GetFullPath(dataDirectory) + ".log")
    {
        _dataDirectory = Path.GetFullPath(dataDirectory);
        (_port, _receiverPort) = (Ports.Choose(port), Ports.Choose(0));
    }

    /// <inheritdoc/>
    public override string Address => $"http://127.0.0.1:{_port}";

    /// <summary>Where services send telemetry: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, by gRPC.</summary>
    public string Receiver => $"http://127.0.0.1:{_receiverPort}";

    private protected override Task<ChildProcess> LaunchAsync()
    {
        var program = Program();
        Ports.DemandFree(_port, "the trace viewer");
        Directory.CreateDirectory(_dataDirectory);
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = _dataDirectory,
            ["ASPNETCORE_URLS"] = Address,
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Receiver,
            // On loopback, with telemetry that holds nothing about a person: no sign-in.
            ["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true",
            // Its name on its pages.
            ["ASPIRE_DASHBOARD_APPLICATION_NAME"] = "QualiPref",
        };
        return ChildProcess.StartAsync(program, [], environment, Path.GetDirectoryName(program)!, LogFile);
    }

    private protected override async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var receiver = new TcpClient();
            await receiver.ConnectAsync("127.0.0.1", _receiverPort, cancellationToken);
            using var answer = await Http.GetAsync(new Uri(Address), cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"GET / answered {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            return e.Message;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "GET / took more than 5 s";
        }
    }

    // Its project notes at build where the package with the program was put.
    private static string Program()
    {
        var note = Path.Combine(Path.GetDirectoryName(ProjectFolder.BuiltAssembly("QualiPref.TraceViewer"))!, "program");
        if (!File.Exists(note))
            throw new LocalStartException($"The trace viewer is not there ({note} is missing): run \"make build\" first.");
        var program = File.ReadAllText(note).Trim();
        return File.Exists(program) && OperatingSystem.IsLinux()
            ? program
            : throw new LocalStartException(
                $"The trace viewer {program} cannot be started here: it needs Linux on x86-64 and its NuGet package. Without it, " +
                "OTEL_EXPORTER_OTLP_ENDPOINT names any other receiver of OTLP.");
    }
}
