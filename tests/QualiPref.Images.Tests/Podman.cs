using System.Diagnostics;
using System.Text.Json;

namespace QualiPref.Images.Tests;

/// <summary>podman in the namespaces that <c>scripts/apart</c> has made, where this process has to run too.</summary>
internal static class Podman
{
    /// <summary>The folder that podman takes for the root of all files.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("QUALIPREF_PODMAN") is { Length: > 0 } root
        ? root
        : throw new InvalidOperationException("Containers run in namespaces of their own: start this by \"make test-long ONLY=Images\".");

    /// <summary>Runs podman.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="InvalidOperationException">It says no; the message is what it said.</exception>
    public static Task<string> RunAsync(params IReadOnlyList<string> arguments) => RunAsync(null, arguments);

    /// <summary>Runs podman on what it reads.</summary>
    /// <param name="input">What it reads.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<string> RunAsync(Stream? input, IReadOnlyList<string> arguments)
    {
        var (code, output, errors) = await TryAsync(input, arguments);
        return code == 0 ? output.Trim() : throw new InvalidOperationException($"podman {string.Join(' ', arguments)} ended with {code}: {errors}{output}");
    }

    /// <summary>Runs podman, which may say no.</summary>
    /// <param name="input">What it reads, if anything.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<(int Code, string Output, string Errors)> TryAsync(Stream? input, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("chroot", [Root, "podman", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (input is not null) await input.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>What podman knows of a container.</summary>
    /// <param name="container">Its name.</param>
    public static async Task<JsonElement> InspectAsync(string container) =>
        JsonDocument.Parse(await RunAsync("container", "inspect", container)).RootElement[0];
}
