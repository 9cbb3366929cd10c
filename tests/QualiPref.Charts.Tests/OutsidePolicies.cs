using System.Globalization;
using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace QualiPref.Charts.Tests;

/// <summary>Where the policies of the network lead outside of the release, beside what the values say.</summary>
internal static class OutsidePolicies
{
    private static readonly Dictionary<object, object> Defaults = ReadValues("values.yaml");

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Ways outside lead to the peers and ports that the values name, and to no others", Elsewhere,
            ("all-to-database-egress opens port 27018 instead of 27017", render => Of(render, "all-to-database-egress").Spec.Egress[0].Ports[0].Port = 27018),
            ("all-to-database-egress has 2 rules", render => Of(render, "all-to-database-egress").Spec.Egress.Add(new V1NetworkPolicyEgressRule())),
            ("all-to-database-egress is for other peers", render => Of(render, "all-to-database-egress").Spec.Egress[0].To = [new V1NetworkPolicyPeer { IpBlock = new V1IPBlock { Cidr = "0.0.0.0/0" } }]),
            ("browsers-to-portal-ingress is for other peers", render => Of(render, "browsers-to-portal-ingress").Spec.Ingress[0].FromProperty = [new V1NetworkPolicyPeer { PodSelector = new V1LabelSelector() }])),
    ];

    private static V1NetworkPolicy Of(Render render, string name) => render.Of<V1NetworkPolicy>().Single(one => one.Metadata.Name == $"qualipref-{name}");

    private static IEnumerable<string> Elsewhere(Render render)
    {
        var parties = Parties(Defaults).Keys.Cast<string>().ToList();
        var given = Parties(ReadValues(Path.Combine("ci", $"{render.Name}-values.yaml")));
        foreach (var policy in render.Of<V1NetworkPolicy>())
        {
            var name = policy.Metadata.Name;
            if (parties.Find(party => name.EndsWith($"-to-{party}-egress", StringComparison.Ordinal)) is { } to)
            {
                var rules = policy.Spec.Egress.Select(rule => new Rule(rule.Ports, rule.To));
                foreach (var fault in Faults(name, [.. rules], Asked(given, to))) yield return fault;
            }
            if (parties.Find(party => name.StartsWith($"qualipref-{party}-to-", StringComparison.Ordinal) && name.EndsWith("-ingress", StringComparison.Ordinal)) is { } from)
            {
                var rules = policy.Spec.Ingress.Select(rule => new Rule(rule.Ports, rule.FromProperty));
                foreach (var fault in Faults(name, [.. rules], Asked(given, from) with { Port = "8080" })) yield return fault;
            }
        }
    }

    private static IEnumerable<string> Faults(string policy, IReadOnlyList<Rule> rules, Party asked)
    {
        if (rules.Count != 1) yield return $"{policy} has {rules.Count} rules";
        foreach (var port in rules[0].Ports.Where(port => port.Port.Value != asked.Port)) yield return $"{policy} opens port {port.Port.Value} instead of {asked.Port}";
        if (KubernetesYaml.Serialize(rules[0].Peers ?? []) != KubernetesYaml.Serialize(asked.Peers)) yield return $"{policy} is for other peers";
    }

    /// <summary>What the values of a file, or else the chart's own, say of somebody outside.</summary>
    private static Party Asked(Dictionary<object, object> given, string party)
    {
        var values = new Dictionary<object, object>((Dictionary<object, object>)Parties(Defaults)[party]);
        foreach (var (name, value) in given.TryGetValue(party, out var own) ? (Dictionary<object, object>)own : []) values[name] = value;
        return new Party(
            values.TryGetValue("port", out var port) ? Convert.ToString(port, CultureInfo.InvariantCulture)! : "",
            KubernetesYaml.Deserialize<List<V1NetworkPolicyPeer>>(new SerializerBuilder().Build().Serialize(values["peers"])));
    }

    private static Dictionary<object, object> Parties(Dictionary<object, object> values) =>
        values.TryGetValue("networkPolicy", out var policy) && ((Dictionary<object, object>)policy).TryGetValue("outside", out var outside) ? (Dictionary<object, object>)outside : [];

    private static Dictionary<object, object> ReadValues(string file) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>?>(File.ReadAllText(Path.Combine(Render.Chart, file))) ?? [];

    private sealed record Rule(IList<V1NetworkPolicyPort> Ports, IList<V1NetworkPolicyPeer>? Peers);

    private sealed record Party(string Port, List<V1NetworkPolicyPeer> Peers);
}
