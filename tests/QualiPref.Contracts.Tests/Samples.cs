using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Surveys.V1;

namespace QualiPref.Contracts.Tests;

/// <summary>One full message of each type, every optional member set, and one with none of them.</summary>
internal static class Samples
{
    private static readonly Guid Id = new("01981f6a-7b1e-7c5a-9d2e-1f3b5a7c9e01");

    public static IEnumerable<(string Name, object Message)> All =>
    [
        ("SurveyResponsesRecorded", new SurveyResponsesRecorded
        {
            Site = "91-EVRY",
            Responses =
            [
                new SurveyResponseState
                {
                    ResponseId = Id, Version = 2, Date = new DateOnly(2026, 7, 3), Questionnaire = "accueil-general", QuestionnaireVersion = 1,
                    Channel = "kiosk", Status = "counted", Choices = new Dictionary<string, string> { ["global"] = "satisfait", ["attente"] = "non-concerne" }, Partial = true,
                },
            ],
        }),
        ("SurveyResponsesRecorded.minimal", new SurveyResponsesRecorded
        {
            Site = "91-EVRY",
            Responses =
            [
                new SurveyResponseState
                {
                    ResponseId = Id, Version = 1, Date = new DateOnly(2026, 7, 3), Questionnaire = "accueil-general", QuestionnaireVersion = 1,
                    Channel = "web", Status = "abandoned", Choices = new Dictionary<string, string>(),
                },
            ],
        }),
        ("ComplaintsChanged", new ComplaintsChanged
        {
            Complaints =
            [
                new ComplaintState
                {
                    ComplaintId = Id, Version = 5, Site = "47-AGEN", Kind = "complaint", Channel = "desk-slip", Motive = "attente", Module = "accueil-general",
                    ReceivedOn = new DateOnly(2026, 7, 3), DueOn = new DateOnly(2026, 7, 27), Verdict = "inTime", ResponseDays = 4, BackDated = true,
                },
            ],
        }),
        ("ComplaintsChanged.minimal", new ComplaintsChanged
        {
            Complaints =
            [
                new ComplaintState
                {
                    ComplaintId = Id, Version = 1, Site = "47-AGEN", Kind = "suggestion", Channel = "letter",
                    ReceivedOn = new DateOnly(2026, 7, 3), DueOn = new DateOnly(2026, 7, 27), Verdict = "pending",
                },
            ],
        }),
        ("IntakeBalanceChanged", new IntakeBalanceChanged { Source = "surveys", Site = "91-EVRY", ReadAt = Instant, Rows = [Row], CutId = Id }),
        ("IntakeBalanceChanged.minimal", new IntakeBalanceChanged { Source = "complaints", Site = "91-EVRY", ReadAt = Instant, Rows = [Row] }),
        ("ResponsesRequested", new ResponsesRequested { Source = "surveys", SiteDays = [new RequestedSiteDay("91-EVRY", new DateOnly(2026, 7, 3))], Overrules = true }),
        ("CutRequested", new CutRequested
        {
            CutId = Id, Network = "essonne", Period = "2025", AsOf = new DateOnly(2026, 2, 1), Declared = [new DeclaredMonth("surveys", "91-EVRY", new DateOnly(2025, 7, 1))],
            Sites = ["91-EVRY", "91-PALAISEAU"],
        }),
        ("CutRequested.minimal", new CutRequested { CutId = Id, Network = "essonne", Period = "2025", AsOf = new DateOnly(2026, 2, 1), Declared = [] }),
        ("CutUnderWay", new CutUnderWay { CutId = Id, Source = "surveys" }),
        ("CutTaken", new CutTaken { CutId = Id, RootDigest = new string('a', 64), Open = [] }),
        ("CutTaken.givenUp", new CutTaken { CutId = Id, Open = [new OpenMonth("surveys", "91-EVRY", new DateOnly(2025, 7, 1), 12, 10, 2)] }),
    ];

    private static readonly DateTimeOffset Instant = new(2026, 7, 3, 8, 12, 8, TimeSpan.Zero);

    private static IntakeBalanceRow Row => new()
    {
        Date = new DateOnly(2026, 7, 3),
        Received = 21,
        Counted = 15,
        SetAside = 1,
        Discarded = 1,
        Abandoned = 2,
        Voided = 1,
        Pending = 1,
        Digest = "00ff00ff00ff00ff",
    };
}
