using k8s;
using k8s.Models;
using QualiPref.Local;

namespace QualiPref.Charts.Tests;

/// <summary>What one file of values comes to: the objects that Kubernetes itself knows, read strictly, and the text of all of them.</summary>
internal sealed record Render(string Name)
{
    // Kinds of others: they have no types here.
    private static readonly string[] Foreign = ["ScaledObject", "TriggerAuthentication", "HTTPRoute", "PrometheusRule"];

    private List<object>? _objects;

    /// <summary>What helm writes.</summary>
    public required string Text { get; set; }

    public static string Chart { get; } = Path.Combine(ProjectFolder.Root, "charts", "qualipref");

    /// <summary>Every committed one; the chart's own check holds them against what helm makes today.</summary>
    public static IReadOnlyList<Render> All { get; } =
        [.. Directory.GetFiles(Path.Combine(Chart, "ci", "renders"), "*.yaml").Order(StringComparer.Ordinal).Select(file => Read(Path.GetFileNameWithoutExtension(file)))];

    /// <summary>A copy of one, to be spoilt.</summary>
    public static Render ToBeSpoilt(string name) => Read(name);

    /// <summary>What operators are told to do, by the names of the files.</summary>
    public Dictionary<string, string> Runbooks { get; } =
        Directory.GetFiles(Path.Combine(Chart, "runbooks"), "*.md").ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

    public List<object> Objects => _objects ??= KubernetesYaml.LoadAllFromString(
        string.Join("\n---\n", Documents.Where(text => !Foreign.Any(kind => text.Contains($"kind: {kind}\n", StringComparison.Ordinal)))), strict: true);

    /// <summary>The documents of the text that hold an object.</summary>
    public IEnumerable<string> Documents => Text.Split("\n---\n").Where(text => text.Contains("\nkind: ", StringComparison.Ordinal));

    private static Render Read(string name) => new(name) { Text = File.ReadAllText(Path.Combine(Chart, "ci", "renders", $"{name}.yaml")) };

    public IEnumerable<T> Of<T>() => Objects.OfType<T>();

    public IEnumerable<PodOf> Pods => Of<V1Deployment>().Select(one => new PodOf($"Deployment {one.Metadata.Name}", one.Spec.Template.Metadata.Labels, one.Spec.Template.Spec))
        .Concat(Of<V1CronJob>().Select(one => new PodOf($"CronJob {one.Metadata.Name}", one.Spec.JobTemplate.Spec.Template.Metadata.Labels, one.Spec.JobTemplate.Spec.Template.Spec)))
        .Concat(Of<V1Pod>().Select(one => new PodOf($"Pod {one.Metadata.Name}", one.Metadata.Labels, one.Spec)));
}

/// <summary>A pod, and what it is a pod of.</summary>
internal sealed record PodOf(string Owner, IDictionary<string, string> Labels, V1PodSpec Spec)
{
    public const string ComponentLabel = "app.kubernetes.io/component";

    public string Component => Labels[ComponentLabel];
}

/// <summary>Whether labels meet selectors.</summary>
internal static class Selecting
{
    public static bool Selects(this V1LabelSelector? selector, IDictionary<string, string> labels) => selector is not null
        && Selects(selector.MatchLabels, labels)
        && (selector.MatchExpressions ?? []).All(one => one.OperatorProperty == "In"
            ? labels.TryGetValue(one.Key, out var value) && one.Values.Contains(value)
            : throw new NotSupportedException($"No policy here understands the operator {one.OperatorProperty}."));

    public static bool Selects(this IDictionary<string, string>? wanted, IDictionary<string, string> labels) =>
        (wanted ?? new Dictionary<string, string>()).All(one => labels.TryGetValue(one.Key, out var value) && value == one.Value);
}
