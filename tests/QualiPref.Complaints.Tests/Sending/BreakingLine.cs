using System.Net;
using System.Net.Sockets;
using System.Text;
using QualiPref.Local;

namespace QualiPref.Complaints.Tests.Sending;

/// <summary>Where a line to a mail server breaks.</summary>
internal enum Break
{
    Never,

    /// <summary>Nothing of the message was written.</summary>
    BeforeTheMessage,

    /// <summary>In the middle of the message: the server never has the whole of it.</summary>
    InTheMessage,

    /// <summary>The end of the message was written and did not come through.</summary>
    BeforeTheEndCameThrough,

    /// <summary>The server took the message, and its answer did not come through.</summary>
    BeforeTheAnswer,
}

/// <summary>A line to a mail server that breaks where it is told to: once for each time it is told.</summary>
internal sealed class BreakingLine : IAsyncDisposable
{
    private const string End = "\r\n.\r\n";

    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener;
    private readonly List<Task> _lines = [];
    private readonly MailPeer _peer;
    private readonly Task _accepting;
    private int _next;

    public BreakingLine(MailPeer peer)
    {
        _peer = peer;
        Port = Ports.Choose(0);
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Where the next message breaks it.</summary>
    public Break Next
    {
        set => Volatile.Write(ref _next, (int)value);
    }

    /// <summary>Happens when it breaks, before whoever wrote notices.</summary>
    public Action Broke { get; set; } = () => { };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_lines);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _lines.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var served = client;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _peer.Port, _end.Token);
            var isMute = new StrongBox();
            await await Task.WhenAny(WriteAsync(client.GetStream(), server.GetStream(), isMute), ReplyAsync(server.GetStream(), client.GetStream(), isMute));
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            // A side has gone: so does the other.
        }
    }

    private async Task WriteAsync(NetworkStream client, NetworkStream server, StrongBox isMute)
    {
        var (buffer, written) = (new byte[65_536], "");
        while (await client.ReadAsync(buffer, _end.Token) is var count and > 0)
        {
            written += Encoding.Latin1.GetString(buffer, 0, count);
            var (inMessage, isEnd) = (written.Contains("\r\nMessage-Id", StringComparison.OrdinalIgnoreCase), written.EndsWith(End, StringComparison.Ordinal));
            var now = (Break)Volatile.Read(ref _next);
            if (now == Break.BeforeTheMessage && written.EndsWith("DATA\r\n", StringComparison.Ordinal)) { Take(); return; }
            if (now == Break.InTheMessage && inMessage) { Take(); return; }
            if (now == Break.BeforeTheEndCameThrough && isEnd) { Take(); return; }
            if (now == Break.BeforeTheAnswer && isEnd) { Take(); isMute.IsSet = true; }
            if (isEnd) written = "";
            await server.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private async Task ReplyAsync(NetworkStream server, NetworkStream client, StrongBox isMute)
    {
        var buffer = new byte[65_536];
        while (await server.ReadAsync(buffer, _end.Token) is var count and > 0)
        {
            if (isMute.IsSet) return;
            await client.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private void Take()
    {
        Volatile.Write(ref _next, (int)Break.Never);
        Broke();
    }

    private sealed class StrongBox
    {
        public volatile bool IsSet;
    }
}
