using System.Diagnostics;
using QualiPref.Local;

namespace QualiPref.Charts.Tests;

public sealed class The_chart
{
    /// <summary>Schema, README and renders are what would be written today, both versions of helm take every file of values, and Kubernetes knows every field.</summary>
    [Fact]
    public async Task Passes_its_own_check()
    {
        var tools = Path.Combine(ProjectFolder.Root, "charts", "tools");
        using var check = Process.Start(new ProcessStartInfo("node", ["chart.mjs", "check"]) { WorkingDirectory = tools, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complaints) = (check.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(check.ExitCode == 0, $"{await said}{await complaints}");
    }
}
