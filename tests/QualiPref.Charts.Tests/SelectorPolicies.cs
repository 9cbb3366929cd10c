using k8s.Models;
using QualiPref.Platform.Messaging;
using YamlDotNet.Serialization;

namespace QualiPref.Charts.Tests;

/// <summary>What has to meet what.</summary>
internal static class SelectorPolicies
{
    // What a selector goes by must never change: neither the version nor who installed it is among it.
    private static readonly string[] Stable = ["app.kubernetes.io/name", "app.kubernetes.io/instance", PodOf.ComponentLabel];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Every Deployment has exactly one PodDisruptionBudget, and each of those a Deployment", Undisturbed,
            ("has 0 budgets", render => First<V1PodDisruptionBudget>(render).Spec.Selector.MatchLabels[PodOf.ComponentLabel] = "nobody"),
            ("is of no Deployment", render => First<V1PodDisruptionBudget>(render).Spec.Selector.MatchLabels[PodOf.ComponentLabel] = "nobody")),
        new("Pods are spread by labels that they have", Unspread,
            ("by labels that it has not", render => FirstPod(render).TopologySpreadConstraints[0].LabelSelector.MatchLabels["tier"] = "front"),
            ("not spread over kubernetes.io/hostname", render => FirstPod(render).TopologySpreadConstraints = [])),
        new("Selectors stay the same from version to version", Unstable,
            ("helm.sh/chart", render => First<V1Deployment>(render).Spec.Selector.MatchLabels["helm.sh/chart"] = "qualipref-0.2.0")),
        new("Every Service leads to a port of the pods of one Deployment", Misled,
            ("leads to 0 Deployments", render => First<V1Service>(render).Spec.Selector[PodOf.ComponentLabel] = "nobody"),
            ("no port grpc", render => First<V1Service>(render).Spec.Ports[0].TargetPort = "grpc")),
        new("Pods that run once belong to nothing that stays", Confused,
            ("takes Pod qualipref-check", render => First<V1Pod>(render).Metadata.Labels[PodOf.ComponentLabel] = "surveys"),
            ("takes CronJob qualipref-tool", render => First<V1CronJob>(render).Spec.JobTemplate.Spec.Template.Metadata.Labels[PodOf.ComponentLabel] = "surveys")),
        new("What runs commands runs none by itself", Unasked,
            ("runs by itself", render => First<V1CronJob>(render).Spec.Suspend = null)),
        new("Every scaler looks at queues that the services have", Unqueued,
            ("no queue of indicators", render => Replace(render, "queueName: indicators-complaints-changed", "queueName: indicators-complaints"))),
    ];

    private static T First<T>(Render render) => render.Of<T>().First();

    private static V1PodSpec FirstPod(Render render) => First<V1Deployment>(render).Spec.Template.Spec;

    private static IEnumerable<string> Undisturbed(Render render)
    {
        var (deployments, budgets) = (render.Of<V1Deployment>().ToList(), render.Of<V1PodDisruptionBudget>().ToList());
        foreach (var deployment in deployments)
        {
            var count = budgets.Count(budget => budget.Spec.Selector.Selects(deployment.Spec.Template.Metadata.Labels));
            if (count != 1) yield return $"{deployment.Metadata.Name} has {count} budgets";
        }
        foreach (var budget in budgets.Where(budget => !deployments.Any(one => budget.Spec.Selector.Selects(one.Spec.Template.Metadata.Labels))))
            yield return $"the budget {budget.Metadata.Name} is of no Deployment";
    }

    private static IEnumerable<string> Unspread(Render render)
    {
        foreach (var pod in render.Pods.Where(pod => pod.Owner.StartsWith("Deployment", StringComparison.Ordinal)))
        {
            foreach (var constraint in pod.Spec.TopologySpreadConstraints.Where(one => !one.LabelSelector.Selects(pod.Labels)))
                yield return $"{pod.Owner} is spread over {constraint.TopologyKey} by labels that it has not";
            if (pod.Spec.TopologySpreadConstraints.All(one => one.TopologyKey != "kubernetes.io/hostname")) yield return $"{pod.Owner} is not spread over kubernetes.io/hostname";
        }
    }

    private static IEnumerable<string> Unstable(Render render) =>
        from deployment in render.Of<V1Deployment>()
        from label in deployment.Spec.Selector.MatchLabels.Keys.Except(Stable)
        select $"{deployment.Metadata.Name} selects by {label}";

    private static IEnumerable<string> Misled(Render render)
    {
        foreach (var service in render.Of<V1Service>())
        {
            var led = render.Of<V1Deployment>().Where(one => service.Spec.Selector.Selects(one.Spec.Template.Metadata.Labels)).ToList();
            if (led.Count != 1) yield return $"Service {service.Metadata.Name} leads to {led.Count} Deployments";
            else foreach (var port in service.Spec.Ports.Where(port => led[0].Spec.Template.Spec.Containers.All(one => one.Ports.All(open => open.Name != port.TargetPort.Value))))
                yield return $"Service {service.Metadata.Name}: {led[0].Metadata.Name} has no port {port.TargetPort.Value}";
        }
    }

    private static IEnumerable<string> Confused(Render render)
    {
        foreach (var pod in render.Pods.Where(pod => !pod.Owner.StartsWith("Deployment", StringComparison.Ordinal)))
        {
            foreach (var name in render.Of<V1Deployment>().Where(one => one.Spec.Selector.Selects(pod.Labels)).Select(one => $"Deployment {one.Metadata.Name}")
                .Concat(render.Of<V1Service>().Where(one => one.Spec.Selector.Selects(pod.Labels)).Select(one => $"Service {one.Metadata.Name}"))
                .Concat(render.Of<V1PodDisruptionBudget>().Where(one => one.Spec.Selector.Selects(pod.Labels)).Select(one => $"PodDisruptionBudget {one.Metadata.Name}")))
                yield return $"{name} takes {pod.Owner}";
        }
    }

    private static IEnumerable<string> Unasked(Render render) =>
        render.Of<V1CronJob>().Where(one => one.Spec.Suspend != true).Select(one => $"{one.Metadata.Name} runs by itself");

    private static IEnumerable<string> Unqueued(Render render)
    {
        var queues = MessageTopology.Consumers.SelectMany(message => message.Value.Select(service => MessageTopology.QueueOf(service, message.Key))).ToHashSet();
        foreach (var text in render.Documents.Where(text => text.Contains("kind: ScaledObject\n", StringComparison.Ordinal)))
        {
            var scaler = new DeserializerBuilder().Build().Deserialize<dynamic>(text);
            var service = ((string)scaler["spec"]["scaleTargetRef"]["name"]).Split('-')[^1];
            foreach (var trigger in scaler["spec"]["triggers"])
            {
                var queue = (string)trigger["metadata"]["queueName"];
                if (!queues.Contains(queue) || !queue.StartsWith(service + "-", StringComparison.Ordinal)) yield return $"{queue} is no queue of {service}";
            }
        }
    }

    private static void Replace(Render render, string old, string by)
    {
        Xunit.Assert.Contains(old, render.Text, StringComparison.Ordinal);
        render.Text = render.Text.Replace(old, by, StringComparison.Ordinal);
    }
}
