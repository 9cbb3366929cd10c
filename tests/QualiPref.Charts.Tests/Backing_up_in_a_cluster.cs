using k8s;
using k8s.Models;
using QualiPref.Local;

namespace QualiPref.Charts.Tests;

/// <summary>The examples of backups, and what the chart's README says of them.</summary>
public sealed class Backing_up_in_a_cluster
{
    private static readonly V1PersistentVolumeClaim Volume = Of<V1PersistentVolumeClaim>("backup");

    private static readonly V1CronJob Nightly = Of<V1CronJob>("backup");

    public static TheoryData<string> Readers => ["check-backup", "restore"];

    [Fact]
    public void Is_written_to_the_volume_and_nowhere_else() =>
        Assert.StartsWith($"{MountOf(Nightly.Spec.JobTemplate.Spec.Template.Spec)}/", Nightly.Spec.JobTemplate.Spec.Template.Spec.Containers.Single().Args[1], StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Readers))]
    public void Is_read_from_there_without_a_change(string example)
    {
        var pod = Of<V1Job>(example).Spec.Template.Spec;

        Assert.StartsWith(MountOf(pod), pod.Containers.Single().Args[1], StringComparison.Ordinal);
        Assert.True(pod.Containers.Single().VolumeMounts.Single(mount => mount.Name == "backups").ReadOnlyProperty);
        Assert.Equal(Nightly.Spec.JobTemplate.Spec.Template.Spec.Containers.Single().Image, pod.Containers.Single().Image);
    }

    [Fact]
    public void Is_checked_without_database_and_broker() => Assert.Null(Of<V1Job>("check-backup").Spec.Template.Spec.Containers.Single().Env);

    /// <summary>By the names that are in the examples.</summary>
    [Fact]
    public void Is_told_by_commands_that_name_what_there_is()
    {
        var commands = Readme.Commands("## Back up and restore");

        Assert.Contains($"kubectl -n qualipref create job qualipref-backup-now --from=cronjob/{Nightly.Metadata.Name}\n", commands, StringComparison.Ordinal);
        foreach (var example in Readers.Select(row => row.Data))
        {
            Assert.Contains($"kubectl replace --force -f charts/examples/{example}.yaml\n", commands, StringComparison.Ordinal);
            Assert.Contains($"kubectl -n qualipref logs -f job/{Of<V1Job>(example).Metadata.Name} ", commands, StringComparison.Ordinal);
        }
    }

    private static T Of<T>(string example) => KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(ProjectFolder.Root, "charts", "examples", $"{example}.yaml")), strict: true).OfType<T>().Single();

    // Where the volume of backups is in a pod.
    private static string MountOf(V1PodSpec pod)
    {
        var volume = pod.Volumes.Single(one => one.PersistentVolumeClaim?.ClaimName == Volume.Metadata.Name);
        return pod.Containers.Single().VolumeMounts.Single(one => one.Name == volume.Name).MountPath;
    }
}
