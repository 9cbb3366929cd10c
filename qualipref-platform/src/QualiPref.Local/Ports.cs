using System.Net;
using System.Net.Sockets;

namespace QualiPref.Local;

/// <summary>Ports on 127.0.0.1.</summary>
public static class Ports
{
    // Below the range the kernel takes outgoing connections' ports from, so that none is lost to one of those.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    // Whoever has one of these open has been given the port: a part listens on it seconds later, and until then it looks free to every other process.
    private static readonly string Reservations = Path.Combine(Path.GetTempPath(), $"qualipref-ports-{Environment.UserName}");

    private static readonly Dictionary<int, FileStream> Given = [];

    /// <summary>The port itself, or a free one when it is 0. A free port is given to one process alone, and once, as long as that process lives.</summary>
    /// <param name="port">0 to 65535.</param>
    public static int Choose(int port)
    {
        if (port != 0)
            return port;
        lock (Given)
        {
            for (var attempt = 0; attempt < 1_000; attempt++)
            {
                var candidate = Random.Shared.Next(Lowest, Highest);
                if (TryReserve(candidate))
                    return candidate;
            }
        }
        throw new LocalStartException($"No free port found on 127.0.0.1 between {Lowest} and {Highest}.");
    }

    private static bool TryReserve(int port)
    {
        if (Given.ContainsKey(port) || Reserve(port) is not { } reservation)
            return false;
        // Asked once it is reserved: of two who ask before, both would be told that it is free.
        if (!IsFree(port))
        {
            reservation.Dispose();
            return false;
        }
        Given.Add(port, reservation);
        return true;
    }

    private static FileStream? Reserve(int port)
    {
        Directory.CreateDirectory(Reservations);
        try
        {
            return new FileStream(Path.Combine(Reservations, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>True when nothing listens on the port of 127.0.0.1.</summary>
    /// <param name="port">1 to 65535.</param>
    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Throws a sentence for the operator when something listens on the port already.</summary>
    /// <param name="port">1 to 65535.</param>
    /// <param name="purpose">What the port was wanted for, as in "the portal".</param>
    /// <exception cref="LocalStartException">The port is in use.</exception>
    public static void DemandFree(int port, string purpose)
    {
        if (!IsFree(port))
            throw new LocalStartException(
                $"Port {port} on 127.0.0.1, wanted for {purpose}, is in use. Stop what listens there " +
                $"(\"ss -ltnp 'sport = :{port}'\" names it) or choose another port.");
    }
}
