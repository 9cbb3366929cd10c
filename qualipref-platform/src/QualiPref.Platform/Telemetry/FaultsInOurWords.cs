using OpenTelemetry;
using OpenTelemetry.Logs;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Telemetry;

/// <summary>Exports an exception that a library logs as <see cref="FaultText"/> has it: its own message may quote what a document or a request holds.</summary>
internal sealed class FaultsInOurWords : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.Exception is not { } exception) return;
        data.Exception = null;
        data.Attributes = [.. data.Attributes ?? [], new("exception.type", exception.GetType().FullName), new("exception.stacktrace", FaultText.Of(exception))];
    }
}
