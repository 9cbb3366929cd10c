using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Attachments;

/// <summary>Debian's ClamAV daemon on a free port, with a database of its own that knows EICAR's test file and nothing else.</summary>
internal sealed class ClamDaemon : IAsyncDisposable
{
    private const string Program = "/usr/sbin/clamd";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Choose(0);
    private Process? _daemon;

    public ClamDaemon()
    {
        Assert.True(File.Exists(Program), "ClamAV's daemon is not here: scripts/setup --tests installs it.");
        Directory.CreateDirectory(_folder["db"]);
        File.WriteAllText(Path.Combine(_folder["db"], "essai.ndb"), $"Eicar-Test-Signature:0:*:{Convert.ToHexStringLower(SampleFiles.Eicar)}\n");
        File.WriteAllText(_folder["clamd.conf"], $"""
            Foreground yes
            DatabaseDirectory {_folder["db"]}
            TemporaryDirectory {_folder.Path}
            TCPAddr 127.0.0.1
            TCPSocket {_port}
            LocalSocket {Socket}

            """);
    }

    /// <summary>Its socket, beside its port.</summary>
    public string Socket => _folder["clamd.sock"];

    /// <summary>What has a service ask it.</summary>
    /// <param name="bySocket">By its socket and not its port.</param>
    public string[] Settings(bool bySocket = false) => [$"--QualiPref:Complaints:Antivirus:Address={(bySocket ? Socket : $"127.0.0.1:{_port}")}", "--QualiPref:Complaints:Antivirus:Patience=00:00:05"];

    public async Task StartAsync()
    {
        _daemon = Process.Start(new ProcessStartInfo(Program, ["-c", _folder["clamd.conf"]]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _daemon.BeginOutputReadLine();
        _daemon.BeginErrorReadLine();
        await Eventually.HoldsAsync("the ClamAV daemon listens", async token =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, token);
            return true;
        }, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null)
        {
            _daemon.Kill();
            await _daemon.WaitForExitAsync();
            _daemon.Dispose();
        }
        _folder.Dispose();
    }
}
