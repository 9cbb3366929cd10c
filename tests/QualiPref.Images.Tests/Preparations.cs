using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using QualiPref.Local;
using QualiPref.Platform.Identity;
using QualiPref.Testing;

namespace QualiPref.Images.Tests;

/// <summary>
/// The Secrets and ConfigMaps that the chart's README has made before an installation, by its own commands: bash runs them with the real openssl and the real kubectl,
/// which has no cluster and writes what it would create.
/// </summary>
internal static partial class Preparations
{
    private const string Kubectl = """
        kubectl() { { echo --- && "$KUBECTL" "$@" --dry-run=client --output yaml; } >>"$OBJECTS"; }
        """;

    /// <summary>Makes them.</summary>
    /// <param name="database">What services connect to the database with.</param>
    /// <param name="broker">And to the broker.</param>
    /// <returns>Secrets, with their content as text, and ConfigMaps.</returns>
    /// <exception cref="InvalidOperationException">A command failed; the message is what it said.</exception>
    public static async Task<IReadOnlyList<object>> MakeAsync(string database, string broker)
    {
        var commands = Blocks().Matches(Section()).Select(block => block.Groups["text"].Value).Where(text => text.Contains("create secret", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, commands.Count);
        var addresses = new Queue<string>([database, broker]);
        var connections = Address().Replace(commands[0], _ => $"uri='{addresses.Dequeue()}'");
        Assert.Empty(addresses);
        return [.. KubernetesYaml.LoadAllFromString(await RunAsync(connections, commands[1]), strict: true).Select(AsText)];
    }

    /// <summary>Writes all keys into one folder, which those of an operator never lie in together.</summary>
    /// <param name="made">What was made.</param>
    /// <param name="folder">The folder.</param>
    /// <returns>The folder.</returns>
    public static string WriteKeys(IReadOnlyList<object> made, string folder)
    {
        Directory.CreateDirectory(folder);
        var content = made.OfType<V1Secret>().SelectMany(secret => secret.StringData).Concat(made.OfType<V1ConfigMap>().SelectMany(map => map.Data));
        foreach (var (name, text) in content.Where(one => one.Key.EndsWith(".pem", StringComparison.Ordinal) || one.Key.EndsWith(KeyFolder.PublicEnd, StringComparison.Ordinal)))
            File.WriteAllText(Path.Combine(folder, name), text);
        return folder;
    }

    private static string Section() => File.ReadAllText(Path.Combine(ProjectFolder.Root, "charts", "qualipref", "README.md")).Split("## Before")[1].Split("\n## ")[0];

    private static async Task<string> RunAsync(params string[] commands)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path);
        var objects = folder["objects.yaml"];
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", string.Join('\n', commands.Prepend(Kubectl))])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
            Environment = { ["KUBECTL"] = Helm.Kubectl, ["OBJECTS"] = objects, ["HOME"] = folder.Path, ["KUBECONFIG"] = "/dev/null" },
        };
        using var bash = Process.Start(start)!;
        var errors = await bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return bash.ExitCode == 0 ? await File.ReadAllTextAsync(objects) : throw new InvalidOperationException($"The README's commands ended with {bash.ExitCode}: {errors}");
    }

    private static object AsText(object one)
    {
        if (one is V1Secret secret) (secret.StringData, secret.Data) = (secret.Data.ToDictionary(content => content.Key, content => Encoding.UTF8.GetString(content.Value)), null);
        return one;
    }

    [GeneratedRegex(@"^ *```sh\n(?<text>.*?)^ *```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex("uri='[^']*'")]
    private static partial Regex Address();
}
