using System.Diagnostics;
using QualiPref.Local;

namespace QualiPref.Images.Tests;

/// <summary>
/// Ports of the pods' network, behind each of which stands a server of this machine's loopback address, which no pod reaches. socat opens and keeps them.
/// </summary>
internal sealed class Doors(string address) : IDisposable
{
    private readonly List<Process> _open = [];
    private readonly Dictionary<int, int> _behind = [];

    /// <summary>Opens one.</summary>
    /// <param name="port">The port on 127.0.0.1 behind it.</param>
    /// <param name="tls">What socat is to know for TLS before the door, such as <c>cert=/a/file,verify=0</c>; null for none.</param>
    /// <returns>Its own port.</returns>
    public int To(int port, string? tls = null)
    {
        var own = Ports.Choose(0);
        // Before the first pod the address is not there yet.
        var listen = $"{(tls is null ? "TCP-LISTEN" : "OPENSSL-LISTEN")}:{own},bind={address},freebind,fork,reuseaddr{(tls is null ? "" : "," + tls)}";
        _open.Add(Process.Start("chroot", [Podman.Root, "socat", listen, $"TCP:127.0.0.1:{port}"]));
        _behind.Add(own, port);
        return own;
    }

    /// <summary>The port on 127.0.0.1 behind one that is open.</summary>
    /// <param name="own">Its own port.</param>
    public int Behind(int own) => _behind[own];

    /// <summary>Closes all of them.</summary>
    public void Dispose()
    {
        foreach (var door in _open)
        {
            door.Kill();
            door.Dispose();
        }
    }
}
