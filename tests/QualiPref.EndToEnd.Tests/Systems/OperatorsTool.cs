using System.Diagnostics;
using System.Text.Json;
using QualiPref.Local;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>The operator's tool as a process of its own, set up by its environment as a pod is.</summary>
internal static class OperatorsTool
{
    /// <summary>Runs a command on a system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="addressOf">Where each service is called.</param>
    /// <param name="arguments">The command.</param>
    public static async Task<ToolResult> RunToolAsync(this RunningSystem system, Func<string, string> addressOf, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(ProjectFolder.Root, "artifacts", "bin", "QualiPref.Tool", ProjectFolder.Configuration, "qualipref.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in EnvironmentOf(system, addressOf)) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (said, noted) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ToolResult(process.ExitCode, await said, await noted);
    }

    private static Dictionary<string, string> EnvironmentOf(RunningSystem system, Func<string, string> addressOf) => new()
    {
        ["QUALIPREF_ADDRESS"] = system.Address,
        ["QUALIPREF_MONGO"] = system.Parts.Engine.ConnectionString,
        ["QUALIPREF_RABBITMQ"] = system.Parts.Broker?.ConnectionString ?? "",
        ["QUALIPREF_OPERATOR"] = "Exploitation",
        ["QualiPref__Identity__KeysPath"] = system.Keys,
        ["QualiPref__Services__Surveys"] = addressOf("surveys"),
        ["QualiPref__Services__Complaints"] = addressOf("complaints"),
        ["QualiPref__Services__Indicators"] = addressOf("indicators"),
        ["QualiPref__Services__Reporting"] = addressOf("reporting"),
    };
}

/// <summary>What the tool ended with, and said.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonElement.Parse(Output);

    public ToolResult EndsWith(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"The tool ended with {ExitCode} instead of {exitCode}.\n{Output}\n{Errors}");
        return this;
    }
}
