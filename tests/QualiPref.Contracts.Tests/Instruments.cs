using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

[assembly: AssemblyFixture(typeof(QualiPref.Contracts.Tests.Instruments))]

namespace QualiPref.Contracts.Tests;

/// <summary>The instruments that the process of the tests makes, whoever makes them, from its beginning on: those of a host end with it, and MassTransit makes its own once.</summary>
public sealed class Instruments : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Instrument> _made = [];

    /// <summary>Listens at once, also to what was made before.</summary>
    public Instruments()
    {
        _listener.InstrumentPublished = (instrument, _) =>
        {
            lock (_lock) _made[instrument.Name] = instrument;
        };
        _listener.Start();
    }

    /// <summary>All by name. Those of a library of ours are made as its classes are: here that is forced.</summary>
    public IReadOnlyDictionary<string, Instrument> All(params IEnumerable<Assembly> ours)
    {
        var makers = ours.SelectMany(library => library.GetTypes())
            .Where(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Any(field => field.FieldType == typeof(Meter)));
        foreach (var type in makers) RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        lock (_lock) return _made.ToDictionary();
    }

    public void Dispose() => _listener.Dispose();
}

/// <summary>What an instrument is called in Prometheus, by the exporter of OpenTelemetry: what it says of instruments alike that have a value.</summary>
internal static partial class PrometheusNames
{
    private const string Tag = "instrument";

    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(IReadOnlyCollection<Instrument> instruments, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(nameof(PrometheusNames)).AddPrometheusExporter());
        await using var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync(cancellationToken);
        using var meter = new Meter(nameof(PrometheusNames));
        foreach (var instrument in instruments) Imitate(meter, instrument);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
        return Sample().Matches(text).Where(sample => !sample.Groups["name"].Value.EndsWith("_bucket", StringComparison.Ordinal))
            .Select(sample => (Of: sample.Groups["instrument"].Value, Name: Family().Replace(sample.Groups["name"].Value, "")))
            .Distinct().ToDictionary(pair => pair.Of, pair => pair.Name);
    }

    /// <summary>What kind of metric it is in Prometheus.</summary>
    public static string KindOf(Instrument instrument) => instrument.GetType().Name switch
    {
        "Counter`1" or "ObservableCounter`1" => "counter",
        "Histogram`1" => "histogram",
        "Gauge`1" or "ObservableGauge`1" or "UpDownCounter`1" or "ObservableUpDownCounter`1" => "gauge",
        var other => throw new NotSupportedException($"{instrument.Name} is a {other}: say what that is in Prometheus."),
    };

    private static void Imitate(Meter meter, Instrument instrument)
    {
        var tag = new KeyValuePair<string, object?>(Tag, instrument.Name);
        switch (KindOf(instrument))
        {
            case "counter":
                meter.CreateCounter<double>(instrument.Name, instrument.Unit).Add(1, tag);
                break;
            case "histogram":
                meter.CreateHistogram<double>(instrument.Name, instrument.Unit).Record(1, tag);
                break;
            default:
                meter.CreateGauge<double>(instrument.Name, instrument.Unit).Record(1, tag);
                break;
        }
    }

    [GeneratedRegex("""^(?<name>\w+)\{[^}]*\binstrument="(?<instrument>[^"]+)""", RegexOptions.Multiline)]
    private static partial Regex Sample();

    // Only histograms have these: no counter or gauge here is called so.
    [GeneratedRegex("_(sum|count)$")]
    private static partial Regex Family();
}
