using System.Diagnostics;

namespace QualiPref.Local.Tests;

/// <summary>One test of this project in a process of its own.</summary>
/// <param name="ExitCode">Of the process.</param>
/// <param name="Said">On both of its outputs.</param>
internal sealed record TestProcess(int ExitCode, string Said)
{
    /// <summary>Runs a test to its end.</summary>
    /// <param name="test">Full name of the method.</param>
    /// <param name="environment">What is set for it.</param>
    public static async Task<TestProcess> RunAsync(string test, IReadOnlyDictionary<string, string> environment)
    {
        var token = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "QualiPref.Local.Tests"))
        {
            ArgumentList = { "-noLogo", "-noColor", "-explicit", "on", "-method", test },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(token), process.StandardError.ReadToEndAsync(token));
        await process.WaitForExitAsync(token);
        return new TestProcess(process.ExitCode, string.Concat(said));
    }
}
