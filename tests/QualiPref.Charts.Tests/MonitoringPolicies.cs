using System.Text.Json;
using System.Text.RegularExpressions;
using k8s.Models;
using YamlDotNet.Serialization;

namespace QualiPref.Charts.Tests;

/// <summary>What watches over a release: alerts with their runbooks, and dashboards.</summary>
internal static partial class MonitoringPolicies
{
    private static readonly string[] Headings = ["## Meaning", "## Impact", "## Diagnosis", "## Mitigation"];

    private static readonly string[] Severities = ["critical", "warning", "info"];

    // Of a value that each replica tells alike, these make the same of one as of many.
    private static readonly string[] LikeMax = ["max", "group", "absent"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Every alert says how grave it is and has a runbook with its four headings, and every runbook has an alert", Unexplained,
            ("QualiPrefParked.md is not there", render => render.Runbooks.Remove("QualiPrefParked.md")),
            ("QualiPrefParked.md has no ## Impact", render => render.Runbooks["QualiPrefParked.md"] = render.Runbooks["QualiPrefParked.md"].Replace("## Impact", "## Effect", StringComparison.Ordinal)),
            ("QualiPrefParked.md says nothing under ## Meaning", render => render.Runbooks["QualiPrefParked.md"] = "# QualiPrefParked\n## Meaning\n\n## Impact\n\n## Diagnosis\n\n## Mitigation\n"),
            ("QualiPrefLost.md is of no alert", render => render.Runbooks["QualiPrefLost.md"] = render.Runbooks["QualiPrefParked.md"]),
            ("QualiPrefParked leads to", render => Replace(render, "runbooks/QualiPrefParked.md", "runbooks/QualiPrefSlow.md")),
            ("QualiPrefParked has the severity urgent", render => Replace(render, "severity: warning\n          annotations:\n            summary: \"Something waits", "severity: urgent\n          annotations:\n            summary: \"Something waits")))
            { Spoilt = "monitoring" },
        new("Every expression of an alert or dashboard is PromQL", Unreadable,
            ("QualiPrefParked: no PromQL", render => Replace(render, "qualipref_parked_items{job=~", "qualipref_parked_items{job=~~")),
            ("Silent kiosks: no PromQL", render => ReplaceInDashboard(render, "max(qualipref_surveys_kiosks_silent{", "max(qualipref_surveys_kiosks_silent{{")))
            { Spoilt = "monitoring" },
        new("Alerts and dashboards ask for metrics and labels that there are", Unknown,
            ("QualiPrefParked asks for qualipref_parked, which", render => Replace(render, "qualipref_parked_items{", "qualipref_parked{")),
            ("QualiPrefErrors asks for http_server_request_duration_count, which", render => Replace(render, "http_server_request_duration_seconds_count{", "http_server_request_duration_count{")),
            ("qualipref_indicators_facts, which", render => ReplaceInDashboard(render, "qualipref_indicators_facts_total{", "qualipref_indicators_facts{")),
            ("asks for qualipref_silent, which", render => ReplaceInDashboard(render, "label_values(dotnet_process_memory_working_set_bytes,", "label_values(qualipref_silent,")),
            ("qualipref_parked_items by site, which", render => Replace(render, "by (service, place) (qualipref_parked_items", "by (service, site) (qualipref_parked_items")))
            { Spoilt = "monitoring" },
        new("What replicas tell alike is never summed, and what each tells of itself always is", Miscounted,
            ("QualiPrefParked brings qualipref_parked_items together by sum", render => Replace(render, "max by (service, place) (qualipref_parked_items", "sum by (service, place) (qualipref_parked_items")),
            ("QualiPrefKiosksSilent brings qualipref_surveys_kiosks_silent together by nothing", render => Replace(render, "max(qualipref_surveys_kiosks_silent{", "abs(qualipref_surveys_kiosks_silent{")),
            ("brings qualipref_indicators_facts_total together by max", render => ReplaceInDashboard(render, "sum by (source, outcome) (rate(qualipref_indicators_facts", "max by (source, outcome) (rate(qualipref_indicators_facts")))
            { Spoilt = "monitoring" },
        new("Every dashboard is found by Grafana's sidecar under an id of its own", Unfound,
            ("qualipref-dashboard-suivi has no label", render => Dashboards(render).Last().Metadata.Labels.Remove("grafana_dashboard")),
            ("the id qualipref-operation is there twice", render => ReplaceInDashboard(render, "\"uid\": \"qualipref-suivi\"", "\"uid\": \"qualipref-operation\"")))
            { Spoilt = "monitoring" },
    ];

    private static IEnumerable<string> Unexplained(Render render)
    {
        var alerts = Alerts(render).ToList();
        foreach (var alert in alerts)
        {
            if (!alert.Runbook.EndsWith($"charts/qualipref/runbooks/{alert.Name}.md", StringComparison.Ordinal)) yield return $"{alert.Name} leads to {alert.Runbook}";
            if (!Severities.Contains(alert.Severity)) yield return $"{alert.Name} has the severity {alert.Severity}";
            if (!render.Runbooks.TryGetValue($"{alert.Name}.md", out var runbook)) yield return $"{alert.Name}.md is not there";
            else foreach (var missing in Missing($"{alert.Name}.md", runbook)) yield return missing;
        }
        // In one process there is no broker, and some alerts are not there.
        if (alerts.Count == 0 || render.Pods.Any(pod => pod.Component == "all-in-one")) yield break;
        foreach (var orphan in render.Runbooks.Keys.Except(alerts.Select(alert => $"{alert.Name}.md"))) yield return $"{orphan} is of no alert";
    }

    private static IEnumerable<string> Missing(string name, string runbook)
    {
        foreach (var heading in Headings)
        {
            var section = Regex.Match(runbook, $"^{heading}\n(?<text>.*?)(?=^## |\\z)", RegexOptions.Multiline | RegexOptions.Singleline);
            if (!section.Success) yield return $"{name} has no {heading}";
            else if (string.IsNullOrWhiteSpace(section.Groups["text"].Value)) yield return $"{name} says nothing under {heading}";
        }
    }

    private static IEnumerable<string> Unreadable(Render render) => Asked(render).Where(one => one.Said.Error is not null).Select(one => $"{one.Where}: {one.Said.Error}");

    private static IEnumerable<string> Unknown(Render render)
    {
        foreach (var (where, metric) in Metrics(render))
        {
            if (!MetricsTable.All.TryGetValue(metric.Name, out var known)) yield return $"{where} asks for {metric.Name}, which contracts/metrics.md does not have";
            else foreach (var label in metric.Labels.Except(known.Labels)) yield return $"{where} asks for {metric.Name} by {label}, which it does not have";
        }
    }

    private static IEnumerable<string> Miscounted(Render render) =>
        from asked in Metrics(render)
        let together = MetricsTable.All.GetValueOrDefault(asked.Metric.Name)?.Together
        where together is not null && !(together == "max" ? LikeMax : ["sum"]).Contains(asked.Metric.Aggregation)
        select $"{asked.Where} brings {asked.Metric.Name} together by {asked.Metric.Aggregation ?? "nothing"}, not by {together}";

    private static IEnumerable<string> Unfound(Render render)
    {
        // What values of a chart like this one usually name; the all-in-one's names another.
        var label = render.Name == "monitoring-all-in-one" ? "dashboards" : "grafana_dashboard";
        foreach (var one in Dashboards(render).Where(one => !one.Metadata.Labels.ContainsKey(label))) yield return $"{one.Metadata.Name} has no label {label}";
        foreach (var id in Dashboards(render).Select(one => Json(one).GetProperty("uid").GetString()).GroupBy(id => id).Where(same => same.Count() > 1)) yield return $"the id {id.Key} is there twice";
    }

    private static IEnumerable<(string Where, AskedMetric Metric)> Metrics(Render render) =>
        Asked(render).SelectMany(one => (one.Said.Metrics ?? []).Select(metric => (one.Where, metric)))
            .Concat(Dashboards(render).SelectMany(one => LabelValues().Matches(one.Data.Single().Value)
                .Select(match => (one.Metadata.Name, new AskedMetric(match.Groups["metric"].Value, [match.Groups["label"].Value], "group")))));

    private static IEnumerable<(string Where, PromQl Said)> Asked(Render render)
    {
        List<(string Where, string Expression)> asked = [.. Alerts(render).Select(alert => (alert.Name, alert.Expression)),
            .. Dashboards(render).Select(Json).SelectMany(dashboard => dashboard.GetProperty("panels").EnumerateArray())
                .Where(panel => panel.TryGetProperty("targets", out _))
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray().Select(target => (panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!)))];
        return asked.Zip(PromQl.Of([.. asked.Select(one => one.Expression)]), (one, said) => (one.Where, said));
    }

    private static IEnumerable<V1ConfigMap> Dashboards(Render render) =>
        render.Of<V1ConfigMap>().Where(one => one.Metadata.Name.StartsWith("qualipref-dashboard-", StringComparison.Ordinal));

    private static JsonElement Json(V1ConfigMap dashboard) => JsonDocument.Parse(dashboard.Data.Single().Value).RootElement;

    private static IEnumerable<Alert> Alerts(Render render)
    {
        foreach (var text in render.Documents.Where(text => text.Contains("kind: PrometheusRule\n", StringComparison.Ordinal)))
        {
            var rule = new DeserializerBuilder().Build().Deserialize<dynamic>(text);
            foreach (var group in rule["spec"]["groups"])
            {
                foreach (var one in group["rules"])
                    yield return new Alert((string)one["alert"], (string)one["expr"], (string)one["labels"]["severity"], (string)one["annotations"]["runbook_url"]);
            }
        }
    }

    private static void Replace(Render render, string old, string by)
    {
        Assert.Contains(old, render.Text, StringComparison.Ordinal);
        render.Text = render.Text.Replace(old, by, StringComparison.Ordinal);
    }

    // In the text a dashboard is a text within a text; its objects are read from there once.
    private static void ReplaceInDashboard(Render render, string old, string by)
    {
        var spoilt = Dashboards(render).First(one => one.Data.Single().Value.Contains(old, StringComparison.Ordinal));
        foreach (var file in spoilt.Data.Keys.ToList()) spoilt.Data[file] = spoilt.Data[file].Replace(old, by, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"label_values\((?<metric>\w+),\s*(?<label>\w+)\)")]
    private static partial Regex LabelValues();

    private sealed record Alert(string Name, string Expression, string Severity, string Runbook);
}
