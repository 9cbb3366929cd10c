using System.Diagnostics;
using QualiPref.Local;

namespace QualiPref.Contracts.Tests;

public sealed class The_documents
{
    [Fact]
    public async Task Keep_the_recommended_rules()
    {
        var folder = Path.Combine(ProjectFolder.Root, "contracts", "lint");
        var program = Path.Combine(folder, "node_modules", "@redocly", "cli", "bin", "cli.js");
        Assert.True(File.Exists(program), "scripts/setup installs what judges the documents.");
        var start = new ProcessStartInfo("node", [program, "lint", "--max-problems", "1000", "--format", "stylish"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Nothing is told to its makers.
            Environment = { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true", ["NO_COLOR"] = "1" },
        };
        using var lint = Process.Start(start)!;
        var told = await Task.WhenAll(
            lint.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), lint.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await lint.WaitForExitAsync(TestContext.Current.CancellationToken);

        // What it finds goes to the one, what it judged to the other.
        Assert.Equal("", told[0].Trim());
        Assert.Equal(5, told[1].Split(": validated in ").Length - 1);
        Assert.Equal(0, lint.ExitCode);
    }
}
