using System.Text.Json;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Recomputation;

/// <summary>An answer as it was sent, as far as it can be read: a batch may hold any rubbish, and what has an id is kept aside.</summary>
/// <param name="item">The answer itself.</param>
/// <param name="device">What the device says of itself, undefined when it says nothing.</param>
/// <param name="exchange">The request that carried it.</param>
internal sealed class SentAnswer(JsonElement item, JsonElement device, Exchange exchange)
{
    private readonly bool _isReadable = item.HasReadableNames() && (item.Member("clock") is not { ValueKind: JsonValueKind.Object } clock || clock.HasReadableNames());

    public string? Channel => Text("channel");

    public bool IsAbandoned => Text("outcome") == "abandoned";

    /// <summary>Option by question.</summary>
    public IReadOnlyDictionary<string, string> Choices => _isReadable && item.Member("answers") is { ValueKind: JsonValueKind.Object } answers && answers.HasReadableNames()
        ? answers.EnumerateObject().Where(choice => answers.Text(choice.Name) is not null).DistinctBy(choice => choice.Name)
            .ToDictionary(choice => choice.Name, choice => answers.Text(choice.Name)!)
        : new Dictionary<string, string>();

    /// <summary>The site it is counted at: the one it names, or that of the sender when it names none that the sender may speak for; null when there is neither.</summary>
    public string? Site(IReadOnlyCollection<string> known)
    {
        var named = Text("site");
        var isOurs = named is not null && known.Contains(named) && (exchange.Site is null || exchange.Site == named);
        return isOurs ? named : exchange.Site;
    }

    /// <summary>When a valid answer was given: staff and kiosks say so, a kiosk by its own clocks; the public is dated by the server.</summary>
    public DateTimeOffset ValidInstant => (Channel, exchange.Caller) switch
    {
        ("kiosk", _) => Corrected ?? exchange.SentAt,
        (_, Caller.Staff) => item.Instant("answeredAt") ?? exchange.SentAt,
        _ => exchange.SentAt,
    };

    /// <summary>When an answer that is not valid was given, whoever sent it: by the device's clocks if it says when, else when it came.</summary>
    public DateTimeOffset AnyInstant => Corrected ?? exchange.SentAt;

    /// <summary>
    /// Same clock session as the sync and not after it: its elapsed time. Else device time moved by what the device's clock is off at the sync. Else as
    /// written. Null when the answer does not say when it was given.
    /// </summary>
    private DateTimeOffset? Corrected
    {
        get
        {
            if (!_isReadable || item.Instant("answeredAt") is not { } written)
                return null;
            if (Clock(item) is var (session, at) && Clock(device) is var (sameSession, sync) && session == sameSession && at <= sync)
                return exchange.SentAt.AddMilliseconds(at - sync);
            var sent = item.Instant("sentAt") is { } single && exchange.Method == "PUT" ? single : device.Instant("sentAt");
            return written + (sent is null ? TimeSpan.Zero : exchange.SentAt - sent.Value);
        }
    }

    /// <summary>A clock's session and its milliseconds, at most a hundred years.</summary>
    private static (Guid Session, long Elapsed)? Clock(JsonElement of) =>
        of.Member("clock") is { ValueKind: JsonValueKind.Object } clock && clock.Id("session") is { } session
        && clock.Member("elapsedMs") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var elapsed) && elapsed is >= 0 and <= 3_155_760_000_000
            ? (session, elapsed)
            : null;

    private string? Text(string name) => _isReadable ? item.Text(name) : null;
}
