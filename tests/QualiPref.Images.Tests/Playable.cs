using k8s.Models;

namespace QualiPref.Images.Tests;

/// <summary>The chart's pods as podman can play them: the same, but for what podman does not know or does otherwise than Kubernetes.</summary>
internal static class Playable
{
    /// <summary>The one pod of a Deployment. It has the Deployment's name, which is the Service's too: by it the others find it.</summary>
    public static V1Pod Pod(V1Deployment deployment) => Pod(deployment.Metadata.Name, deployment.Spec.Template.Spec);

    /// <summary>A pod as podman plays it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="spec">What the chart says of it.</param>
    public static V1Pod Pod(string name, V1PodSpec spec)
    {
        foreach (var container in spec.Containers)
        {
            // podman asks with a curl that it expects in the image. The tests ask instead, at the same paths.
            (container.StartupProbe, container.LivenessProbe, container.ReadinessProbe) = (null, null, null);
            foreach (var mount in container.VolumeMounts) mount.Name = VolumeOf(name, mount.Name);
        }
        foreach (var volume in spec.Volumes)
        {
            // podman gives volumes of one name to all pods.
            volume.Name = VolumeOf(name, volume.Name);
            if (volume.Projected is not null) Replace(volume, name);
        }
        return new V1Pod { ApiVersion = "v1", Kind = "Pod", Metadata = new V1ObjectMeta { Name = name }, Spec = spec };
    }

    /// <summary>The Secret that has for podman what a projected volume has for Kubernetes.</summary>
    public static string SecretOf(string pod) => $"{pod}-keys";

    private static string VolumeOf(string pod, string volume) => $"{pod}-{volume}";

    // podman knows no projected volumes, and gives files to no group: everybody in the pod may read them.
    private static void Replace(V1Volume volume, string pod)
    {
        volume.Projected = null;
        volume.Secret = new V1SecretVolumeSource { SecretName = SecretOf(pod), DefaultMode = 0b100_100_100 };
    }
}
