using System.Diagnostics;
using System.Globalization;
using QualiPref.Bench.Running;
using QualiPref.Local;

namespace QualiPref.Bench.Load;

/// <summary>What became of a load.</summary>
/// <param name="All">Every acknowledgement in the order in which it came.</param>
/// <param name="Took">From the first request to the last acknowledgement.</param>
/// <param name="Processor">Processor time of the generator meanwhile.</param>
internal sealed record LoadResult(IReadOnlyList<Acknowledgement> All, TimeSpan Took, TimeSpan Processor)
{
    public int Answers { get; } = All.Sum(one => one.Answers);

    /// <summary>How many of them are in n of the watched figure in the end.</summary>
    public int Expressed { get; } = All.Sum(one => one.Expressed);

    public double PerSecond => Answers / Took.TotalSeconds;

    /// <summary>Share of all cores, in percent.</summary>
    public double ShareOfMachine => 100 * Processor / (Took * Environment.ProcessorCount);

    public double Milliseconds(double share) => Sample.Percentile(All.Where(one => one.Answers > 0).Select(one => one.Microseconds / 1_000.0), share);

    /// <summary>One line of what it cost to make.</summary>
    public string Cost => string.Create(CultureInfo.InvariantCulture,
        $"generator {ShareOfMachine:0.0} % of the machine, {Processor.TotalMicroseconds / Math.Max(1, All.Count):0} µs a request");
}

/// <summary>The generator: a process of its own, so that its cost is known, with everything it sends prepared before.</summary>
internal sealed class GeneratorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private GeneratorProcess(Process process, string folder, int requests) => (_process, _folder, Requests) = (process, folder, requests);

    /// <summary>How many requests it was given.</summary>
    public int Requests { get; }

    /// <summary>Starts it with what it is to send.</summary>
    /// <param name="folder">Of its files.</param>
    /// <param name="requests">What it sends in turn.</param>
    public static async Task<GeneratorProcess> StartAsync(string folder, RequestFile requests)
    {
        folder = Directory.CreateDirectory(Path.Combine(folder, $"generator-{Guid.NewGuid():N}")).FullName;
        var file = Path.Combine(folder, "requests");
        requests.Write(file);
        // Its input ends with this process, and it with its input.
        var process = Process.Start(new ProcessStartInfo("dotnet", [ProjectFolder.BuiltAssembly("QualiPref.Bench.Generator"), file]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var generator = new GeneratorProcess(process, folder, requests.Requests.Count);
        await generator.ReadAsync("ready");
        return generator;
    }

    /// <summary>Sends a load and waits for its end.</summary>
    public async Task<LoadResult> RunAsync(LoadPlan plan)
    {
        var (before, watch) = (ProcessUse.ProcessorTime(_process.Id), Stopwatch.StartNew());
        await _process.StandardInput.WriteLineAsync(plan.Line);
        await ReadAsync("ended");
        var (took, processor) = (watch.Elapsed, ProcessUse.ProcessorTime(_process.Id) - before);
        var file = Path.Combine(_folder, "acknowledged");
        await _process.StandardInput.WriteLineAsync($"tell {file}");
        await ReadAsync("told");
        return new LoadResult(Acknowledgement.Read(file), took, processor);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReadAsync(string wanted)
    {
        var line = await _process.StandardOutput.ReadLineAsync() ?? "failed without a word";
        if (!line.StartsWith(wanted, StringComparison.Ordinal)) throw new BenchException($"The generator {line}");
    }
}
