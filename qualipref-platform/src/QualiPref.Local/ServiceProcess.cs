namespace QualiPref.Local;

/// <summary>A built ASP.NET Core host run by <c>dotnet</c> on a port of 127.0.0.1; ready when <c>GET /ready</c> answers 200.</summary>
public sealed class ServiceProcess : LocalPart
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly int _port;
    private readonly Dictionary<string, string> _settings;

    /// <summary>A service, not yet started.</summary>
    /// <param name="name">Its name in tables and messages.</param>
    /// <param name="assembly">Path of the host's built <c>.dll</c>.</param>
    /// <param name="port">Port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="settings">Its configuration, as environment variables.</param>
    /// <param name="logFile">File its output is added to.</param>
    public ServiceProcess(
        string name, string assembly, int port, IReadOnlyDictionary<string, string> settings, string logFile)
        : base(name, logFile)
    {
        Assembly = Path.GetFullPath(assembly);
        _port = Ports.Choose(port);
        _settings = new Dictionary<string, string>(settings) { ["ASPNETCORE_URLS"] = Address };
    }

    /// <inheritdoc/>
    public override string Address => $"http://127.0.0.1:{_port}";

    /// <summary>Full path of the host's built <c>.dll</c>; another one is run from the next start on.</summary>
    public string Assembly { get; set; }

    private protected override Task<ChildProcess> LaunchAsync()
    {
        if (!File.Exists(Assembly))
            throw new LocalStartException($"{Name} is not built ({Assembly} is missing): run \"make build\" first.");
        Ports.DemandFree(_port, Name);
        return ChildProcess.StartAsync("dotnet", [Assembly], _settings, Path.GetDirectoryName(Assembly)!, LogFile);
    }

    private protected override async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address + "/ready"), cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"GET /ready answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "GET /ready took more than 5 s";
        }
    }
}
