using System.Diagnostics;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>
/// What processes asked of the kernel, one call a line in the order in which the calls were seen, from <c>strace</c>: calls that wrote somewhere and calls that
/// waited for the disk, each with the file or socket it was about.
/// </summary>
internal sealed class SystemCalls : IAsyncDisposable
{
    private const string Watched = "trace=fdatasync,pwrite64,sendmsg,sendto,write,writev";

    private readonly TemporaryFolder _folder = new();
    private readonly Process _tracer;

    private SystemCalls(Process tracer) => _tracer = tracer;

    /// <summary>Watches processes from now on; returns once all their threads are watched.</summary>
    public static async Task<SystemCalls> OfAsync(params LocalPart[] parts)
    {
        var start = new ProcessStartInfo("strace") { RedirectStandardError = true };
        var calls = new SystemCalls(new Process { StartInfo = start });
        foreach (var argument in (string[])["-f", "-y", "-s", "16384", "-e", Watched, "-e", "signal=none", "-o", calls._folder["calls"], .. parts.SelectMany(part => (string[])["-p", $"{part.ProcessId}"])])
            start.ArgumentList.Add(argument);
        calls._tracer.Start();
        foreach (var _ in parts)
        {
            var line = await calls._tracer.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.True(line?.Contains("attached", StringComparison.Ordinal) == true, $"strace says: {line}");
        }
        return calls;
    }

    /// <summary>The calls so far.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync() => await File.ReadAllLinesAsync(_folder["calls"], TestContext.Current.CancellationToken);

    /// <summary>Lets the processes go.</summary>
    public async ValueTask DisposeAsync()
    {
        // SIGTERM: the tracer detaches. Killed, it would leave them be as well, but the last lines unwritten.
        using (var term = Process.Start("kill", ["-TERM", $"{_tracer.Id}"])) await term.WaitForExitAsync();
        await _tracer.WaitForExitAsync();
        _tracer.Dispose();
        _folder.Dispose();
    }
}
