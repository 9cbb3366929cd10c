using System.Diagnostics;
using QualiPref.Local;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>Who runs a system: ends and starts it, and has the tool do what it can.</summary>
public sealed class Operator(RunningSystem system)
{
    private static string Tool => Path.Combine(ProjectFolder.Root, "artifacts", "bin", "QualiPref.Tool", ProjectFolder.Configuration, "qualipref.dll");

    /// <summary>Runs the tool; fails with what it said unless it ends with 0.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Tool, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["QUALIPREF_MONGO"] = system.Parts.Engine.ConnectionString;
        start.Environment["QUALIPREF_RABBITMQ"] = system.Parts.Broker?.ConnectionString ?? "";
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"qualipref {string.Join(' ', arguments)} ended with {process.ExitCode}: {string.Concat(said)}");
        return watch.Elapsed;
    }

    /// <summary>Ends all services, then engine and broker, and deletes the data of some of them; starts engine and broker again.</summary>
    /// <param name="parts">Folders of the parts whose data are deleted: <c>engine</c>, <c>broker</c>.</param>
    public async Task LoseAsync(params IEnumerable<string> parts)
    {
        await system.Parts.StopAsync();
        foreach (var part in parts.Select(part => Path.Combine(system.Folder, part)).Where(Directory.Exists)) Directory.Delete(part, recursive: true);
        await Task.WhenAll(system.Parts.Engine.StartAsync(), system.Parts.Broker?.StartAsync() ?? Task.CompletedTask);
    }
}
