using k8s.Models;

namespace QualiPref.Images.Tests;

/// <summary>The chart's pods as podman can play them: the same, but for what podman does not know or does otherwise than Kubernetes.</summary>
internal static class Playable
{
    /// <summary>A pod as podman plays it, after the Secrets that it names.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="spec">What the chart says of it; it is changed.</param>
    /// <param name="made">The Secrets and ConfigMaps that there are.</param>
    public static IEnumerable<object> Objects(string name, V1PodSpec spec, IReadOnlyList<object> made)
    {
        var named = spec.Containers.SelectMany(container => container.Env).Select(one => one.ValueFrom?.SecretKeyRef?.Name).OfType<string>().Distinct();
        var secrets = named.Select(one => made.OfType<V1Secret>().Single(secret => secret.Metadata.Name == one)).ToList();
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
            if (volume.Projected is { } projected) secrets.Add(Replace(volume, Joined(volume.Name, projected, made)));
        }
        return [.. secrets, new V1Pod { ApiVersion = "v1", Kind = "Pod", Metadata = new V1ObjectMeta { Name = name }, Spec = spec }];
    }

    private static string VolumeOf(string pod, string volume) => $"{pod}-{volume}";

    // podman knows no projected volumes, and gives files to no group: everybody in the pod may read them.
    private static V1Secret Replace(V1Volume volume, V1Secret secret)
    {
        volume.Projected = null;
        volume.Secret = new V1SecretVolumeSource { SecretName = secret.Metadata.Name, DefaultMode = 0b100_100_100 };
        return secret;
    }

    private static V1Secret Joined(string name, V1ProjectedVolumeSource projected, IReadOnlyList<object> made) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new V1ObjectMeta { Name = name },
        StringData = projected.Sources.SelectMany(source => ContentOf(source, made)).ToDictionary(),
    };

    private static IDictionary<string, string> ContentOf(V1VolumeProjection source, IReadOnlyList<object> made) => source.Secret is { } secret
        ? made.OfType<V1Secret>().Single(one => one.Metadata.Name == secret.Name).StringData
        : made.OfType<V1ConfigMap>().Single(one => one.Metadata.Name == source.ConfigMap.Name).Data;
}
