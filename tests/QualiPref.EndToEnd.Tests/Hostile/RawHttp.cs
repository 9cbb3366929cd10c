using System.Net.Sockets;
using System.Text;
using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>Bytes on a connection of their own, as no library would send them.</summary>
internal static class RawHttp
{
    // Of a server that has understood where the request ends; one that waits for more would wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends bytes and returns all that is said until the server hangs up, and nothing when it does that at once.</summary>
    /// <param name="system">Through its one address.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isAll">Whether the server is told that there are no more: it then answers only what it has understood by then.</param>
    public static async Task<string> SendBytesAsync(this RunningSystem system, byte[] bytes, bool isAll)
    {
        var origin = new Uri(system.Address);
        var token = TestContext.Current.CancellationToken;
        using var connection = new TcpClient();
        await connection.ConnectAsync(origin.Host, origin.Port, token);
        // Taken now: it is not to be had any more once the server has hung up.
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var said = new StringBuilder();
        try
        {
            await stream.WriteAsync(bytes, token);
            if (isAll) connection.Client.Shutdown(SocketShutdown.Send);
            await ReadAsync(reader, said, token).WaitAsync(Patience, token);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // What was said before stands.
        }
        return said.ToString();
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder said, CancellationToken token)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, token) is > 0 and var read) said.Append(buffer, 0, read);
    }
}
