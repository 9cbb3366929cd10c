using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording.Filing;

/// <summary>What the tracking page says in one language, to somebody who waits for an answer.</summary>
internal sealed record TrackingWords(
    string Title, string Followed, string Intro, string CodeHint, string Consult, string Another, string Lost, string LostHint, string LostLink, string Where, string ReceivedOn, string AnsweredOn,
    string Announced, string Late, string Due, string Answer, string Files, string Save, string Add, string Added, string AlreadyAdded, string OneMessage, string MessageHint, string AddMessage, string Quote,
    string Promised, string Done, string NotDone, string Opinion, string OfTheAnswer, string OfTheCase, string Said, string OpinionHint, string Why, string WhyHint, string GiveOpinion, string OpinionTaken,
    string PromiseTaken, string CodeMissing, string CodeUnknown, string Gone, string MessageMissing, string OpinionMissing)
{
    /// <summary>What the message is.</summary>
    public required IReadOnlyDictionary<string, string> Kinds { get; init; }

    /// <summary>Where the case stands.</summary>
    public required IReadOnlyDictionary<string, string> Situations { get; init; }

    /// <summary>What happens next, and who has to do it.</summary>
    public required IReadOnlyDictionary<string, string> Next { get; init; }

    /// <summary>How something that was announced stands.</summary>
    public required IReadOnlyDictionary<string, string> Promises { get; init; }

    /// <summary>What the person may say of the answer.</summary>
    public required IReadOnlyDictionary<string, string> Verdicts { get; init; }

    /// <summary>Why a file cannot be had.</summary>
    public required IReadOnlyDictionary<string, string> Checks { get; init; }

    /// <summary>What was done with the answer.</summary>
    public required IReadOnlyDictionary<string, string> Deliveries { get; init; }

    /// <summary>What names the situation of a case.</summary>
    public static string SituationOf(Tracking one) => one.Status switch
    {
        "received" or "acknowledged" => "received",
        "qualified" or "assigned" => "inHand",
        "answered" or "closed" when one.AnsweredOn is not null => "answered",
        "answered" => "closed",
        var status => status,
    };
}
