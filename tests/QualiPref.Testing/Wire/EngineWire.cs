using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Local;

namespace QualiPref.Testing.Wire;

/// <summary>
/// Stands between services and the real engine and does to their commands what a replica set does at a fail-over, of which no part can be had on one
/// machine. What it lets through, the real engine answers.
/// </summary>
public sealed class EngineWire : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(400);

    // What a driver asks to know the server and to tidy up; refusing these is another matter.
    private static readonly HashSet<string> Untouched = ["hello", "isMaster", "ping", "buildInfo", "killCursors", "endSessions"];

    // The commands whose reply may carry a write concern error.
    private static readonly HashSet<string> Writes = ["insert", "update", "delete", "findAndModify"];

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<WireFault, int> _done = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly TcpListener _listener;
    private readonly int _port;
    private int _enginePort;
    private Task _accepting = Task.CompletedTask;

    /// <summary>A wire to no engine yet.</summary>
    public EngineWire()
    {
        _port = Ports.Choose(0);
        _listener = new TcpListener(IPAddress.Loopback, _port);
    }

    /// <summary>Says what befalls a command, given its name; called from any thread. Nothing at first.</summary>
    public Func<string, WireFault> Mood { get; set; } = _ => WireFault.None;

    /// <summary>Hears each command with all that it asks for, before anything befalls it; called from any thread. Nobody at first.</summary>
    public Action<BsonDocument>? Ear { get; init; }

    /// <summary>What services take as <c>QUALIPREF_MONGO</c>.</summary>
    public string ConnectionString => $"mongodb://127.0.0.1:{_port}/?directConnection=true&retryWrites=false&w=1&journal=true";

    /// <summary>How often a fault was done so far.</summary>
    /// <param name="fault">The fault.</param>
    public int Count(WireFault fault) => _done.GetValueOrDefault(fault);

    /// <summary>Begins to listen; every connection goes on to this engine.</summary>
    /// <param name="engine">The engine, which need not run yet.</param>
    public void LeadTo(MongoEngine engine)
    {
        _enginePort = MongoUrl.Create(engine.ConnectionString).Server.Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Ends all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient service)
    {
        using var served = service;
        using var engine = new TcpClient { NoDelay = true };
        service.NoDelay = true;
        try
        {
            await engine.ConnectAsync(IPAddress.Loopback, _enginePort, _end.Token);
            var line = new Line(service.GetStream(), engine.GetStream());
            await await Task.WhenAny(RequestsAsync(line), RepliesAsync(line));
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            // A side has gone: so does the other.
        }
    }

    private async Task RequestsAsync(Line line)
    {
        while (await WireMessage.ReadAsync(line.Service, _end.Token) is { } request)
        {
            if (Ear is { } ear && request.Command is not null) ear(request.Body);
            var fault = FaultOf(request.Command);
            if (RefusalOf(request, fault) is { } refusal)
            {
                await line.AnswerAsync(refusal, _end.Token);
                continue;
            }
            if (fault != WireFault.None) line.Faults[request.RequestId] = fault;
            await line.Engine.WriteAsync(request.Bytes, _end.Token);
        }
    }

    private async Task RepliesAsync(Line line)
    {
        while (await WireMessage.ReadAsync(line.Engine, _end.Token) is { } reply)
        {
            line.Faults.TryRemove(reply.ResponseTo, out var fault);
            if (fault == WireFault.Cut) return;
            if (fault == WireFault.Delayed) await Task.Delay(Delay, _end.Token);
            await line.AnswerAsync(fault switch
            {
                WireFault.SteppedDown => WireMessage.Refusal(reply.ResponseTo, 11602, "InterruptedDueToReplStateChange"),
                WireFault.Unconfirmed => reply.Unconfirmed(),
                _ => reply,
            }, _end.Token);
        }
    }

    private WireFault FaultOf(string? command)
    {
        if (command is null || Untouched.Contains(command)) return WireFault.None;
        var fault = Mood(command) switch
        {
            WireFault.Unconfirmed when !Writes.Contains(command) => WireFault.None,
            WireFault.LostCursor when command != "getMore" => WireFault.None,
            var any => any,
        };
        if (fault != WireFault.None) _done.AddOrUpdate(fault, 1, (_, count) => count + 1);
        return fault;
    }

    private static WireMessage? RefusalOf(WireMessage request, WireFault fault) => fault switch
    {
        WireFault.NotPrimary => WireMessage.Refusal(request.RequestId, 10107, "NotWritablePrimary"),
        WireFault.LostCursor => WireMessage.Refusal(request.RequestId, 43, "CursorNotFound"),
        _ => null,
    };

    /// <summary>
    /// One connection of a service with its own to the engine, and what is to befall the replies under way. A driver asks one thing at a time on a connection,
    /// so that a refusal never meets another reply.
    /// </summary>
    private sealed record Line(NetworkStream Service, NetworkStream Engine)
    {
        public ConcurrentDictionary<int, WireFault> Faults { get; } = new();

        public ValueTask AnswerAsync(WireMessage reply, CancellationToken cancellationToken) => Service.WriteAsync(reply.Bytes, cancellationToken);
    }
}
