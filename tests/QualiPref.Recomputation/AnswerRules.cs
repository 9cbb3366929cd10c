using System.Text.Json;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Recomputation;

/// <summary>
/// What the public contract makes of an answer that was sent, decided from the request alone: whether it can be read with version 1 of the demonstration's
/// questionnaire, whether its sender may send it, and whether its date lets it count.
/// </summary>
internal static class AnswerRules
{
    private const long MostElapsed = 3_155_760_000_000, MostSequence = (1L << 53) - 1;
    private const int LongestText = 2_000, OldestInMonths = 24;

    private static readonly string[] Satisfaction = ["tres-satisfait", "satisfait", "peu-satisfait", "pas-du-tout-satisfait", "non-concerne"];
    private static readonly string[] Motives = ["titres", "etrangers", "permis-vehicule", "collectivites", "associations", "autre"];
    private static readonly string[] Questions = ["global", "accueil", "attente", "horaires", "clarte", "confort"];
    private static readonly string[] OfAKiosk = ["kiosk", "enrolment", "sequence"];

    private static readonly string[] Known =
    [
        "site", "questionnaire", "version", "channel", "language", "outcome", "answeredAt", "clock", "answers", "comment", "device", "sentAt", .. OfAKiosk,
    ];

    // An instant so near to the limit that the time of the request decides: what the server said of it stands.
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>Why an answer cannot be read, or null when it can.</summary>
    /// <param name="item">As sent.</param>
    /// <param name="sites">Codes of all sites.</param>
    /// <param name="inBatch">An item of a batch has its id with it, and its <c>sentAt</c> says nothing.</param>
    public static string? Fault(JsonElement item, IReadOnlyCollection<string> sites, bool inBatch)
    {
        if (!item.HasReadableNames() || item.HasNameTwice(IsLeftOut)) return "its names";
        if (item.Names().Except([.. Known, .. inBatch ? (string[])["id"] : []]).FirstOrDefault() is { } unknown) return $"the unknown field {unknown}";
        var isKiosk = item.Text("channel") == "kiosk";
        (string Field, bool IsRight)[] fields =
        [
            ("site", sites.Contains(item.Text("site") ?? "")),
            ("channel", item.Text("channel") is "kiosk" or "web" or "paper"),
            ("questionnaire", item.Text("questionnaire") == "accueil-general"),
            ("version", item.Whole("version", 1, 1) is not null),
            ("answeredAt", item.Instant("answeredAt") is not null),
            ("language", item.Lacks("language") || item.Text("language") is "fr" or "en" or "es" or "pt" or "ar"),
            ("outcome", item.Lacks("outcome") || item.Text("outcome") is "complete" or "partial" or "abandoned"),
            ("comment", item.Lacks("comment") || IsFreeText(item, "comment")),
            ("kiosk", item.Lacks("kiosk") || (isKiosk && item.Id("kiosk") is { } kiosk && kiosk != Guid.Empty)),
            ("enrolment", item.Lacks("enrolment") || (isKiosk && item.Whole("enrolment", 1, int.MaxValue) is not null)),
            ("sequence", item.Lacks("sequence") || (isKiosk && item.Whole("sequence", 1, MostSequence) is not null)),
            ("sentAt", inBatch || item.Lacks("sentAt") || item.Instant("sentAt") is not null),
            ("clock", item.Lacks("clock") || IsClock(item.Member("clock")!.Value)),
            ("answers", item.Member("answers") is { } answers && AreAnswers(answers, item.Text("outcome"))),
        ];
        return fields.FirstOrDefault(field => !field.IsRight).Field;
    }

    /// <summary>
    /// Whether the sender may send this answer, once it can be read. By itself a web answer is anybody's, for any site; a batch speaks for the sites of its
    /// sender alone.
    /// </summary>
    public static bool MaySend(JsonElement item, Exchange exchange)
    {
        var covers = exchange.Site is null || exchange.Site == item.Text("site");
        return (item.Text("channel"), exchange.Caller) switch
        {
            ("web", _) => covers || exchange.Method == "PUT",
            ("paper", Caller.Staff) => covers,
            ("kiosk", Caller.Kiosk) => covers && (item.Id("kiosk") ?? exchange.Kiosk) == exchange.Kiosk && (item.Whole("enrolment", 1, int.MaxValue) ?? 1) <= exchange.Enrolment,
            _ => false,
        };
    }

    /// <summary>Whether an answer of a date counts by itself; null where the server's own instant decides.</summary>
    public static bool? CountsByDate(DateTimeOffset at, DateTimeOffset now)
    {
        var (latest, oldest) = (now + Ahead, now.AddMonths(-OldestInMonths));
        if ((at - latest).Duration() <= Near || (at - oldest).Duration() <= Near) return null;
        return at < latest && at > oldest;
    }

    private static bool AreAnswers(JsonElement answers, string? outcome)
    {
        if (!answers.HasReadableNames()) return false;
        if (outcome == "abandoned") return !answers.Names().Any();
        return !answers.HasNameTwice()
            && (outcome == "partial" ? answers.Names().Any(name => !string.IsNullOrWhiteSpace(answers.Text(name))) : answers.Text("global") is not null)
            && answers.Names().All(name => answers.Lacks(name) ? Questions.Contains(name) || name is "motif" or "commentaire" : IsAnswer(answers, name));
    }

    private static bool IsAnswer(JsonElement answers, string question) => question switch
    {
        "motif" => Motives.Contains(answers.Text(question)),
        "commentaire" => IsFreeText(answers, question),
        _ => Questions.Contains(question) && Satisfaction.Contains(answers.Text(question)),
    };

    private static bool IsClock(JsonElement clock) =>
        clock.HasReadableNames() && !clock.HasNameTwice() && !clock.Names().Except(["session", "elapsedMs"]).Any()
        && clock.Id("session") is { } session && session != Guid.Empty && clock.Whole("elapsedMs", 0, MostElapsed) is not null;

    private static bool IsFreeText(JsonElement element, string name) =>
        element.Text(name) is { Length: <= LongestText } text && !text.Any(one => char.IsControl(one) && one is not ('\n' or '\r' or '\t'));

    // What stands around the answer is no part of it.
    private static bool IsLeftOut(JsonProperty member) => member.Name is "id" or "device" or "sentAt";
}
