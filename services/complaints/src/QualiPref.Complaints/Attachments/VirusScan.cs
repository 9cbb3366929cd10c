using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Complaints.Cases;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints.Attachments;

/// <summary>
/// Asks the ClamAV daemon what it thinks of a file: its command INSTREAM, which takes the bytes over the line, so that it needs no folder in common with this service.
/// </summary>
internal sealed class VirusScan(IOptions<AntivirusOptions> options, TimeProvider time, ILogger<VirusScan> logger)
{
    private const int ChunkLength = 256 * 1024, LongestReply = 4 * 1024;

    private readonly WorkLoop _faults = new("Asking the antivirus", time, logger);

    /// <summary>Asks. One connection.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns><see cref="AttachmentState.Unchecked"/> when it does not answer, or not with yes or no.</returns>
    public async Task<AttachmentState> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!options.Value.IsConfigured) return AttachmentState.NotScanned;
        using var patience = new CancellationTokenSource(options.Value.Patience, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var state = Read(await AskAsync(content, ends.Token));
            _faults.Over();
            return state;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is IOException or SocketException or OperationCanceledException)
        {
            _faults.Note("Asking the antivirus", exception);
            return AttachmentState.Unchecked;
        }
    }

    private async Task<string> AskAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var address = options.Value.ToEndPoint();
        using var socket = address is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, cancellationToken);
        await using var line = new NetworkStream(socket);
        await line.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellationToken);
        var length = new byte[sizeof(uint)];
        for (var rest = content; ; rest = rest[Math.Min(ChunkLength, rest.Length)..])
        {
            // A chunk of no bytes ends it.
            var chunk = rest[..Math.Min(ChunkLength, rest.Length)];
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)chunk.Length);
            await line.WriteAsync(length, cancellationToken);
            if (chunk.IsEmpty) break;
            await line.WriteAsync(chunk, cancellationToken);
        }
        var reply = new byte[LongestReply];
        var read = await line.ReadAtLeastAsync(reply, reply.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(reply, 0, read).TrimEnd('\0', '\n', ' ');
    }

    private static AttachmentState Read(string reply) =>
        reply.EndsWith(" FOUND", StringComparison.Ordinal) ? AttachmentState.Infected
        : reply.EndsWith(": OK", StringComparison.Ordinal) ? AttachmentState.Clean
        : throw new IOException($"The antivirus answered: {reply}");
}
