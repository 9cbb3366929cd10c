using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;
using QualiPref.Bench.Running;

namespace QualiPref.Bench.Load;

/// <summary>One keep-alive HTTP/1.1 connection with one request under way.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _received;

    /// <summary>The last reply, for messages.</summary>
    public string LastReply => Encoding.UTF8.GetString(_buffer, 0, _received);

    public static async Task<Connection> OpenAsync(Uri address)
    {
        var connection = new Connection();
        await connection._socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Sends one request and reads its whole reply.</summary>
    /// <returns>The status.</returns>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        _received = 0;
        do
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(_received));
            if (count == 0) throw new BenchException("The server closed the connection.");
            _received += count;
        }
        while (!IsComplete(_buffer.AsSpan(0, _received)));
        return Utf8Parser.TryParse(_buffer.AsSpan("HTTP/1.1 ".Length, 3), out int status, out _) ? status : 0;
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsComplete(ReadOnlySpan<byte> reply)
    {
        var head = reply.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var lengthField = "Content-Length: "u8;
        var at = reply[..head].IndexOf(lengthField);
        if (at < 0) return reply.EndsWith("0\r\n\r\n"u8); // chunked: nothing follows, as nothing else was asked
        return Utf8Parser.TryParse(reply[(at + lengthField.Length)..], out int length, out _) && reply.Length >= head + 4 + length;
    }
}
