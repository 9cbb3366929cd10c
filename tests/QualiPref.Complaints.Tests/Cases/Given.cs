using QualiPref.Complaints.Cases;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Tests.Cases;

/// <summary>Cases and commands without any I/O.</summary>
internal static class Given
{
    public static readonly DateOnly ReceivedOn = new(2026, 3, 2);
    public static readonly DateOnly Today = new(2026, 3, 10);

    /// <summary>A person to whom cases are given; the service knows no more of them.</summary>
    public static readonly Guid Handler = new("0199f000-5e7d-7000-8000-000000000003");

    /// <summary>Monday to Friday, no holiday: 15 days after Monday 2 March 2026 is Monday 23 March.</summary>
    public static readonly AnswerPromise Promise = new(15, new WorkingDayCalendar("test", []));

    public static ComplaintCase Case(CaseStatus status = CaseStatus.Received, bool anonymous = false, string kind = "complaint")
    {
        var bare = new ComplaintCase
        {
            Site = "91-EVRY",
            Kind = kind,
            Channel = "letter",
            Status = status,
            Anonymous = anonymous,
            ReceivedOn = ReceivedOn,
            DueOn = default,
            DueBasis = null!,
            LegalDueOn = default,
            Verdict = Verdict.Pending,
            BeforeWaiting = status == CaseStatus.AwaitingUser ? CaseStatus.Qualified : null,
            BeforeMerge = status == CaseStatus.Merged ? CaseStatus.Acknowledged : null,
        };
        return Promise.Due(bare).Judged(Promise);
    }

    public static Step Step(long version = 1, DateOnly? today = null) =>
        new(version, today ?? Today, new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero), "Agent 7", Promise)
        {
            Target = new MergeTarget(CaseStatus.Received, IsItself: false),
        };

    public static CaseCommand Command(string transition) => transition switch
    {
        "acknowledge" => new Acknowledge(),
        "qualify" => new Qualify("attente", null, null, null),
        "assign" => new Assign(Handler),
        "set-aside" => new SetAside(new DateOnly(2026, 3, 20), "Pièce attendue"),
        "take-up" => new TakeUp(),
        "request-information" => new RequestInformation("Quel jour ?"),
        "resume" => new Resume(),
        "hold" => new Hold("Nous vérifions.", new DateOnly(2026, 4, 30)),
        "answer" => new Answer("Réponse", "Voici.", null),
        "close" => new Close(CaseOutcome.NoReplyPossible),
        "reopen" => new Reopen("Nouvel élément"),
        "transfer" => new Transfer("Mairie", "Compétence"),
        "merge" => new Merge(Guid.NewGuid(), "Doublon"),
        "unmerge" => new Unmerge("Erreur"),
        "reject" => new Reject("Abus"),
        "correct" => new Correct(null, "email", null, null, "Saisie"),
        _ => throw new ArgumentOutOfRangeException(nameof(transition)),
    };

    public static Decision.Accepted Accept(ComplaintCase complaint, CaseCommand command, long version = 1, DateOnly? today = null) =>
        Assert.IsType<Decision.Accepted>(Transitions.Decide(complaint, command, Step(version, today)));

    public static string RefusalOf(ComplaintCase complaint, CaseCommand command, Step? step = null) =>
        Assert.IsType<Decision.Refused>(Transitions.Decide(complaint, command, step ?? Step())).Problem.Kind.Code;
}
