using Microsoft.Extensions.Logging;

namespace QualiPref.Platform.Work;

/// <summary>
/// Tells faults that may repeat for ever: the first of a kind as a whole, then the 10th, the 100th, … by count. Two faults are of one kind
/// when they were thrown at the same place, whatever part of the work it was.
/// </summary>
internal sealed partial class FaultLog(string work, ILogger logger)
{
    // More kinds than that are told anew: memory stays bounded.
    private const int MostKinds = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _times = [];

    /// <summary>How many faults there were, of whatever kind.</summary>
    public long Noted { get; private set; }

    public void Note(string part, Exception exception)
    {
        var isOutage = Outages.IsOutage(exception);
        var name = FaultText.NameOf(exception);
        var fault = isOutage ? FaultText.InShort(exception) : FaultText.Of(exception);
        var times = Count(fault);
        if (times == 1)
        {
            if (isOutage) LogOutage(part, fault);
            else LogFault(part, fault);
        }
        else if (IsPowerOfTen(times))
        {
            LogRepeated(isOutage ? LogLevel.Warning : LogLevel.Error, part, name, times);
        }
    }

    /// <summary>A whole round went well: what failed before is over.</summary>
    public void Over()
    {
        long failures;
        lock (_lock)
        {
            failures = _times.Values.Sum();
            _times.Clear();
        }
        if (failures > 0) LogOver(work, failures);
    }

    private long Count(string fault)
    {
        lock (_lock)
        {
            Noted++;
            if (_times.Count == MostKinds && !_times.ContainsKey(fault)) _times.Clear();
            return _times[fault] = _times.GetValueOrDefault(fault) + 1;
        }
    }

    private static bool IsPowerOfTen(long number)
    {
        while (number % 10 == 0) number /= 10;
        return number == 1;
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "{Work} has to wait ({Fault}); it is tried again")]
    private partial void LogOutage(string work, string fault);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Error, Message = "{Work} failed; it is tried again, and repetitions are told by count: {Fault}")]
    private partial void LogFault(string work, string fault);

    [LoggerMessage(EventId = 1503, Message = "{Work} failed again with {Fault}, {Times} times by now; the first was told as a whole")]
    private partial void LogRepeated(LogLevel level, string work, string fault, long times);

    [LoggerMessage(EventId = 1504, Level = LogLevel.Information, Message = "{Work} goes on after {Times} failures")]
    private partial void LogOver(string work, long times);
}
