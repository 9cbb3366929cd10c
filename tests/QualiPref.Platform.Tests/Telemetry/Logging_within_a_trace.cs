using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Telemetry;

public sealed partial class Logging_within_a_trace : IAsyncLifetime
{
    private const string Quoted = "what somebody wrote";

    private readonly Telling _telling = new();
    private ServiceHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await ServiceHost.WithoutDatabase(arguments => QualiPrefHost.Build(arguments, _telling), "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9").StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void The_console_names_the_trace_and_no_scope()
    {
        using var request = new Activity("request").Start();

        var written = WrittenToConsole(logger =>
        {
            // As the server does: a path may hold a tracking code.
            using var scope = logger.BeginScope(new Dictionary<string, object> { ["RequestPath"] = "/suivi/ABCD-1234" });
            LogOne(logger, 3);
        });

        Assert.Equal($"warn: Things[7] trace {request.TraceId}{Environment.NewLine}      Parked 3 items{Environment.NewLine}", written);
    }

    [Fact]
    public void The_console_names_no_trace_where_there_is_none() =>
        Assert.StartsWith($"warn: Things[7]{Environment.NewLine}", WrittenToConsole(logger => LogOne(logger, 3)), StringComparison.Ordinal);

    [Fact]
    public void The_console_leaves_out_what_an_exception_quotes()
    {
        var written = WrittenToConsole(logger => LogFault(logger, new InvalidOperationException(Quoted)));

        Assert.Contains($"      {nameof(InvalidOperationException)}", written, StringComparison.Ordinal);
        Assert.DoesNotContain(Quoted, written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_console_is_another_where_somebody_says_so()
    {
        await using var other = await ProbeHost.StartAsync(["--Logging:Console:FormatterName=json"]);

        Assert.Equal("json", other.Service<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
    }

    [Fact]
    public void What_is_exported_names_the_trace_and_leaves_out_what_an_exception_quotes()
    {
        using var request = new Activity("request").Start();
        LogFault(_host.Service<ILoggerFactory>().CreateLogger("Things"), new InvalidOperationException(Quoted));

        var one = Assert.Single(_telling.Exported, record => record.Category == "Things");
        Assert.Equal((request.TraceId, false), (one.Trace, one.HasException));
        Assert.Contains($"exception.type={typeof(InvalidOperationException)}", one.Attributes, StringComparison.Ordinal);
        Assert.DoesNotContain(Quoted, one.Attributes, StringComparison.Ordinal);
    }

    private string WrittenToConsole(Action<ILogger> log)
    {
        using var written = new StringWriter();
        var chosen = _host.Service<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        log(new Logger(_host.Service<IEnumerable<ConsoleFormatter>>().Single(formatter => formatter.Name == chosen), written));
        return written.ToString();
    }

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "Parked {Count} items")]
    private static partial void LogOne(ILogger logger, int count);

    [LoggerMessage(EventId = 8, Level = LogLevel.Error, Message = "It failed")]
    private static partial void LogFault(ILogger logger, Exception exception);

    /// <summary>What the console's logger does with a formatter, without a console.</summary>
    private sealed class Logger(ConsoleFormatter formatter, TextWriter written) : ILogger
    {
        private readonly LoggerExternalScopeProvider _scopes = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => _scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatState) =>
            formatter.Write(new LogEntry<TState>(logLevel, "Things", eventId, state, exception, formatState), _scopes, written);
    }

    private sealed record Exported(string? Category, ActivityTraceId Trace, bool HasException, string Attributes);

    /// <summary>A service that sees what is exported.</summary>
    private sealed class Telling : IServiceModule
    {
        public ConcurrentQueue<Exported> Exported { get; } = new();

        public string Name => "telling";

        public void AddServices(IHostApplicationBuilder builder) =>
            builder.Services.ConfigureOpenTelemetryLoggerProvider(provider => provider.AddProcessor(new SimpleLogRecordExportProcessor(new Exporter(Exported))));

        public void AddConsumers(ConsumerList consumers)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder api)
        {
        }
    }

    private sealed class Exporter(ConcurrentQueue<Exported> exported) : BaseExporter<LogRecord>
    {
        public override ExportResult Export(in Batch<LogRecord> batch)
        {
            foreach (var record in batch)
            {
                var attributes = string.Join('\n', (record.Attributes ?? []).Select(attribute => $"{attribute.Key}={attribute.Value}"));
                exported.Enqueue(new Exported(record.CategoryName, record.TraceId, record.Exception is not null, attributes));
            }
            return ExportResult.Success;
        }
    }
}
