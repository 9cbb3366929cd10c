using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace QualiPref.Tool.Tests.Setup;

/// <summary>What the tool said and ended with.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    /// <summary>The result as programs get it.</summary>
    public JsonElement Json => JsonElement.Parse(Output);

    /// <summary>Runs a command in an environment of settings.</summary>
    public static Task<ToolRun> OfAsync(IEnumerable<KeyValuePair<string, string?>> environment, params string[] arguments) => OfAsync(environment, TimeProvider.System, arguments);

    /// <summary>The same by another clock.</summary>
    public static async Task<ToolRun> OfAsync(IEnumerable<KeyValuePair<string, string?>> environment, TimeProvider time, params string[] arguments)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(environment).Build();
        using StringWriter output = new(), errors = new();
        var ended = await Commands.Root(configuration, time).RunAsync(arguments, output, errors, TestContext.Current.CancellationToken);
        return new ToolRun(ended, output.ToString(), errors.ToString());
    }

    /// <summary>Fails, with all that was said, unless it ended so.</summary>
    public ToolRun EndsWith(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"It ended with {ExitCode} instead of {exitCode}.\n{Output}\n{Errors}");
        return this;
    }
}
