using System.Globalization;
using QualiPref.Generated.Complaints;
using QualiPref.Generated.Indicators;
using QualiPref.Generated.Reporting;
using QualiPref.Generated.Surveys;
using QualiPref.Testing;
using AcceptedException = QualiPref.Generated.Reporting.ApiException<QualiPref.Generated.Reporting.OperationView>;

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
        // A freezing that takes a while is an operation: here each does.
        await using var system = await InOneProcess.StartAsync(engine, "--QualiPref:Reporting:FreezeWait", "00:00:00");
        await SyncAKioskAsync(system);
        await TypeAPileOfSlipsAsync(system);
        await TypeAnAnswerAndWithdrawItAsync(system);
        await DecideOnOldSlipsAsync(system);
        await CarryACaseThroughAsync(system);
        await AskThePersonAndAnswerTwiceAsync(system);
        await PassOnAndRejectAsync(system);
        await CorrectACaseAsync(system);
        await MergeACaseAndPartItAgainAsync(system);
        await TypeAMeasurementAsync(system);
        await WaitForFiguresAsync(system);
        await FreezeTheYearAsync(system);
    }

    private static async Task SyncAKioskAsync(InOneProcess system)
    {
        var code = await Surveys(system, "admin").CreateKioskAsync(new NewKiosk { Site = Site, Label = "Accueil" }, idempotency_Key: "borne");
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

    private static async Task TypeAPileOfSlipsAsync(InOneProcess system)
    {
        var reply = await Surveys(system, "agent").PostResponseBatchAsync(new BatchBody
        {
            Items =
            [
                new Items
                {
                    Id = Guid.CreateVersion7(), Site = Site, Questionnaire = "accueil-general", Version = 1, Channel = ItemsChannel.Paper, Outcome = ItemsOutcome.Complete,
                    AnsweredAt = Yesterday, Answers = new Dictionary<string, object> { ["global"] = "satisfait", ["attente"] = "non-concerne" },
                },
            ],
        });
        Assert.Equal("accepted", Assert.Single(reply.Items).Result);
    }

    private static async Task TypeAnAnswerAndWithdrawItAsync(InOneProcess system)
    {
        var accepted = await TypeASlipAsync(system, Yesterday);
        Assert.Equal("accepted", accepted.Result);
        var decided = await Surveys(system, "quality").VoidResponseAsync(accepted.Id, Tag(accepted), new DecisionBody { Reason = "Saisie deux fois" });
        Assert.Equal("voided", decided.Status);
    }

    private static async Task DecideOnOldSlipsAsync(InOneProcess system)
    {
        var (found, unreadable) = (await TypeASlipAsync(system, Now.AddYears(-3)), await TypeASlipAsync(system, Now.AddYears(-3)));
        Assert.Equal(("setAside", "setAside"), (found.Result, unreadable.Result));
        var quality = Surveys(system, "quality");
        var accepted = await quality.AcceptResponseAsync(found.Id, Tag(found), new DecisionBody { Reason = "Coupons retrouvés au déménagement du guichet" });
        var discarded = await quality.DiscardResponseAsync(unreadable.Id, Tag(unreadable), new DecisionBody { Reason = "Date illisible" });
        Assert.Equal(("counted", "discarded"), (accepted.Status, discarded.Status));
    }

    private static async Task<SubmissionReply> TypeASlipAsync(InOneProcess system, DateTimeOffset answeredAt) =>
        await Surveys(system, "agent").PutResponseAsync(Guid.CreateVersion7().ToString(), new AnswerBody
        {
            Site = Site,
            Questionnaire = "accueil-general",
            Version = 1,
            Channel = AnswerBodyChannel.Paper,
            AnsweredAt = answeredAt,
            Answers = new Dictionary<string, object> { ["global"] = "peu-satisfait" },
        });

    private static async Task CarryACaseThroughAsync(InOneProcess system)
    {
        var handler = Complaints(system, "handler");
        var known = await FileAsync(system);
        var moved = await handler.AcknowledgeComplaintAsync(known.Id, Tag(known), new Acknowledge { OccurredOn = Yesterday });
        moved = await handler.QualifyComplaintAsync(known.Id, Tag(moved), new Qualify { Motive = "attente", Module = "accueil-general", OccurredOn = Yesterday });
        moved = await handler.AssignComplaintAsync(known.Id, Tag(moved), new Assign { Assignee = Guid.NewGuid(), OccurredOn = Yesterday });
        moved = await handler.HoldComplaintAsync(known.Id, Tag(moved), new Hold { Text = "Nous cherchons.", NewDate = Now.AddDays(5), OccurredOn = Yesterday });
        moved = await handler.AnswerComplaintAsync(known.Id, Tag(moved), Reply());
        moved = await handler.CloseComplaintAsync(known.Id, Tag(moved), new Close { Outcome = CloseOutcome.Founded, OccurredOn = Yesterday });
        Assert.Equal(CaseStatus.Closed, moved.Status);
    }

    private static async Task AskThePersonAndAnswerTwiceAsync(InOneProcess system)
    {
        var handler = Complaints(system, "handler");
        var known = await FileAsync(system);
        var moved = await handler.RequestInformationComplaintAsync(known.Id, Tag(known), new RequestInformation { Text = "À quel guichet ?", OccurredOn = Yesterday });
        Assert.Equal(CaseStatus.AwaitingUser, moved.Status);
        moved = await handler.ResumeComplaintAsync(known.Id, Tag(moved), new Resume { OccurredOn = Yesterday });
        moved = await handler.AnswerComplaintAsync(known.Id, Tag(moved), Reply());
        moved = await handler.ReopenComplaintAsync(known.Id, Tag(moved), new Reopen { Reason = "L'usager conteste la réponse", OccurredOn = Yesterday });
        Assert.Equal(CaseStatus.Qualified, moved.Status);
        moved = await handler.AnswerComplaintAsync(known.Id, Tag(moved), Reply());
        Assert.Equal(CaseStatus.Answered, moved.Status);
    }

    private static async Task PassOnAndRejectAsync(InOneProcess system)
    {
        var handler = Complaints(system, "handler");
        var (elsewhere, insult) = (await FileAsync(system), await FileAsync(system));
        var passedOn = await handler.TransferComplaintAsync(elsewhere.Id, Tag(elsewhere),
            new Transfer { To = "Caisse d'allocations familiales", Reason = "Hors de la compétence de la préfecture", OccurredOn = Yesterday });
        var rejected = await handler.RejectComplaintAsync(insult.Id, Tag(insult), new Reject { Reason = "Propos injurieux sans demande", OccurredOn = Yesterday });
        Assert.Equal((CaseStatus.Transferred, CaseStatus.Rejected), (passedOn.Status, rejected.Status));
    }

    private static async Task CorrectACaseAsync(InOneProcess system)
    {
        var known = await FileAsync(system);
        var corrected = await Complaints(system, "handler").CorrectComplaintAsync(known.Id, Tag(known), new Correct
        {
            ReceivedOn = Yesterday.AddDays(-1),
            Channel = "phone",
            Kind = CorrectKind.Suggestion,
            Site = "91-PALAISEAU",
            Reason = "Erreur de saisie",
            OccurredOn = Yesterday,
        });
        Assert.Equal(("phone", "suggestion", "91-PALAISEAU"), (corrected.Channel, corrected.Kind, corrected.Site));
    }

    private static async Task MergeACaseAndPartItAgainAsync(InOneProcess system)
    {
        var handler = Complaints(system, "handler");
        var (kept, repeated) = (await FileAsync(system), await FileAsync(system));
        var moved = await handler.MergeComplaintAsync(repeated.Id, Tag(repeated), new Merge { Into = kept.Id, Reason = "Même demande du même usager", OccurredOn = Yesterday });
        Assert.Equal((CaseStatus.Merged, kept.Id), (moved.Status, moved.MergedInto));
        moved = await handler.UnmergeComplaintAsync(repeated.Id, Tag(moved), new Unmerge { Reason = "Deux démarches différentes", OccurredOn = Yesterday });
        Assert.Equal((CaseStatus.Received, null), (moved.Status, moved.MergedInto));
    }

    private static async Task<CaseView> FileAsync(InOneProcess system)
    {
        var filed = await Complaints(system, "agent").FileComplaintAsync(new Filing
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
        return await Complaints(system, "handler").ReadComplaintAsync(filed.Id);
    }

    private static Answer Reply() => new() { Subject = "Votre réclamation", Body = "Un guichet de plus est ouvert.", OccurredOn = Yesterday };

    private static async Task TypeAMeasurementAsync(InOneProcess system)
    {
        var typed = await Indicators(system).PutMeasurementAsync(Guid.CreateVersion7(), new MeasurementBody
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
        var indicators = Indicators(system);
        await Eventually.ReadsAsync(
            "the two answers that were not withdrawn are counted",
            async cancellation => (await indicators.ListFiguresAsync(period: Year, network: Network, indicator: "satisfaction.global", cancellationToken: cancellation)).Items.Single(figure => figure.Site is null),
            figure => figure.N + figure.Excluded == 2, TimeSpan.FromSeconds(30), Token);
        var (surveys, complaints) = (Surveys(system, "quality"), Complaints(system, "quality"));
        await Eventually.ReadsAsync("every answer is published",
            async cancellation => (await surveys.GetSurveysBalanceAsync(Year, cancellationToken: cancellation)).Rows.Sum(row => row.Pending), pending => pending == 0, cancellationToken: Token);
        await Eventually.ReadsAsync("every case is published",
            async cancellation => (await complaints.BalanceComplaintsAsync(Year, cancellationToken: cancellation)).Rows.Sum(row => row.Pending), pending => pending == 0, cancellationToken: Token);
        Assert.NotEmpty((await indicators.GetBalanceAsync(Network, Year)).Rows);
        Assert.Contains((await indicators.ListDefinitionsAsync()).Items, definition => definition.Code == "satisfaction.global" && definition.Label.Length > 0);
    }

    private static async Task FreezeTheYearAsync(InOneProcess system)
    {
        var reporting = new ReportingClient(system.Client(InOneProcess.TokenOf("quality")));
        var report = await reporting.OpenReportAsync(new OpenReport { Network = Network, Period = Year, Title = "Rapport d'essai" }, idempotency_Key: "rapport");
        var begun = await Assert.ThrowsAsync<AcceptedException>(() => reporting.FreezeReportAsync(report.Id, "arret", body: new FreezeReport()));
        var done = await Eventually.ReadsAsync("the report is frozen",
            cancellation => reporting.GetOperationAsync(begun.Result.Id, cancellationToken: cancellation), operation => operation.Status == "succeeded", cancellationToken: Token);
        var edition = await reporting.FreezeReportAsync(report.Id, "arret", body: new FreezeReport());
        Assert.Contains(done.Result!.AdditionalProperties.Values, value => $"{value}".Contains($"{edition.Id}", StringComparison.Ordinal));
        var document = await reporting.GetEditionDocumentAsync(edition.Id, Format2.Json);
        Assert.Contains(document.Figures, figure => figure is { Indicator: "satisfaction.global", Site: Site, N: 2 });
        Assert.True((await reporting.VerifyEditionAsync(edition.Id)).Verified);
    }

    private static string Tag(CaseView view) => $"\"{view.Version}\"";

    private static string Tag(SubmissionReply answer) => $"\"{answer.Version}\"";

    private static SurveysClient Surveys(InOneProcess system, string role) => new(system.Client(InOneProcess.TokenOf(role)));

    private static ComplaintsClient Complaints(InOneProcess system, string role) => new(system.Client(InOneProcess.TokenOf(role)));

    private static IndicatorsClient Indicators(InOneProcess system) => new(system.Client(InOneProcess.TokenOf("quality")));
}
