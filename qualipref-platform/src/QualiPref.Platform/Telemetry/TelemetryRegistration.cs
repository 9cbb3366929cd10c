using System.Diagnostics;
using System.Globalization;
using MassTransit.Logging;
using MassTransit.Monitoring;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using QualiPref.Platform.Hosting;

namespace QualiPref.Platform.Telemetry;

/// <summary>Traces, metrics and logs over OTLP, only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</summary>
internal static class TelemetryRegistration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string LinkLimit = "OTEL_SPAN_LINK_COUNT_LIMIT";

    public static void AddQualiPrefTelemetry(this IHostApplicationBuilder builder, IReadOnlyList<IServiceModule> modules)
    {
        builder.Services.AddSingleton<DistributedContextPropagator>(new TraceParentOnly());
        builder.Logging.AddConsoleFormatter<TracedConsole, ConsoleFormatterOptions>();
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName ??= TracedConsole.FormatterName);
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint])) return;
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        // The default of 128 would cut the links of a full batch off, silently.
        if (builder.Configuration[LinkLimit] is null)
        {
            builder.Configuration.AddInMemoryCollection([new(LinkLimit, TraceContext.MostCauses.ToString(CultureInfo.InvariantCulture))]);
        }
        var name = modules.Count == 1 ? $"qualipref-{modules[0].Name}" : "qualipref-all-in-one";
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeScopes = false;
            logs.AddProcessor(new FaultsInOurWords());
        });
        builder.Services.AddOpenTelemetry()
            // Named as the pod is, so that whoever sees a value knows where to look; several of one machine differ by their process.
            .ConfigureResource(resource => resource.AddService(name, serviceInstanceId: FormattableString.Invariant($"{Environment.MachineName}:{Environment.ProcessId}")))
            .WithTracing(traces => traces
                .AddSource("QualiPref.*", DiagnosticHeaders.DefaultListenerName)
                .AddAspNetCoreInstrumentation(http =>
                {
                    http.Filter = context => context.Request.Path.Value is not ("/alive" or "/ready" or "/health");
                    http.EnrichWithHttpResponse = (activity, response) => Redact(activity, response.HttpContext);
                })
                .AddHttpClientInstrumentation(http => http.EnrichWithHttpRequestMessage = (activity, request) =>
                    activity.SetTag("url.full", Redaction.Of(request.RequestUri))))
            .WithMetrics(metrics => metrics
                .AddMeter("QualiPref.*", InstrumentationOptions.MeterName)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }

    // A tracking code opens a person's file and a search may hold a name: the route's template says enough.
    private static void Redact(Activity activity, HttpContext context)
    {
        activity.SetTag("url.query", null);
        activity.SetTag("url.path", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(unmatched)");
    }
}

/// <summary>Removes what could point at a person from addresses that go into telemetry.</summary>
internal static class Redaction
{
    /// <summary>Scheme, host and the first four segments of the path: enough to know the call, too little for a tracking code.</summary>
    public static string Of(Uri? address)
    {
        if (address is null || !address.IsAbsoluteUri) return "";
        var segments = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return $"{address.GetLeftPart(UriPartial.Authority)}/{string.Join('/', segments.Take(4))}";
    }
}
