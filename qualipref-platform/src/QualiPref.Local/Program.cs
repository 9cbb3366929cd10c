using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using QualiPref.Local;

const string usage = "usage: QualiPref.Local run [--mode allinone|distributed] [--port 8080] [--data .data] [--traces yes|no]";

if (args is not ["run", .. var rest] || ReadOptions(rest) is not { } options)
{
    Console.Error.WriteLine(usage);
    return 2;
}

using var ending = new CancellationTokenSource();
void End(PosixSignalContext signal)
{
    signal.Cancel = true; // the parts are stopped in order first
    ending.Cancel();
}
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);

try
{
    await using var system = new LocalSystem(options);
    return await RunAsync(system, options, ending.Token);
}
catch (LocalStartException e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 1;
}
catch (OperationCanceledException) when (ending.IsCancellationRequested)
{
    Console.WriteLine("Stopped before it was ready.");
    return 0;
}

static LocalSystemOptions? ReadOptions(string[] arguments)
{
    var options = new LocalSystemOptions { Port = 8080, DataDirectory = Path.Combine(ProjectFolder.Root, ".data") };
    for (var i = 0; i < arguments.Length; i += 2)
    {
        var value = i + 1 < arguments.Length ? arguments[i + 1] : null;
        LocalSystemOptions? next = (arguments[i], value) switch
        {
            ("--mode", "allinone") => options with { Shape = SystemShape.AllInOne },
            ("--mode", "distributed") => options with { Shape = SystemShape.Distributed },
            ("--port", { } text) when ushort.TryParse(text, CultureInfo.InvariantCulture, out var port) => options with { Port = port },
            ("--data", { } folder) => options with { DataDirectory = folder },
            ("--traces", "yes" or "no") => options with { Traces = value == "yes" },
            _ => null,
        };
        if (next is null)
            return null;
        options = next;
    }
    return options;
}

static async Task<int> RunAsync(LocalSystem system, LocalSystemOptions options, CancellationToken ending)
{
    Console.WriteLine("Starting QualiPref…");
    var watch = Stopwatch.StartNew();
    await system.StartAsync(ending);
    PrintParts(system, options);
    Console.WriteLine($"Ready in {watch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s at {system.Address}");
    Console.WriteLine("Ctrl-C ends it; the data are kept.");

    var ended = await FirstToEndAsync(system, ending);
    if (ended is not null)
        Console.Error.WriteLine(
            $"error: {ended.Name} ended by itself. Its log is {ended.LogFile}; the last lines:\n{ended.LastLines(20)}");
    Console.WriteLine("Stopping…");
    foreach (var part in await system.StopAsync())
        Console.Error.WriteLine($"{part.Name} did not end when asked to and was ended by force.");
    Console.WriteLine("Stopped.");
    return ended is null ? 0 : 1;
}

// Null when the operator ends the run.
static async Task<LocalPart?> FirstToEndAsync(LocalSystem system, CancellationToken ending)
{
    var exits = system.Parts.ToDictionary(part => part.WaitForExitAsync(ending));
    var first = await Task.WhenAny(exits.Keys);
    return first.IsCanceled ? null : exits[first];
}

static void PrintParts(LocalSystem system, LocalSystemOptions options)
{
    string[][] rows =
    [
        ["Part", "Address", "Process", "Log"],
        .. system.Parts.Select(part => (string[])
        [
            part.Name,
            part.Address,
            part.ProcessId?.ToString(CultureInfo.InvariantCulture) ?? "existing server",
            part.IsOwned ? Path.GetRelativePath(Environment.CurrentDirectory, part.LogFile) : "",
        ]),
    ];
    var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToArray();
    foreach (var row in rows)
        Console.WriteLine("  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    Console.WriteLine($"Data in {Path.GetFullPath(options.DataDirectory)}");
}
