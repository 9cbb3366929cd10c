using k8s.Models;

namespace QualiPref.Charts.Tests;

/// <summary>Who may talk to whom: the policies of the network beside the table in the chart's README.</summary>
internal static class ConnectionPolicies
{
    private const string Egress = "Egress", Ingress = "Ingress";

    private static readonly IReadOnlyList<Row> Table = ReadTable();

    // Those that stand for a pod of ours; all others are outside.
    private static readonly HashSet<string> Components = ["surveys", "complaints", "indicators", "reporting", "portal", "all-in-one", "check", "tool"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Every pod is refused whatever no policy names", Open,
            ("in and out", render => render.Objects.RemoveAll(one => one is V1NetworkPolicy { Metadata.Name: "qualipref-default-deny" })),
            ("in and out", render => Of(render, "default-deny").Spec.PolicyTypes.Remove(Egress))),
        new("Pods of the release reach each other as the table says, and not otherwise", Mismatched,
            ("portal to complaints is in the table and refused", render => render.Objects.Remove(Of(render, "services-to-complaints-ingress"))),
            ("portal to complaints is in the table and refused", render => render.Objects.Remove(Of(render, "services-to-complaints-egress"))),
            ("complaints to indicators is allowed and not in the table", render => AddAtBothEnds(render, "services-to-indicators", "complaints"))),
        new("Pods reach outside as the table says, and not otherwise", Strayed,
            ("surveys has no way to database", render => render.Objects.Remove(Of(render, "all-to-database-egress"))),
            ("portal has a way to broker that is not in the table", render => Of(render, "services-to-broker-egress").Spec.PodSelector.MatchExpressions[0].Values.Add("portal")),
            ("anything-egress is of no row", render => render.Objects.Add(Anything()))),
    ];

    private static V1NetworkPolicy Of(Render render, string name) => render.Of<V1NetworkPolicy>().Single(one => one.Metadata.Name == $"qualipref-{name}");

    private static bool HasPolicies(Render render) => render.Name != "no-network-policies";

    private static IEnumerable<string> Open(Render render) => !HasPolicies(render) ? [] : render.Pods
        .Where(pod => !render.Of<V1NetworkPolicy>().Any(one => one.Spec.PodSelector.Selects(pod.Labels) && one.Spec is { Ingress: null or [], Egress: null or [] }
            && one.Spec.PolicyTypes.Contains(Ingress) && one.Spec.PolicyTypes.Contains(Egress)))
        .Select(pod => $"{pod.Owner} is not refused in and out by default");

    private static IEnumerable<string> Mismatched(Render render)
    {
        if (!HasPolicies(render)) yield break;
        var pods = render.Pods.ToList();
        foreach (var from in pods)
        {
            foreach (var to in pods.Where(to => to != from))
            {
                var isTold = Table.Any(row => row.From.Contains(from.Component) && row.To.Contains(to.Component));
                var isAllowed = Leads(render, from, to, Egress) && Leads(render, to, from, Ingress);
                if (isTold && !isAllowed) yield return $"{from.Component} to {to.Component} is in the table and refused";
                if (isAllowed && !isTold) yield return $"{from.Component} to {to.Component} is allowed and not in the table";
            }
        }
    }

    /// <summary>Whether one end of a connection between two pods allows it.</summary>
    private static bool Leads(Render render, PodOf own, PodOf other, string direction) => render.Of<V1NetworkPolicy>().Any(policy =>
        policy.Spec.PolicyTypes.Contains(direction) && policy.Spec.PodSelector.Selects(own.Labels)
        && (direction == Egress ? (policy.Spec.Egress ?? []).Select(rule => (rule.Ports, Peers: rule.To)) : (policy.Spec.Ingress ?? []).Select(rule => (rule.Ports, Peers: rule.FromProperty)))
            .Any(rule => rule.Ports.Any(port => port is { Port.Value: "8080", Protocol: "TCP" }) && (rule.Peers ?? []).Any(peer => IsOf(peer, other))));

    private static bool IsOf(V1NetworkPolicyPeer peer, PodOf pod) => peer is { NamespaceSelector: null, IpBlock: null } && peer.PodSelector.Selects(pod.Labels);

    private static IEnumerable<string> Strayed(Render render)
    {
        if (!HasPolicies(render)) yield break;
        var names = render.Of<V1NetworkPolicy>().Select(one => one.Metadata.Name).ToHashSet();
        foreach (var name in names.Except(Table.SelectMany(row => (string[])[$"qualipref-{row.Name}-egress", $"qualipref-{row.Name}-ingress"])).Where(name => name != "qualipref-default-deny"))
            yield return $"{name} is of no row of the table";
        foreach (var row in Table.Where(row => !Components.Contains(row.To[0]) && IsThere(render, row.To[0])))
        {
            var policy = render.Of<V1NetworkPolicy>().SingleOrDefault(one => one.Metadata.Name == $"qualipref-{row.Name}-egress");
            foreach (var pod in render.Pods)
            {
                var (isTold, isAllowed) = (row.From.Contains(pod.Component), policy?.Spec.PodSelector.Selects(pod.Labels) == true);
                if (isTold && !isAllowed) yield return $"{pod.Component} has no way to {row.To[0]}";
                if (isAllowed && !isTold) yield return $"{pod.Component} has a way to {row.To[0]} that is not in the table";
            }
        }
    }

    // Whoever the release was not told of is nobody to talk to.
    private static bool IsThere(Render render, string party) => party switch
    {
        "broker" => render.Pods.All(pod => pod.Component != "all-in-one"),
        "authority" => IsSet(render, "QualiPref__Identity__Authority"),
        "signIn" => IsSet(render, "QualiPref__Portal__SignIn__Authority"),
        "mail" => IsSet(render, "QualiPref__Complaints__Mail__Host"),
        "antivirus" => IsSet(render, "QualiPref__Complaints__Antivirus__Address"),
        "mailboxes" => IsSet(render, "QualiPref__Complaints__Mailboxes__0__Host"),
        "telemetry" => IsSet(render, "OTEL_EXPORTER_OTLP_ENDPOINT"),
        _ => true,
    };

    private static bool IsSet(Render render, string setting) => render.Pods.Any(pod => pod.Spec.Containers[0].Env.Any(variable => variable.Name == setting));

    private static void AddAtBothEnds(Render render, string edge, string component)
    {
        Of(render, $"{edge}-egress").Spec.PodSelector.MatchExpressions[0].Values.Add(component);
        Of(render, $"{edge}-ingress").Spec.Ingress[0].FromProperty[0].PodSelector.MatchExpressions[0].Values.Add(component);
    }

    private static V1NetworkPolicy Anything() => new()
    {
        Metadata = new V1ObjectMeta { Name = "qualipref-anything-egress" },
        Spec = new V1NetworkPolicySpec { PodSelector = new V1LabelSelector(), PolicyTypes = [Egress], Egress = [new V1NetworkPolicyEgressRule()] },
    };

    private static IReadOnlyList<Row> ReadTable()
    {
        var lines = File.ReadAllLines(Path.Combine(Render.Chart, "README.md"));
        return [.. lines.SkipWhile(line => line != "<!-- edges -->").TakeWhile(line => line != "<!-- /edges -->").Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(cells => new Row(Names(cells[1])[0], Names(cells[2]), Names(cells[3])))];
    }

    private static string[] Names(string cell) => [.. cell.Split(',', StringSplitOptions.TrimEntries).Select(name => name.Trim('`'))];

    private sealed record Row(string Name, string[] From, string[] To);
}
