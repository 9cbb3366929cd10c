using System.Diagnostics;
using System.Text.Json;
using k8s;
using k8s.Models;
using QualiPref.Platform.Identity;
using QualiPref.Testing;

namespace QualiPref.Charts.Tests;

/// <summary>The commands of the chart's README, as they stand there, with the real tool in the place of its image and the real kubectl for what it does without a cluster.</summary>
public sealed class Changing_a_key_of_a_cluster
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hands_the_new_public_key_out_first_and_leaves_no_key_behind()
    {
        using var folder = new TemporaryFolder();
        var before = await WithPublicKeysAsync(folder);

        var (exitCode, said) = await RunAsync(folder);

        Assert.True(exitCode == 0, said);
        Assert.False(Directory.Exists(folder["keys"]));
        Assert.Equal(3, Directory.GetFiles(folder.Path, "applied.*").Length);
        var first = await ReadAsync(folder, 1);
        var last = await ReadAsync(folder, 2);
        var known = first.OfType<V1ConfigMap>().Single();
        Assert.Empty(first.OfType<V1Secret>());
        Assert.Equal("qualipref-public-keys", known.Metadata.Name);
        Assert.All(before.Data, key => Assert.Equal(key.Value, known.Data[key.Key]));
        Assert.Equal(before.Data.Count + 1, known.Data.Count);
        var secret = last.OfType<V1Secret>().Single();
        Assert.Equal("qualipref-keys-surveys", secret.Metadata.Name);
        await File.WriteAllTextAsync(folder["surveys.pem"], Assert.Single(secret.StringData, one => one.Key == "surveys.pem").Value, Token);
        Assert.Equal($"{KeyFolder.ReadKey(folder["surveys.pem"]).KeyId}.pub", Assert.Single(known.Data.Keys, key => !before.Data.ContainsKey(key)));
        Assert.Equal(known.Data, last.OfType<V1ConfigMap>().Single().Data);
    }

    // As the README has them made.
    private static async Task<V1ConfigMap> WithPublicKeysAsync(TemporaryFolder folder)
    {
        var made = Directory.CreateDirectory(folder["made"]).FullName;
        KeyFolder.Complete(made, ["surveys", "portal"]);
        var map = new V1ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = new V1ObjectMeta { Name = "qualipref-public-keys" },
            Data = Directory.GetFiles(made, "*.pub").ToDictionary(file => $"{KeyFolder.ServiceOf(Path.GetFileName(file))}.1.pub", File.ReadAllText),
        };
        await File.WriteAllTextAsync(folder["there.json"], KubernetesJson.Serialize(map), Token);
        return map;
    }

    private static async Task<IReadOnlyList<object>> ReadAsync(TemporaryFolder folder, int number)
    {
        var list = JsonElement.Parse(await File.ReadAllTextAsync(folder[$"applied.{number}"], Token));
        return KubernetesYaml.LoadAllFromString(string.Join("\n---\n", list.GetProperty("items").EnumerateArray().Select(item => item.GetRawText())), strict: true);
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(TemporaryFolder folder)
    {
        await WriteAsync(folder["bin"], "kubectl", $$"""
            case "$*" in
              '-n qualipref get configmap qualipref-public-keys -o go-template='*) exec '{{Running_the_tool_in_a_cluster.Kubectl}}' patch --local -f '{{folder["there.json"]}}' --type=merge -p '{}' -o "$7" ;;
              '-n qualipref apply -f -') number=$(ls '{{folder.Path}}' | grep -c applied) && cat >'{{folder["applied."]}}'$number ;;
              *) echo "unexpected: $*" >&2; exit 9 ;;
            esac
            """);
        // What the image is made of, in the folder that is given to it.
        await WriteAsync(folder["bin"], "podman", $$"""
            [[ $* == run\ *" -v $PWD:/here -w /here "*'/qualipref-tool:'* ]] || { echo "unexpected: $*" >&2; exit 9; }
            while [[ $1 != */qualipref-tool:* ]]; do shift; done
            exec dotnet '{{Path.Combine(AppContext.BaseDirectory, "qualipref.dll")}}' "${@:2}"
            """);
        await File.WriteAllTextAsync(folder["applied.0"], "", Token);
        // Nobody is here who could be asked.
        var commands = Readme.Commands("### Change a key").Replace("--address https://qualite.prefecture.example", "--unasked", StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"{Readme.Function("outside")}\n{commands}"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["KUBECONFIG"] = "/dev/null", ["PATH"] = $"{folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}" },
        };
        using var bash = Process.Start(start)!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(Token), bash.StandardError.ReadToEndAsync(Token));
        await bash.WaitForExitAsync(Token);
        return (bash.ExitCode, await output + await errors);
    }

    private static async Task WriteAsync(string folder, string name, string script)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, $"#!/usr/bin/env bash\n{script}\n", Token);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
