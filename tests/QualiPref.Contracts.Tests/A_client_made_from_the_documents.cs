using System.Globalization;
using QualiPref.Generated.Complaints;
using QualiPref.Generated.Indicators;
using QualiPref.Generated.Reporting;
using QualiPref.Generated.Surveys;
using QualiPref.Testing;

namespace QualiPref.Contracts.Tests;

/// <summary>
/// The build makes a client of the committed documents. What the demonstration sends and reads is written here in terms of that client alone, so
/// that a member, a parameter or a call that a document leaves out does not compile.
/// </summary>
public sealed class A_client_made_from_the_documents(RealEngine engine)
{
    private const string Site = "91-EVRY";
    private const string Network = "essonne";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateTimeOffset Yesterday = new(SiteCalendar.DateOf(Now).AddDays(-1), new TimeOnly(12, 0), TimeSpan.Zero);
    private static readonly string Year = Yesterday.ToString("yyyy", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Makes_every_call_of_the_demonstration()
    {
        await using var system = await InOneProcess.StartAsync(engine);
        await SyncAKioskAsync(system);
        await TypeAnAnswerAndWithdrawItAsync(system);
        await CarryACaseThroughAsync(system);
        await TypeAMeasurementAsync(system);
        await WaitForFiguresAsync(system);
        await FreezeTheYearAsync(system);
    }

    private static async Task SyncAKioskAsync(InOneProcess system)
    {
        var code = await (await SurveysAsync(system, "admin")).CreateKioskAsync(new NewKiosk { Site = Site, Label = "Accueil" }, idempotency_Key: "borne");
        var kiosk = await new SurveysClient(system.Client(null)).EnrolKioskAsync(new EnrolmentBody { Code = code.EnrolmentCode });
        var session = Guid.CreateVersion7();

        var reply = await new SurveysClient(system.Client(kiosk.AccessToken)).PostResponseBatchAsync(new BatchBody
        {
            Device = new() { Kiosk = kiosk.Kiosk, Enrolment = kiosk.Enrolment, SentAt = Now, Backlog = 0, AppVersion = "essai", Clock = new() { Session = session, ElapsedMs = (long)(Now - Yesterday).TotalMilliseconds } },
            Items =
            [
                new Items
                {
                    Id = Guid.CreateVersion7(), Site = Site, Questionnaire = "accueil-general", Version = 1, Channel = ItemsChannel.Kiosk, Language = "fr", Outcome = ItemsOutcome.Complete,
                    AnsweredAt = Yesterday, Kiosk = kiosk.Kiosk, Enrolment = kiosk.Enrolment, Sequence = 1, Clock = new() { Session = session, ElapsedMs = 0 },
                    Answers = new Dictionary<string, object> { ["global"] = "satisfait" }, Comment = "Essai",
                },
            ],
        });

        Assert.Equal("accepted", Assert.Single(reply.Items).Result);
        Assert.Equal(1, reply.ContiguousSequence);
    }

    private static async Task TypeAnAnswerAndWithdrawItAsync(InOneProcess system)
    {
        var id = Guid.CreateVersion7();
        var accepted = await (await SurveysAsync(system, "agent")).PutResponseAsync(id.ToString(), new AnswerBody
        {
            Site = Site,
            Questionnaire = "accueil-general",
            Version = 1,
            Channel = AnswerBodyChannel.Paper,
            AnsweredAt = Yesterday,
            Answers = new Dictionary<string, object> { ["global"] = "peu-satisfait" },
        });
        Assert.Equal("accepted", accepted.Result);
        var decided = await (await SurveysAsync(system, "quality")).VoidResponseAsync(id, $"\"{accepted.Version}\"", new DecisionBody { Reason = "Saisie deux fois" });
        Assert.Equal("voided", decided.Status);
    }

    private static async Task CarryACaseThroughAsync(InOneProcess system)
    {
        var filed = await (await ComplaintsAsync(system, "agent")).FileComplaintAsync(new Filing
        {
            Id = Guid.CreateVersion7(),
            Site = Site,
            Kind = FilingKind.Complaint,
            Channel = "letter",
            ReceivedOn = Yesterday,
            Subject = "Attente",
            Text = "Une heure debout.",
            Motive = "attente",
            Module = "accueil-general",
            Contact = new() { Name = "Personne d'essai", PostalAddress = "1 rue de l'Essai", Language = "fr" },
        });
        var handler = await ComplaintsAsync(system, "handler");
        var known = await handler.ReadComplaintAsync(filed.Id);
        var moved = await handler.AcknowledgeComplaintAsync(filed.Id, Tag(known), new Acknowledge());
        moved = await handler.QualifyComplaintAsync(filed.Id, Tag(moved), new Qualify { Motive = "attente", Module = "accueil-general" });
        moved = await handler.AssignComplaintAsync(filed.Id, Tag(moved), new Assign { Assignee = "Bureau d'essai" });
        moved = await handler.HoldComplaintAsync(filed.Id, Tag(moved), new Hold { Text = "Nous cherchons.", NewDate = Now.AddDays(5) });
        moved = await handler.AnswerComplaintAsync(filed.Id, Tag(moved), new Answer { Subject = "Votre réclamation", Body = "Un guichet de plus est ouvert." });
        moved = await handler.CloseComplaintAsync(filed.Id, Tag(moved), new Close { Outcome = CloseOutcome.Founded });
        Assert.Equal(CaseStatus.Closed, moved.Status);
    }

    private static async Task TypeAMeasurementAsync(InOneProcess system)
    {
        var typed = await (await IndicatorsAsync(system)).PutMeasurementAsync(Guid.CreateVersion7(), new MeasurementBody
        {
            Indicator = "phone.lostCalls",
            Site = Site,
            Month = Yesterday.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            Numerator = 3,
            Denominator = 40,
            Source = "Standard",
            Comment = "Essai",
        });
        Assert.Equal(1, typed.Version);
    }

    private static async Task WaitForFiguresAsync(InOneProcess system)
    {
        var indicators = await IndicatorsAsync(system);
        await Eventually.ReadsAsync(
            "the one answer that was not withdrawn is counted",
            async cancellation => (await indicators.ListFiguresAsync(period: Year, network: Network, indicator: "satisfaction.global", cancellationToken: cancellation)).Items.Single(figure => figure.Site is null),
            figure => figure.N + figure.Excluded == 1, TimeSpan.FromSeconds(30), Token);
        Assert.All((await (await SurveysAsync(system, "quality")).GetSurveysBalanceAsync(Year)).Rows, row => Assert.Equal(0, row.Pending));
        Assert.All((await (await ComplaintsAsync(system, "quality")).BalanceComplaintsAsync(Year)).Rows, row => Assert.Equal(0, row.Pending));
        Assert.NotEmpty((await indicators.GetBalanceAsync(Network, Year)).Rows);
        Assert.Contains((await indicators.ListDefinitionsAsync()).Items, definition => definition.Code == "satisfaction.global" && definition.Label.Length > 0);
    }

    private static async Task FreezeTheYearAsync(InOneProcess system)
    {
        var reporting = new ReportingClient(system.Client(await system.TokenAsync("quality")));
        var report = await reporting.OpenReportAsync(new OpenReport { Network = Network, Period = Year, Title = "Rapport d'essai" }, idempotency_Key: "rapport");
        var edition = await reporting.FreezeReportAsync(report.Id, "arret", body: new FreezeReport());
        var document = await reporting.GetEditionDocumentAsync(edition.Id, Format2.Json);
        Assert.Contains(document.Figures, figure => figure is { Indicator: "satisfaction.global", Site: Site, N: 1 });
        Assert.True((await reporting.VerifyEditionAsync(edition.Id)).Verified);
    }

    private static string Tag(CaseView view) => $"\"{view.Version}\"";

    private static async Task<SurveysClient> SurveysAsync(InOneProcess system, string role) => new(system.Client(await system.TokenAsync(role)));

    private static async Task<ComplaintsClient> ComplaintsAsync(InOneProcess system, string role) => new(system.Client(await system.TokenAsync(role)));

    private static async Task<IndicatorsClient> IndicatorsAsync(InOneProcess system) => new(system.Client(await system.TokenAsync("quality")));
}
