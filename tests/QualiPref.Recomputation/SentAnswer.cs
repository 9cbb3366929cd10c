using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Recomputation;

/// <summary>An answer as it was sent, as far as it can be read: a batch may hold any rubbish, and what has an id is kept aside.</summary>
/// <param name="item">The answer itself.</param>
/// <param name="device">What the device says of itself, undefined when it says nothing.</param>
/// <param name="exchange">The request that carried it.</param>
/// <param name="clocks">What is known of the kiosks' clocks.</param>
internal sealed class SentAnswer(JsonElement item, JsonElement device, Exchange exchange, KioskClocks clocks)
{
    private readonly bool _isReadable = item.HasReadableNames() && (item.Member("clock") is not { ValueKind: JsonValueKind.Object } clock || clock.HasReadableNames());

    /// <summary>Sent by itself, not in a batch: what is not valid is then refused, never kept.</summary>
    public bool IsSingle => exchange.Method == "PUT";

    public string? Channel => Text("channel");

    public bool IsAbandoned => Text("outcome") == "abandoned";

    public bool IsPartial => Text("outcome") == "partial";

    /// <summary>Option by question.</summary>
    public IReadOnlyDictionary<string, string> Choices => _isReadable && item.Member("answers") is { ValueKind: JsonValueKind.Object } answers && answers.HasReadableNames()
        ? answers.EnumerateObject().Where(choice => answers.Text(choice.Name) is not null).DistinctBy(choice => choice.Name)
            .ToDictionary(choice => choice.Name, choice => answers.Text(choice.Name)!)
        : new Dictionary<string, string>();

    /// <summary>Why it cannot be read, or null when it can.</summary>
    public string? Fault(IReadOnlyCollection<string> known) => AnswerRules.Fault(item, known, inBatch: !IsSingle);

    /// <summary>The same where it is kept: bytes that are no text are replaced there, so that somebody can read the rest, and accept it.</summary>
    public string? LastingFault(IReadOnlyCollection<string> known)
    {
        using var kept = JsonDocument.Parse(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(item)));
        return AnswerRules.Fault(kept.RootElement, known, inBatch: !IsSingle);
    }

    /// <summary>Whether its sender may send it, once it can be read.</summary>
    public bool IsItsSenders => AnswerRules.MaySend(item, exchange);

    /// <summary>Whether a valid answer of a date counts by itself; null where the server's own instant decides.</summary>
    public bool? CountsByDate(DateTimeOffset at) => AnswerRules.CountsByDate(at, exchange.SentAt);

    /// <summary>The site of a valid answer.</summary>
    public string? NamedSite => Text("site");

    /// <summary>The site that an answer is kept at which is not valid: the one it names, or that of the sender when it names none that the sender may speak for; null when there is neither.</summary>
    public string? Site(IReadOnlyCollection<string> known)
    {
        var named = Text("site");
        var isOurs = named is not null && known.Contains(named) && (exchange.Site is null || exchange.Site == named);
        return isOurs ? named : exchange.Site;
    }

    /// <summary>
    /// When a valid answer was given: kiosks say so by their own clocks, and staff for the sites that are theirs; anybody else is dated by the server.
    /// </summary>
    public DateTimeOffset ValidInstant => (Channel, exchange.Caller) switch
    {
        ("kiosk", _) => Corrected ?? exchange.SentAt,
        (_, Caller.Staff) when exchange.Site is null || exchange.Site == NamedSite => item.Instant("answeredAt") ?? exchange.SentAt,
        _ => exchange.SentAt,
    };

    /// <summary>When an answer that is not valid was given, whoever sent it: by the device's clocks if it says when, else when it came.</summary>
    public DateTimeOffset AnyInstant => Corrected ?? exchange.SentAt;

    /// <summary>The legal date that an answer is kept under: of an instant that no period can hold, the day on which it came.</summary>
    public DateOnly DayOf(DateTimeOffset at) => LegalDate.Of(at) is { Year: >= 2000 and <= 2100 } day ? day : LegalDate.Of(exchange.SentAt);

    /// <summary>By the device's clocks; null when the answer does not say when it was given.</summary>
    private DateTimeOffset? Corrected
    {
        get
        {
            if (!_isReadable || item.Instant("answeredAt") is not { } written)
                return null;
            var sync = SyncOf(device, exchange);
            return clocks.Instant(written, Clock(item), Source, exchange.Method == "PUT" && item.Instant("sentAt") is { } single ? sync with { DeviceTime = single } : sync);
        }
    }

    /// <summary>The kiosk and the enrolment that it was given in: the sender's, which may be an earlier one of its own; null when it is none of them.</summary>
    private (Guid Kiosk, int Enrolment)? Source
    {
        get
        {
            if (exchange is not { Kiosk: { } kiosk, Enrolment: { } current } || (item.Id("kiosk") ?? kiosk) != kiosk)
                return null;
            var enrolment = (int)(item.Whole("enrolment", 1, int.MaxValue) ?? current);
            return enrolment <= current ? (kiosk, enrolment) : null;
        }
    }

    /// <summary>What a device says of its clocks when it sends.</summary>
    public static SyncSeen SyncOf(JsonElement device, Exchange exchange) => new(exchange.SentAt, device.Instant("sentAt"), Clock(device));

    /// <summary>A clock's session and its milliseconds, at most a hundred years.</summary>
    private static (Guid Session, long Elapsed)? Clock(JsonElement of) =>
        of.Member("clock") is { ValueKind: JsonValueKind.Object } clock && clock.Id("session") is { } session && clock.Whole("elapsedMs", 0, 3_155_760_000_000) is { } elapsed
            ? (session, elapsed)
            : null;

    private string? Text(string name) => _isReadable ? item.Text(name) : null;
}
