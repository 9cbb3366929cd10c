using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Telemetry;

/// <summary>
/// The console as the framework's own writes it, with the id of the trace behind the category: a line leads to the request that it belongs to. The
/// framework's could show it as a scope only, and with it all others, such as the path of the request, which may hold a tracking code.
/// </summary>
internal sealed class TracedConsole() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "qualipref";

    private const string Indent = "      ";

    private static readonly string NextLine = Environment.NewLine + Indent;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } exception) message = $"{message}{Environment.NewLine}{FaultText.Of(exception)}";
        textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"{NameOf(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}]"));
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity) textWriter.Write($" trace {activity.TraceId.ToHexString()}");
        textWriter.WriteLine();
        textWriter.WriteLine(Indent + message.ReplaceLineEndings(NextLine));
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };
}
