using System.Globalization;
using k8s.Models;

namespace QualiPref.Charts.Tests;

/// <summary>What every pod has to be.</summary>
internal static class PodPolicies
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Every pod meets the level restricted of Pod Security", Unrestricted,
            ("may run as root", render => FirstPod(render).SecurityContext.RunAsNonRoot = false),
            ("has no seccomp profile", render => FirstPod(render).SecurityContext.SeccompProfile = null),
            ("shares a namespace of the node", render => FirstPod(render).HostNetwork = true),
            ("may gain privileges", render => First(render).SecurityContext.AllowPrivilegeEscalation = null),
            ("keeps capabilities", render => First(render).SecurityContext.Capabilities.Add = ["NET_ADMIN"]),
            ("volume tmp", render => FirstPod(render).Volumes.Single(one => one.Name == "tmp").HostPath = new V1HostPathVolumeSource { Path = "/" })),
        new("No pod writes to its own root or holds a token of the cluster", Writable,
            ("writes to its root", render => First(render).SecurityContext.ReadOnlyRootFilesystem = null),
            ("holds a token", render => FirstPod(render).AutomountServiceAccountToken = true)),
        new("Every container says what it asks for and how much memory it gets at most", Unbounded,
            ("asks for no cpu", render => First(render).Resources.Requests.Remove("cpu")),
            ("asks for no memory", render => First(render).Resources.Requests.Remove("memory")),
            ("has no limit of memory", render => First(render).Resources.Limits.Clear())),
        new("Every image has a tag that is not latest", Untagged,
            ("has no tag", render => First(render).Image = "registry.example:5000/qualipref-surveys"),
            ("is the latest", render => First(render).Image = "qualipref-surveys:latest")),
        new("Every service is asked whether it turns and whether it is ready", Unasked,
            ("has no readiness probe on /ready", render => First(render).ReadinessProbe.HttpGet.Path = "/health"),
            ("has no liveness probe on /alive", render => First(render).LivenessProbe = null)),
        new("A pod has more time to end than its process takes", Hurried,
            ("gets 30 s to end", render => FirstPod(render).TerminationGracePeriodSeconds = 30)),
        new("The operator's key is in reach of no pod that answers requests", Reachable,
            ("qualipref-keys-operator is in reach", GiveOperatorsKeyToAll)),
        new("Secrets are named, never written", Written,
            ("holds a secret", render => First(render).Env.Add(new V1EnvVar { Name = "QUALIPREF_MONGO", Value = "mongodb://user:password@host" }))),
    ];

    private static V1PodSpec FirstPod(Render render) => render.Of<V1Deployment>().First().Spec.Template.Spec;

    private static V1Container First(Render render) => FirstPod(render).Containers[0];

    private static IEnumerable<(string Where, V1Container Container)> Containers(Render render) =>
        render.Pods.SelectMany(pod => pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []).Select(one => ($"{pod.Owner}, container {one.Name}", one)));

    private static IEnumerable<string> Unrestricted(Render render)
    {
        foreach (var pod in render.Pods)
        {
            if (pod.Spec.SecurityContext?.RunAsNonRoot != true || pod.Spec.SecurityContext.RunAsUser == 0) yield return $"{pod.Owner} may run as root";
            if (pod.Spec.SecurityContext?.SeccompProfile?.Type != "RuntimeDefault") yield return $"{pod.Owner} has no seccomp profile";
            if (pod.Spec.HostNetwork == true || pod.Spec.HostPID == true || pod.Spec.HostIPC == true) yield return $"{pod.Owner} shares a namespace of the node";
            foreach (var volume in pod.Spec.Volumes.Where(one => one is not { EmptyDir: not null } and not { Secret: not null } and not { ConfigMap: not null } and not { Projected: not null } || one.HostPath is not null))
                yield return $"{pod.Owner}, volume {volume.Name}, is of a kind that is not allowed";
        }
        foreach (var (where, container) in Containers(render))
        {
            if (container.SecurityContext?.AllowPrivilegeEscalation != false || container.SecurityContext.Privileged == true) yield return $"{where} may gain privileges";
            if (container.SecurityContext?.Capabilities is not { Drop: ["ALL"], Add: null or [] }) yield return $"{where} keeps capabilities";
            if (container.Ports?.Any(port => port.HostPort is not null) == true) yield return $"{where} takes a port of the node";
        }
    }

    private static IEnumerable<string> Writable(Render render) =>
        Containers(render).Where(one => one.Container.SecurityContext?.ReadOnlyRootFilesystem != true).Select(one => $"{one.Where} writes to its root")
            .Concat(render.Pods.Where(pod => pod.Spec.AutomountServiceAccountToken != false).Select(pod => $"{pod.Owner} holds a token of the cluster"));

    private static IEnumerable<string> Unbounded(Render render)
    {
        foreach (var (where, container) in Containers(render))
        {
            if (container.Resources?.Requests?.ContainsKey("cpu") != true) yield return $"{where} asks for no cpu";
            if (container.Resources?.Requests?.ContainsKey("memory") != true) yield return $"{where} asks for no memory";
            if (container.Resources?.Limits?.ContainsKey("memory") != true) yield return $"{where} has no limit of memory";
        }
    }

    private static IEnumerable<string> Untagged(Render render)
    {
        foreach (var (where, container) in Containers(render))
        {
            var name = container.Image.Split('/')[^1];
            if (!name.Contains(':', StringComparison.Ordinal)) yield return $"{where}: {container.Image} has no tag";
            else if (name.EndsWith(":latest", StringComparison.Ordinal)) yield return $"{where}: {container.Image} is the latest, whichever that is";
        }
    }

    private static IEnumerable<string> Unasked(Render render)
    {
        foreach (var deployment in render.Of<V1Deployment>())
        {
            var container = deployment.Spec.Template.Spec.Containers[0];
            if (container.ReadinessProbe?.HttpGet?.Path != "/ready") yield return $"{deployment.Metadata.Name} has no readiness probe on /ready";
            if (container.LivenessProbe?.HttpGet?.Path != "/alive") yield return $"{deployment.Metadata.Name} has no liveness probe on /alive";
        }
    }

    private static IEnumerable<string> Hurried(Render render)
    {
        foreach (var pod in render.Of<V1Deployment>().Select(one => one.Spec.Template.Spec))
        {
            var needed = Setting(pod, "QualiPref__Hosting__DrainDelay") + Setting(pod, "QualiPref__Hosting__StopWithin");
            if (pod.TerminationGracePeriodSeconds < (needed + Least).TotalSeconds)
                yield return $"{pod.Containers[0].Name} gets {pod.TerminationGracePeriodSeconds} s to end and takes up to {needed.TotalSeconds} s";
        }
    }

    private static IEnumerable<string> Reachable(Render render)
    {
        var keys = render.Of<V1CronJob>().SelectMany(one => SecretsOf(one.Spec.JobTemplate.Spec.Template.Spec)).Concat(render.Of<V1Pod>().SelectMany(one => SecretsOf(one.Spec))).ToHashSet();
        return from deployment in render.Of<V1Deployment>() from secret in SecretsOf(deployment.Spec.Template.Spec) where keys.Contains(secret) select $"{secret} is in reach of {deployment.Metadata.Name}";
    }

    // Keys are projected; the certificates that all trust are a volume of their own.
    private static IEnumerable<string> SecretsOf(V1PodSpec pod) =>
        pod.Volumes.SelectMany(volume => volume.Projected?.Sources ?? []).Select(source => source.Secret?.Name).OfType<string>();

    private static void GiveOperatorsKeyToAll(Render render)
    {
        foreach (var pod in render.Pods)
            pod.Spec.Volumes.Add(new V1Volume { Name = "keys", Projected = new V1ProjectedVolumeSource { Sources = [new V1VolumeProjection { Secret = new V1SecretProjection { Name = "qualipref-keys-operator" } }] } });
    }

    private static TimeSpan Setting(V1PodSpec pod, string name) => TimeSpan.Parse(pod.Containers[0].Env.Single(one => one.Name == name).Value, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Written(Render render) => Containers(render)
        .Where(one => one.Container.Env.Any(variable => variable.Value is { } value && (value.Contains("mongodb", StringComparison.Ordinal) || value.Contains("amqp", StringComparison.Ordinal))))
        .Select(one => $"{one.Where} holds a secret");
}
