using System.Diagnostics.Metrics;
using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Platform.Hosting;
using QualiPref.Portal;
using QualiPref.Reporting;
using QualiPref.Surveys;
using QualiPref.Testing;

namespace QualiPref.Contracts.Tests;

/// <summary>Alerts, dashboards and whoever makes more of them rest on these names.</summary>
public sealed class The_metrics(RealEngine engine, Instruments instruments)
{
    private const string MassTransit = "MassTransit, over a broker";

    private static readonly string[] OfMessages = ["messaging_masstransit_destination", "messaging_masstransit_message_type", "messaging_masstransit_consumer_type"];

    // Alerts and dashboards may ask for no others; with each, who says what it means.
    private static readonly (string Name, string Of, string[] Labels)[] OfOthers =
    [
        ("http.server.request.duration", "ASP.NET Core", ["http_request_method", "http_response_status_code", "http_route"]),
        ("dotnet.process.cpu.time", ".NET", ["cpu_mode"]),
        ("dotnet.process.memory.working_set", ".NET", []),
        ("dotnet.gc.pause.time", ".NET", []),
        ("messaging.masstransit.consume", MassTransit, OfMessages),
        ("messaging.masstransit.consume.errors", MassTransit, [.. OfMessages, "messaging_masstransit_exception_type"]),
        ("messaging.masstransit.consume.retries", MassTransit, OfMessages),
        ("messaging.masstransit.consume.duration", MassTransit, OfMessages),
        ("messaging.masstransit.delivery.duration", MassTransit, OfMessages),
    ];

    private static readonly string[] OfRabbit = ["rabbitmq_detailed_queue_messages", "rabbitmq_detailed_queue_messages_ready"];

    [Fact]
    public async Task Are_those_of_the_committed_table()
    {
        await using var process = await InOneProcess.StartAsync(engine);
        var all = instruments.All(typeof(IServiceModule).Assembly, typeof(SurveysModule).Assembly, typeof(ComplaintsModule).Assembly,
            typeof(IndicatorsModule).Assembly, typeof(ReportingModule).Assembly, typeof(PortalModule).Assembly);
        List<Instrument> ours = [.. all.Values.Where(one => one.Meter.Name.StartsWith("QualiPref.", StringComparison.Ordinal)).OrderBy(one => one.Name, StringComparer.Ordinal)];
        var names = await PrometheusNames.OfAsync([.. ours, .. OfOthers.Select(other => all[other.Name])], TestContext.Current.CancellationToken);

        Approved.Equal($"""
            # Metrics
            Written by `make contracts` from the instruments that the code makes; a test compares it. How metrics get to Prometheus is in the
            [chart's README](../charts/qualipref/README.md#watching-it), what reading them costs in the [platform's](../qualipref-platform/README.md#what-metrics-cost).

            **Brought together** says how values of several replicas make one, and names every tag besides `job` and `instance`. What is `max` stands in a database
            and is told by each replica alike: its sum would count it several times. A histogram has `_bucket`, `_sum` and `_count` in Prometheus.

            ## Our own
            | Metric | In Prometheus | Kind | Brought together | Meaning |
            |---|---|---|---|---|
            {string.Join('\n', ours.Select(one => Row(one, names[one.Name])))}

            ## Of others, that alerts and dashboards ask for
            RabbitMQ tells its own to Prometheus directly: its plugin `rabbitmq_prometheus`, at `/metrics/detailed` with `family=queue_coarse_metrics`. It is scraped
            every minute or oftener, which nothing here sets up.

            | Metric | In Prometheus | Kind | Labels | Of |
            |---|---|---|---|---|
            {string.Join('\n', OfOthers.Select(other => Row(other.Name, names[other.Name], PrometheusNames.KindOf(all[other.Name]), other.Labels, other.Of)))}
            {string.Join('\n', OfRabbit.Select(name => Row("", name, "gauge", ["queue", "vhost"], "RabbitMQ")))}
            """, "contracts/metrics.md");
    }

    private static string Row(string name, string inPrometheus, string kind, string[] labels, string of) =>
        $"| {(name.Length == 0 ? "" : $"`{name}`")} | `{inPrometheus}` | {kind} | {string.Join(", ", labels.Select(label => $"`{label}`"))} | {of} |";

    private static string Row(Instrument instrument, string name)
    {
        var parts = (instrument.Description ?? "").Split(": ");
        Assert.True(parts.Length == 2, $"The description of {instrument.Name} has to end with \": max\" or \": sum\", each with \"by (…)\" if it has tags. It is: {instrument.Description}");
        // Whose it is, each replica's or all replicas', follows from how it is brought together.
        var meaning = parts[0][..parts[0].LastIndexOf(". ", StringComparison.Ordinal)];
        return $"| `{instrument.Name}` | `{name}` | {PrometheusNames.KindOf(instrument)} | `{parts[1]}` | {meaning} |";
    }
}
