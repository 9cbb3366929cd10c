using QualiPref.Portal.Services;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Wording;

/// <summary>Where a case stands, in the words of one language.</summary>
/// <param name="words">The language.</param>
/// <param name="one">The case.</param>
/// <param name="zone">Time zone of its site.</param>
/// <param name="today">Local legal date there.</param>
internal sealed class TrackingText(FilingWords words, Tracking one, TimeZoneInfo zone, DateOnly today)
{
    private TrackingWords Words => words.Tracking;

    public string Kind => Of(Words.Kinds, one.Kind ?? "complaint");

    public string Situation => Of(Words.Situations, TrackingWords.SituationOf(one));

    /// <summary>What happens next, and who has to do it.</summary>
    public string Next => Of(Words.Next, TrackingWords.SituationOf(one));

    /// <summary>By when the answer is due; null where none is awaited any more.</summary>
    public string? Deadline => one switch
    {
        { Kind: "thanks" } => null,
        { AnsweredOn: not null } => null,
        { AnnouncedOn: { } announced } when CaseWords.IsOpen(one.Status) && announced >= today => With(Words.Announced, announced),
        { DueOn: { } due } when CaseWords.IsOpen(one.Status) && due < today => With(Words.Late, due),
        { DueOn: { } due } when CaseWords.IsOpen(one.Status) => With(Words.Due, due),
        _ => null,
    };

    /// <summary>What was done with the answer; null while nothing is known.</summary>
    public string? Delivery => one.Answer?.Delivery is not { } last ? null : Words.Deliveries.TryGetValue(IsDoubtful(last) ? "doubtful" : last.State, out var sentence)
        ? words.Fill(sentence, Moment(last.At))
        : null;

    /// <summary>What the person is asked to say once.</summary>
    public string Question => one.AnsweredOn is null ? Words.OfTheCase : Words.OfTheAnswer;

    /// <summary>What they said; null while they did not.</summary>
    public string? Said => one.Review is { } review ? words.Fill(Words.Said, Of(Words.Verdicts, review.Said), Moment(review.At)) : null;

    /// <summary>How a promise stands.</summary>
    public string Of(TrackedPromise promise) => promise.State switch
    {
        "open" when promise.DueOn < today => With(Words.Promises["overdue"], promise.DueOn),
        "open" => With(Words.Promises["open"], promise.DueOn),
        "kept" => With(Words.Promises["kept"], promise.KeptOn ?? promise.DueOn),
        "notKept" => words.Fill(Words.Promises["notKept"], promise.Reason ?? ""),
        var state => Of(Words.Promises, state),
    };

    /// <summary>Something that the person added.</summary>
    public string Of(TrackedMessage message) => words.Fill(Words.OneMessage, Moment(message.At));

    /// <summary>Why a file cannot be had.</summary>
    public string Of(TrackedFile file) => Of(Words.Checks, file.State);

    public string Day(DateOnly day) => words.Day(day);

    private string Moment(DateTimeOffset at) => words.Moment(at, zone);

    private string With(string sentence, DateOnly day) => words.Fill(sentence, words.Day(day));

    private static string Of(IReadOnlyDictionary<string, string> texts, string code) => texts.TryGetValue(code, out var text) ? text : code;

    private static bool IsDoubtful(TrackedDelivery delivery) => delivery.State is "refused" or "failed" or "bounced" or "returned" or "uncertain";
}
