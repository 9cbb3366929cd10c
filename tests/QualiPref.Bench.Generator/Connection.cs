using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using QualiPref.Bench.Load;

namespace QualiPref.Bench.Generator;

/// <summary>One keep-alive HTTP/1.1 connection with at most one request under way.</summary>
internal sealed class Connection : IDisposable
{
    // Room for the reply to a batch of 500.
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _received;

    public Connection(int port)
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(IPAddress.Loopback, port);
    }

    public Socket Socket { get; }

    /// <summary>The request under way; null when there is none.</summary>
    public Request? UnderWay { get; private set; }

    /// <summary>Whether what is under way withdraws the answer of <see cref="UnderWay"/>.</summary>
    public bool Withdraws { get; private set; }

    /// <summary>When what is under way was due.</summary>
    public long Due { get; private set; }

    public ReadOnlySpan<byte> Reply => _buffer.AsSpan(0, _received);

    public int Status => Utf8Parser.TryParse(Reply["HTTP/1.1 ".Length..], out int status, out _) ? status : 0;

    public void Send(Request request, long due)
    {
        (UnderWay, Withdraws, Due, _received) = (request, false, due, 0);
        Socket.Send(request.Bytes);
    }

    /// <summary>Withdraws the answer that was just acknowledged.</summary>
    public void Withdraw(Request withdrawal, long due)
    {
        UnderWay!.Bytes.AsSpan(UnderWay.Ids[0], Request.IdWidth).CopyTo(withdrawal.Bytes.AsSpan(withdrawal.Ids[0]));
        (Withdraws, Due, _received) = (true, due, 0);
        Socket.Send(withdrawal.Bytes);
    }

    /// <summary>Nothing is under way any more.</summary>
    public void Rest() => UnderWay = null;

    /// <summary>Takes what has come.</summary>
    /// <returns>Whether the reply is whole.</returns>
    public bool Receive()
    {
        var count = Socket.Receive(_buffer.AsSpan(_received));
        if (count == 0) throw new SendingException($"The server closed the connection after {Encoding.UTF8.GetString(Reply)}");
        _received += count;
        return IsComplete(Reply);
    }

    /// <summary>What follows the head, put together where it came in chunks: their bounds may lie anywhere.</summary>
    public string ReadBody()
    {
        var head = Reply.IndexOf("\r\n\r\n"u8);
        var rest = Reply[(head + 4)..];
        if (Reply[..head].IndexOf(LengthField) >= 0) return Encoding.UTF8.GetString(rest);
        var body = new StringBuilder(rest.Length);
        while (Utf8Parser.TryParse(rest, out int size, out var digits, 'x') && size > 0)
        {
            body.Append(Encoding.UTF8.GetString(rest.Slice(digits + 2, size)));
            rest = rest[(digits + 2 + size + 2)..];
        }
        return body.ToString();
    }

    public void Dispose() => Socket.Dispose();

    private static ReadOnlySpan<byte> LengthField => "Content-Length: "u8;

    private static bool IsComplete(ReadOnlySpan<byte> reply)
    {
        var head = reply.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var at = reply[..head].IndexOf(LengthField);
        if (at < 0) return reply.EndsWith("0\r\n\r\n"u8); // chunked: nothing follows, as nothing else was asked
        return Utf8Parser.TryParse(reply[(at + LengthField.Length)..], out int length, out _) && reply.Length >= head + 4 + length;
    }
}

/// <summary>The load could not be brought to its end; the message says why.</summary>
internal sealed class SendingException(string message) : Exception(message);
