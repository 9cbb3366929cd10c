using k8s.Models;

namespace QualiPref.Charts.Tests;

/// <summary>What pods of the operator's tool have to be.</summary>
internal static class ToolPolicies
{
    private const string Fleeting = "QUALIPREF_FLEETING";

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("The tool knows what would be gone with its pod", Unknowing,
            ("CronJob qualipref-tool says nothing", render => Jobs(render).Env.Remove(Jobs(render).Env.Single(one => one.Name == Fleeting))),
            ("CronJob qualipref-tool says nothing of /scratch", render => Jobs(render).VolumeMounts.Single(one => one.Name == "tmp").MountPath = "/scratch")),
        new("What helm test said can be read when it is over", Gone,
            ("Pod qualipref-check is gone", render => render.Of<V1Pod>().Single().Metadata.Annotations["helm.sh/hook-delete-policy"] = "before-hook-creation,hook-succeeded")),
    ];

    private static V1Container Jobs(Render render) => render.Of<V1CronJob>().Single().Spec.JobTemplate.Spec.Template.Spec.Containers[0];

    private static IEnumerable<string> Unknowing(Render render) =>
        from pod in render.Pods
        where !render.Of<V1Deployment>().Any(one => one.Spec.Template.Spec == pod.Spec)
        let container = pod.Spec.Containers[0]
        let said = container.Env.SingleOrDefault(one => one.Name == Fleeting)?.Value
        from mount in container.VolumeMounts
        where mount.MountPath != said && pod.Spec.Volumes.Single(volume => volume.Name == mount.Name).EmptyDir is not null
        select $"{pod.Owner} says nothing of {mount.MountPath}, which ends with it";

    private static IEnumerable<string> Gone(Render render) => render.Of<V1Pod>()
        .Where(pod => pod.Metadata.Annotations["helm.sh/hook-delete-policy"].Contains("hook-succeeded", StringComparison.Ordinal))
        .Select(pod => $"Pod {pod.Metadata.Name} is gone before `helm test --logs` reads what it said");
}
