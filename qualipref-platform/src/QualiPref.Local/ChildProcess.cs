using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace QualiPref.Local;

/// <summary>
/// A process that ends when this one does, however this one ends, and whose output goes to a file.
/// It runs in a session of its own, so that Ctrl-C reaches the launcher alone, which then stops its children in order.
/// </summary>
internal sealed partial class ChildProcess
{
    private const int SigTerm = 15;

    // The shells and both tools replace themselves: the process id stays that of the program. The launcher may have died just before the kernel was asked to
    // tell of it, so the parent ($0, its process id) is looked at once more.
    private static readonly string Wrapper =
        (OperatingSystem.IsLinux() ? "exec setsid setpriv --pdeathsig KILL -- /bin/sh -c '[ \"$PPID\" = \"$0\" ] && exec \"$@\"' \"$0\" " : "exec ")
        + "\"$@\" >>\"$QUALIPREF_LOG_FILE\" 2>&1 </dev/null";

    private readonly Process _process;
    private readonly string _logFile;
    private readonly long _logStart;

    private ChildProcess(Process process, Task exited, string logFile, long logStart) =>
        (_process, Exited, _logFile, _logStart) = (process, exited, logFile, logStart);

    /// <summary>Completes when the process has ended.</summary>
    public Task Exited { get; }

    public int Id => _process.Id;

    public bool HasExited => Exited.IsCompleted;

    /// <summary>Only once it has exited; 128 + n when signal n ended it.</summary>
    public int ExitCode => _process.ExitCode;

    public static async Task<ChildProcess> StartAsync(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string workingDirectory,
        string logFile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        var logStart = File.Exists(logFile) ? new FileInfo(logFile).Length : 0;
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = workingDirectory };
        foreach (var argument in (string[])["-c", Wrapper, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), program, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["QUALIPREF_LOG_FILE"] = logFile;

        // The kernel ends the child with the *thread* that started it, so that thread stays until the child has ended.
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                var process = Process.Start(start)!;
                started.SetResult(process);
                process.WaitForExit();
                exited.SetResult();
            }
            catch (Win32Exception e)
            {
                started.SetException(new LocalStartException($"{program} cannot be started: {e.Message}"));
            }
        })
        { IsBackground = true, Name = $"parent of {Path.GetFileName(program)}" }.Start();

        return new ChildProcess(await started.Task, exited.Task, logFile, logStart);
    }

    /// <summary>Ends it at once, as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (!HasExited)
            _process.Kill();
        await Exited;
    }

    /// <summary>Asks it to end (SIGTERM) and waits; ends it by force after <paramref name="patience"/>.</summary>
    /// <returns>False when force was needed.</returns>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        if (!HasExited)
            _ = SendSignal(Id, SigTerm);
        try
        {
            await Exited.WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            await KillAsync();
            return false;
        }
    }

    /// <summary>The last lines it wrote since it was started.</summary>
    public string LastLines(int count)
    {
        using var file = new FileStream(_logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(Math.Max(_logStart, file.Length - 64 * 1024), SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(count));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int processId, int signal);
}
