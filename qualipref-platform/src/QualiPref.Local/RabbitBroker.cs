using System.Globalization;
using System.Security.Cryptography;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QualiPref.Local;

/// <summary>
/// A private RabbitMQ node on 127.0.0.1 with its data in a directory, of the program Debian's <c>rabbitmq-server</c> brings. It has
/// a name, a cookie and a port mapper of its own, so that neither the system's broker nor another clone's is disturbed. The variable
/// <c>QUALIPREF_RABBITMQ</c> names an existing broker to use instead.
/// </summary>
public sealed class RabbitBroker : LocalPart
{
    private const string Programs = "/usr/lib/rabbitmq/bin";

    private readonly string _dataDirectory;
    private readonly int _port;
    private readonly int _distributionPort;
    private readonly int _mapperPort;
    private ChildProcess? _mapper;

    /// <summary>A broker, not yet started.</summary>
    /// <param name="dataDirectory">Where it keeps its data; created when absent. One node at a time.</param>
    /// <param name="port">AMQP port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="logFile">File its output is added to; beside the data by default.</param>
    public RabbitBroker(string dataDirectory, int port = 0, string? logFile = null)
        : base("RabbitMQ", logFile ?? Path.GetFullPath(dataDirectory) + ".log")
    {
        _dataDirectory = Path.GetFullPath(dataDirectory);
        var existing = Environment.GetEnvironmentVariable("QUALIPREF_RABBITMQ");
        IsOwned = string.IsNullOrEmpty(existing);
        (_port, _distributionPort, _mapperPort) = IsOwned ? (Ports.Choose(port), Ports.Choose(0), Ports.Choose(0)) : default;
        ConnectionString = IsOwned ? $"amqp://guest:guest@127.0.0.1:{_port}/" : existing!;
    }

    /// <summary>The AMQP URI of its default virtual host.</summary>
    public string ConnectionString { get; }

    /// <inheritdoc/>
    public override bool IsOwned { get; }

    /// <inheritdoc/>
    public override string Address => new UriBuilder(ConnectionString) { UserName = "", Password = "" }.Uri.ToString();

    /// <inheritdoc/>
    public override async Task<bool> StopAsync()
    {
        var clean = await base.StopAsync();
        if (_mapper is not null)
            await _mapper.StopAsync(StopDeadline);
        _mapper = null;
        return clean;
    }

    /// <summary>Makes virtual hosts, empty and apart from all others, on the running node: as many as there are names in about 2 s.</summary>
    /// <param name="names">Letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their AMQP URIs.</returns>
    public async Task<IReadOnlyList<string>> CreateVirtualHostsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        // What add_vhost and set_permissions do; each call of rabbitmqctl is a virtual machine of its own, which takes more than all that it does.
        const string make = """
            [begin
               ok = rabbit_vhost:add(Name, <<"local">>),
               ok = rabbit_auth_backend_internal:set_permissions(<<"guest">>, Name, <<".*">>, <<".*">>, <<".*">>, <<"local">>)
             end || Name <- Names].
            """;
        await ControlAsync(["eval", $"Names = {Erlang(names)}, {make}"], cancellationToken);
        return [.. names.Select(name => $"amqp://guest:guest@127.0.0.1:{_port}/{name}")];
    }

    /// <summary>Takes everything from a virtual host, as if the broker had lost its data: connections, queues and all they held. It is there again, empty, about 2 s later.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task EmptyVirtualHostAsync(string name, CancellationToken cancellationToken = default)
    {
        await ControlAsync(["eval", $"[rabbit_vhost:delete(Name, <<\"local\">>) || Name <- {Erlang([name])}]."], cancellationToken);
        await CreateVirtualHostsAsync([name], cancellationToken);
    }

    private static string Erlang(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(name => $"<<\"{name}\">>"))}]";

    private protected override async Task<ChildProcess> LaunchAsync()
    {
        if (!File.Exists(Path.Combine(Programs, "rabbitmq-server")))
            throw new LocalStartException(
                $"RabbitMQ is not installed ({Programs}/rabbitmq-server is missing): run \"scripts/setup --distributed\", " +
                "or name an existing broker in QUALIPREF_RABBITMQ.");
        Ports.DemandFree(_port, "RabbitMQ");
        Directory.CreateDirectory(_dataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var environment = NodeEnvironment();

        if (_mapper is null or { HasExited: true })
            _mapper = await ChildProcess.StartAsync("epmd", [], environment, _dataDirectory, LogFile);
        return await ChildProcess.StartAsync(Path.Combine(Programs, "rabbitmq-server"), [], environment, _dataDirectory, LogFile);
    }

    private protected override async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var factory = new ConnectionFactory { Uri = new Uri(ConnectionString), AutomaticRecoveryEnabled = false };
            await using var connection = await factory.CreateConnectionAsync("readiness", cancellationToken);
            return null;
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or IOException)
        {
            return e.InnerException?.Message ?? e.Message;
        }
    }

    private async Task ControlAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (!IsOwned)
            throw new InvalidOperationException($"The broker at {Address} is an existing server: its virtual hosts are not ours to change.");
        var control = await ChildProcess.StartAsync(
            Path.Combine(Programs, "rabbitmqctl"), arguments, NodeEnvironment(), _dataDirectory, LogFile);
        await control.Exited.WaitAsync(cancellationToken);
        if (control.ExitCode != 0)
            throw new LocalStartException($"rabbitmqctl {string.Join(' ', arguments)} failed:\n{control.LastLines(10)}");
    }

    private Dictionary<string, string> NodeEnvironment()
    {
        const string loopbackOnly = "-kernel inet_dist_use_interface {127,0,0,1}";
        return new()
        {
            ["HOME"] = _dataDirectory,
            ["RABBITMQ_NODENAME"] = NodeName(),
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = Text(_port),
            ["RABBITMQ_DIST_PORT"] = Text(_distributionPort),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_dataDirectory, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_dataDirectory, "log"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_dataDirectory, "enabled_plugins"),
            // Named so that the system broker's own settings are not read.
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_dataDirectory, "rabbitmq-env.conf"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_dataDirectory, "rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(_dataDirectory, "advanced.config"),
            ["ERL_CRASH_DUMP"] = Path.Combine(_dataDirectory, "erl_crash.dump"),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = Text(_mapperPort),
            // The start script then replaces itself by the virtual machine, which so has the process id we know.
            ["RABBITMQ_ALLOW_INPUT"] = "1",
            // No busy waiting: the cores are shared with everything else.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = $"{loopbackOnly} -noinput +B i +sbwt none +sbwtdcpu none +sbwtdio none",
            ["RABBITMQ_CTL_ERL_ARGS"] = loopbackOnly,
        };
    }

    // The data belong to a node name, so the name is made once and stays with them.
    private string NodeName()
    {
        var file = Path.Combine(_dataDirectory, "node-name");
        if (!File.Exists(file))
            File.WriteAllText(file, $"qualipref-{RandomNumberGenerator.GetHexString(8, lowercase: true)}@localhost");
        return File.ReadAllText(file);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
