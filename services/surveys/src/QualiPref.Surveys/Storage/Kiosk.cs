using System.Globalization;
using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Storage;

/// <summary>A counter kiosk.</summary>
internal sealed class Kiosk
{
    /// <summary>How many syncs are remembered: a clock that was set more often since an answer, within one load of the page, dates nothing.</summary>
    public const int MostNotes = 20;

    // Well below what counts as alike, so that a note stands for the syncs after it; above what a request's own time changes.
    private const double UnnoticedSeconds = 10;

    [BsonId]
    public required Guid Id { get; init; }

    public required string Site { get; init; }

    public required string Label { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Number of the enrolment whose token is valid; 0 before the first.</summary>
    public int Enrolment { get; init; }

    /// <summary>SHA-256 of the enrolment code that may still be used.</summary>
    [BsonIgnoreIfNull]
    public byte[]? CodeHash { get; init; }

    [BsonIgnoreIfNull]
    public DateTime? CodeUntil { get; init; }

    /// <summary>The last time that a token of it was taken back.</summary>
    [BsonIgnoreIfNull]
    public Revocation? Revocation { get; init; }

    /// <summary>Why it is used no more; null while it is.</summary>
    [BsonIgnoreIfNull]
    public Retirement? Retirement { get; init; }

    /// <summary>Whether no token of it holds: taken back, or the kiosk is retired.</summary>
    [BsonIgnore]
    public bool IsOut => IsRevoked || Retirement is not null;

    /// <summary>Whether the token of the present enrolment was taken back; enrolled anew, it has another.</summary>
    [BsonIgnore]
    public bool IsRevoked => Enrolment > 0 && Revocation?.Enrolment == Enrolment;

    /// <summary>Whether it has nothing that could be taken back any more: neither a token nor a code.</summary>
    [BsonIgnore]
    public bool IsShutOut => Revocation?.Enrolment == Enrolment && CodeHash is null;

    [BsonIgnoreIfNull]
    public DateTime? LastSeen { get; init; }

    /// <summary>Server time minus device time at the last sync of this enrolment.</summary>
    [BsonIgnoreIfNull]
    public double? ClockOffsetSeconds { get; init; }

    /// <summary>Answers still waiting on the device after its last sync, as it said.</summary>
    [BsonIgnoreIfNull]
    public long? Backlog { get; init; }

    /// <summary>Answers that the device keeps although the server has them: those that were set aside or refused, as it said.</summary>
    [BsonIgnoreIfNull]
    public long? Aside { get; init; }

    [BsonIgnoreIfNull]
    public string? AppVersion { get; init; }

    /// <summary>Charge in percent, as the device said.</summary>
    [BsonIgnoreIfNull]
    public double? Battery { get; init; }

    [BsonIgnoreIfNull]
    public string? Browser { get; init; }

    [BsonIgnoreIfNull]
    public DeviceStorage? Storage { get; init; }

    /// <summary>Opens the agents' page of the device; null for a kiosk that was made before there were any.</summary>
    [BsonIgnoreIfNull]
    public AgentPin? Pin { get; init; }

    /// <summary>What was left behind on devices that were replaced, oldest first.</summary>
    [BsonIgnoreIfNull]
    public IReadOnlyList<LeftBehind>? LeftBehind { get; init; }

    /// <summary>Ranges of sequence numbers that nobody waits for any more, in the order in which that was decided.</summary>
    [BsonIgnoreIfNull]
    public IReadOnlyList<WriteOff>? WriteOffs { get; init; }

    /// <summary>By enrolment: a sequence up to which every answer is known to be there. A hint: reading starts from it.</summary>
    public Dictionary<string, long> Contiguous { get; init; } = [];

    /// <summary>The syncs after which something else is known of the device's clocks, of all enrolments, newest last; at most <see cref="MostNotes"/>.</summary>
    public List<ClockNote> ClockNotes { get; init; } = [];

    /// <summary><see cref="ClockNotes"/> as the correction needs them.</summary>
    [BsonIgnore]
    public IReadOnlyList<EarlierSync> EarlierSyncs => [.. ClockNotes.Select(note => note.ToSync())];

    /// <summary>The sequence of an enrolment up to which nothing was missing at the last look.</summary>
    public long HintOf(int enrolment) => Contiguous.GetValueOrDefault(enrolment.ToString(CultureInfo.InvariantCulture));

    /// <summary>What numbers received after a point say of an enrolment.</summary>
    /// <param name="enrolment">The enrolment.</param>
    /// <param name="from">Up to here nothing is missing.</param>
    /// <param name="received">Those after it, ascending.</param>
    /// <param name="isAll">Whether there are no more: only then it can be said what was expected besides.</param>
    public SequenceGaps GapsOf(int enrolment, long from, IReadOnlyList<long> received, bool isAll) => SequenceGaps.Of(
        from, received,
        WriteOffs?.Where(done => done.Enrolment == enrolment).Select(done => new MissingRange(done.From, done.To)),
        isAll ? LeftBehind?.LastOrDefault(left => left.Enrolment == enrolment)?.Expected ?? 0 : 0);

    /// <summary>What a sync adds to <see cref="ClockNotes"/>; null when the last note says the same of every answer before which the sync was made.</summary>
    /// <param name="enrolment">Of the sync.</param>
    /// <param name="offset">Server minus device time.</param>
    /// <param name="clock">Monotonic clock, if the device said so.</param>
    public ClockNote? NoteOf(int enrolment, TimeSpan offset, ClockReading? clock)
    {
        var last = ClockNotes.LastOrDefault(note => note.Enrolment == enrolment);
        if (last is not null && Math.Abs(last.OffsetSeconds - offset.TotalSeconds) <= UnnoticedSeconds && last.IsNotAfter(clock)) return null;
        return new ClockNote { Enrolment = enrolment, OffsetSeconds = offset.TotalSeconds, Session = clock?.Session, ElapsedMs = clock?.ElapsedMilliseconds };
    }
}

/// <summary>What a device said of the storage that its browser grants it, in bytes.</summary>
internal sealed record DeviceStorage
{
    /// <summary>Whether the browser promised not to clear it by itself.</summary>
    public bool? Persisted { get; init; }

    public long? Usage { get; init; }

    public long? Quota { get; init; }
}

/// <summary>What a device checks the agents' PIN with, without network.</summary>
/// <param name="Salt">Of this PIN alone.</param>
/// <param name="Iterations">Of PBKDF2 with HMAC-SHA-256.</param>
/// <param name="Hash">32 bytes.</param>
internal sealed record AgentPin(byte[] Salt, int Iterations, byte[] Hash);

/// <summary>What a device said of its clocks at one sync.</summary>
internal sealed class ClockNote
{
    public required int Enrolment { get; init; }

    /// <summary>Server minus device time.</summary>
    public required double OffsetSeconds { get; init; }

    [BsonIgnoreIfNull]
    public Guid? Session { get; init; }

    [BsonIgnoreIfNull]
    public long? ElapsedMs { get; init; }

    /// <summary>
    /// Whether it was made before every answer before which a sync with this reading was made: without a reading it counts as before any, and those of two
    /// sessions can't be compared, for instance when two pages of the device are open.
    /// </summary>
    public bool IsNotAfter(ClockReading? clock) => Session is null || (Session == clock?.Session && ElapsedMs <= clock?.ElapsedMilliseconds);

    public EarlierSync ToSync() => new(Enrolment, TimeSpan.FromSeconds(OffsetSeconds),
        Session is { } session && ElapsedMs is { } elapsed ? new ClockReading(session, elapsed) : null);
}

/// <summary>What a device still held when another one took its place without it.</summary>
/// <param name="Enrolment">Of the device.</param>
/// <param name="LastSeen">When it was last heard of.</param>
/// <param name="Expected">The last sequence number that it must have used: what it said to hold lies behind what was received.</param>
internal sealed record LeftBehind(int Enrolment, DateTime? LastSeen, long Expected);

/// <summary>A range of sequence numbers, both ends included, that nobody waits for any more; why, by whom and since when.</summary>
internal sealed record WriteOff(int Enrolment, long From, long To, string Reason, string By, DateTime At);

/// <summary>Why, when and by whom it was put out of use.</summary>
internal sealed record Retirement(string Reason, string By, DateTime At);

/// <summary>Why, when and by whom the token of an enrolment was taken back.</summary>
internal sealed class Revocation
{
    public required int Enrolment { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>The sequence number of an answer that was refused because its id holds another content: received, but not in the ledger.</summary>
internal sealed class ConflictingSequence
{
    [BsonId]
    public required Guid Id { get; init; }

    public required Guid ResponseId { get; init; }

    public required Guid Kiosk { get; init; }

    public required int Enrolment { get; init; }

    public required long Sequence { get; init; }

    public required DateTime At { get; init; }
}
