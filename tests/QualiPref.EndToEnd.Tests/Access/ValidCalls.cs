using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;
using static QualiPref.EndToEnd.Tests.Access.ValidBodies;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>How to make a call so that whoever may call gets a success.</summary>
/// <param name="Sites">The sites that the call concerns.</param>
/// <param name="MakeAsync">A request that nobody sent before, with what has to exist for it.</param>
internal sealed record ValidCall(IReadOnlyList<string> Sites, Func<Task<ValidRequest>> MakeAsync);

/// <summary>A request as it goes over the wire, without who sends it.</summary>
internal sealed record ValidRequest(HttpMethod Method, string Path, byte[]? Body = null, string? IfMatch = null, string? Key = null, string Type = "application/json")
{
    /// <summary>Whether an answer is a success: to leave for the provider is to be led on.</summary>
    public bool IsDone(int status) => status is >= 200 and < 300 || (status == 302 && Path.StartsWith("/connexion/depart?", StringComparison.Ordinal));
}

/// <summary>The smallest valid request of every call, by method, path and case as the list of accesses names them.</summary>
internal sealed class ValidCalls(RunningSystem system) : IDisposable
{
    public const string ReportTitle = "Bilan confidentiel";

    private const string Surveys = "/api/surveys/v1", Complaints = "/api/complaints/v1", Indicators = "/api/indicators/v1", Reporting = "/api/reporting/v1", Portal = "/api/portal/v1";

    private static readonly IReadOnlyList<string> None = [], Own = [Person.Own], Network = Person.Network;
    private static readonly string Year = $"{RunningSystem.Year}";

    private readonly Dictionary<(string Call, string? When), ValidCall> _calls = [];
    private readonly ParkedThings _parked = new(system);

    private string _part = "", _rebuild = "", _tracking = "";

    public IReadOnlyDictionary<(string Call, string? When), ValidCall> All => _calls;

    /// <summary>A report, with an edition that is published and one that is not.</summary>
    public string Report { get; private set; } = "";

    /// <summary>A report on a month in which nothing happens: nobody waits for its balance.</summary>
    public string Quiet { get; private set; } = "";

    public string Published { get; private set; } = "";

    public string Internal { get; private set; } = "";

    /// <summary>Why <see cref="Published"/> was published: who says the same repeats it, and is told so.</summary>
    public string Publication { get; init; } = "Essai";

    /// <summary>The cut that <see cref="Published"/> was made of.</summary>
    public string Cut { get; private set; } = "";

    /// <summary>The id of a figure as it stands in an address.</summary>
    public string Figure { get; private set; } = "";

    /// <summary>What waits for an administrator.</summary>
    public ParkedThings Parked => _parked;

    public void Dispose() => _parked.Dispose();

    /// <summary>Makes what is only read, and writes the table.</summary>
    public async Task PrepareAsync()
    {
        await PrepareReportAsync();
        var figures = await SentAsync(HttpMethod.Get, $"{Indicators}/figures?site={Person.Own}&period={Year}&indicator=satisfaction.global");
        Figure = Uri.EscapeDataString(figures.GetProperty("items")[0].GetProperty("id").GetString()!);
        var rebuild = await system.Api.SendAsync(HttpMethod.Post, $"{Indicators}/rebuild?network=essonne&period=2020-01", "admin");
        _rebuild = rebuild.Location!.ToString().Split('/')[^1];
        _tracking = (await SentAsync(HttpMethod.Post, $"{Complaints}/complaints", Filing("letter"))).GetProperty("trackingCode").GetString()!;
        AddPlatform();
        AddParked();
        AddSurveys();
        AddComplaints();
        AddIndicators();
        AddReporting();
        AddPersons();
    }

    private void AddPlatform()
    {
        foreach (var probe in (string[])["alive", "ready", "health"]) Add("any", probe, null, None, () => Made(HttpMethod.Get, $"/{probe}"));
        Get("api/{documentName}/v1/openapi.json", $"{Surveys}/openapi.json");
        Add("GET", "connexion/depart", null, None, () => Made(HttpMethod.Get, "/connexion/depart?retour=/"));
        Add("POST", "api/portal/v1/browser-reports", null, None, () => Made(HttpMethod.Post, "/api/portal/v1/browser-reports", Array.Empty<object>()));
    }

    private void AddParked()
    {
        IReadOnlyList<string> all = ["*"];
        foreach (var service in (string[])["surveys", "complaints", "indicators", "reporting"])
        {
            var parked = $"/api/{service}/v1/parked";
            Get(parked, parked, all);
            Add("POST", $"{parked}/{{place}}/{{id}}/retry", null, all, async () => await Made(HttpMethod.Post, $"{parked}/{await _parked.ParkAsync(service)}/retry"));
            Add("POST", $"{parked}/{{place}}/{{id}}/give-up", null, all, async () => await Made(HttpMethod.Post, $"{parked}/{await _parked.ParkAsync(service)}/give-up", Reason));
            var content = $"{parked}/messages/{{id}}/content";
            Add("GET", content, null, all, async () => await Made(HttpMethod.Get, $"{parked}/messages/{await _parked.ParkMessageAsync(service)}/content"));
            Add("PUT", content, null, all, async () => await Made(HttpMethod.Put, $"{parked}/messages/{await _parked.ParkMessageAsync(service)}/content", Mending, "\"1\""));
        }
        foreach (var audit in (string[])[$"{Surveys}/audit", $"{Complaints}/audit", $"{Indicators}/audit", $"{Reporting}/audit", $"{Portal}/audit"])
        {
            Get(audit, $"{audit}?kind=operation&pageSize=1", all);
            foreach (var part in (string[])["chain", "head"]) Get($"{audit}/{part}", $"{audit}/{part}", all);
        }
        foreach (var (decision, body) in ((string, object?)[])[("retry", null), ("give-up", Reason)])
        {
            Add("POST", $"{Reporting}/reports/{{id:guid}}/freezing/{decision}", null, Network, async () =>
            {
                // Each its own: whoever decides on one changes its report.
                var report = (await SentAsync(HttpMethod.Post, $"{Reporting}/reports", NewReport)).GetProperty("id").GetString()!;
                await system.FrozenAsync(report, "first");
                return await Made(HttpMethod.Post, $"{Reporting}/reports/{report}/freezing/{decision}", body, await _parked.ParkFreezingAsync(report));
            });
        }
    }

    private void AddSurveys()
    {
        var answers = $"{Surveys}/responses";
        Get($"{Surveys}/questionnaires/{{code}}", $"{Surveys}/questionnaires/accueil-general");
        foreach (var channel in (string[])["web", "kiosk", "paper"])
            Add("PUT", $"{answers}/{{responseId}}", $"channel {channel}", Own, () => Made(HttpMethod.Put, $"{answers}/{Guid.NewGuid()}", Answer(channel)));
        Add("POST", $"{answers}/batch", null, Own, () => Made(HttpMethod.Post, $"{answers}/batch", new { items = (object[])[Answer("web", Guid.NewGuid())] }));
        AddDecision("void", Now);
        AddDecision("accept", TooOld);
        AddDecision("discard", TooOld);
        Get(answers, $"{answers}?site={Person.Own}&period=2020-01", Own);
        Get($"{answers}/set-aside", $"{answers}/set-aside?site={Person.Own}", Own);
        Add("POST", $"{answers}/decide", null, Own, async () =>
        {
            var id = Guid.NewGuid();
            await system.Api.PutAnswerAsync(id, Answer("paper", at: TooOld));
            return await Made(HttpMethod.Post, $"{answers}/decide", new { decision = "discard", reason = "Essai", items = new[] { new { id } } });
        });
        Get($"{answers}/bursts", $"{answers}/bursts?site={Person.Own}&period=2020-01", Own);
        AddComments();
        Get($"{Surveys}/balance", $"{Surveys}/balance?site={Person.Own}&period=2020-01", Own);
        Get($"{Surveys}/kiosks", $"{Surveys}/kiosks?site={Person.Own}&pageSize=1", Own);
        Add("POST", $"{Surveys}/kiosks", null, Own, () => Made(HttpMethod.Post, $"{Surveys}/kiosks", NewKiosk));
        Add("POST", $"{Surveys}/kiosks/enrol", null, None, async () => await Made(HttpMethod.Post, $"{Surveys}/kiosks/enrol", new { code = (await KioskAsync()).Code }));
        Add("POST", $"{Surveys}/kiosks/{{id:guid}}/enrolment-code", null, Own, async () => await Made(HttpMethod.Post, $"{Surveys}/kiosks/{(await KioskAsync()).Id}/enrolment-code"));
        Add("POST", $"{Surveys}/kiosks/{{id:guid}}/revoke", null, Own, async () => await Made(HttpMethod.Post, $"{Surveys}/kiosks/{(await KioskAsync()).Id}/revoke", Reason));
        Add("GET", $"{Surveys}/kiosks/{{id:guid}}/enrolment", null, Own, async () => await Made(HttpMethod.Get, $"{Surveys}/kiosks/{(await KioskAsync()).Id}/enrolment"));
        Add("POST", $"{Surveys}/kiosks/{{id:guid}}/pin", null, Own, async () => await Made(HttpMethod.Post, $"{Surveys}/kiosks/{(await KioskAsync()).Id}/pin"));
        Add("GET", $"{Surveys}/kiosks/{{id:guid}}", null, Own, async () => await Made(HttpMethod.Get, $"{Surveys}/kiosks/{(await KioskAsync()).Id}"));
        Add("POST", $"{Surveys}/kiosks/{{id:guid}}/rename", null, Own, async () => await Made(HttpMethod.Post, $"{Surveys}/kiosks/{(await KioskAsync()).Id}/rename", new { label = "Borne renommée" }));
        Add("POST", $"{Surveys}/kiosks/{{id:guid}}/retire", null, Own, async () => await Made(HttpMethod.Post, $"{Surveys}/kiosks/{(await KioskAsync()).Id}/retire", Reason));
        Add("POST", $"{Surveys}/kiosks/{{id:guid}}/write-off", null, Own,
            async () => await Made(HttpMethod.Post, $"{Surveys}/kiosks/{await LackingKioskAsync()}/write-off", new { enrolment = 1, from = 1, to = 3, reason = "Essai" }));
        Add("POST", $"{Surveys}/kiosks/{{id:guid}}/import", null, Own, async () =>
        {
            var kiosk = await EnrolledAsync();
            return await Made(HttpMethod.Post, $"{Surveys}/kiosks/{kiosk}/import", FileOf(kiosk, sequence: 1));
        });
        // Of itself alone: the kiosk that calls, where there are several.
        Add("GET", $"{Surveys}/kiosks/{{id:guid}}/settings", null, Own, () => Made(HttpMethod.Get, $"{Surveys}/kiosks/{OwnKiosk.Kiosk}/settings"));

        void AddDecision(string decision, DateTimeOffset answeredAt) => Add("POST", $"{answers}/{{id:guid}}/{decision}", null, Own, async () =>
        {
            var id = Guid.NewGuid();
            var answer = await system.Api.PutAnswerAsync(id, Answer("paper", at: answeredAt));
            return await Made(HttpMethod.Post, $"{answers}/{id}/{decision}", Reason, answer.Etag);
        });
    }

    private void AddComments()
    {
        var comments = $"{Surveys}/comments";
        foreach (var (call, query) in ((string, string)[])[(comments, "&pageSize=1"), ($"{comments}/counts", ""), ($"{comments}/erasure", "&months=12")]) Get(call, $"{call}?site={Person.Own}{query}", Own);
        Add("GET", $"{comments}/{{id:guid}}", null, Own, async () => await Made(HttpMethod.Get, $"{comments}/{await CommentAsync()}"));
        Get($"{Surveys}/comment-themes", $"{Surveys}/comment-themes");
        Add("PUT", $"{Surveys}/comment-themes/{{network}}", null, Network, async () => await Made(HttpMethod.Put, $"{Surveys}/comment-themes/essonne",
            new { themes = (object[])[new { code = "attente", label = "Attente" }] }, await ThemesEtagAsync()));
        foreach (var (act, body) in ((string, object?)[])
        [
            ("read", null), ("themes", new { themes = Array.Empty<string>() }), ("reply", new { text = "Merci" }), ("quotable", new { quotable = true }),
            ("pass-on", new { @case = Guid.NewGuid(), reference = "91-EVRY-2026-000001" }), ("erase", Reason),
        ])
        {
            Add("POST", $"{comments}/{{id:guid}}/{act}", null, Own, async () => await Made(HttpMethod.Post, $"{comments}/{await CommentAsync()}/{act}", body, "\"1\""));
        }

        async Task<Guid> CommentAsync()
        {
            var id = Guid.NewGuid();
            await system.Api.PutAnswerAsync(id, Commented);
            return id;
        }

        async Task<string> ThemesEtagAsync() => (await SentAsync(HttpMethod.Get, $"{Surveys}/comment-themes")).GetProperty("items").EnumerateArray()
            .Single(list => list.GetProperty("network").GetString() == "essonne").GetProperty("etag").GetString()!;
    }

    private void AddComplaints()
    {
        var cases = $"{Complaints}/complaints";
        (string When, string Channel)[] filings = [("channel web", "web"), ("channel kiosk", "kiosk"), ("any other channel", "letter")];
        foreach (var (when, channel) in filings)
            Add("POST", cases, when, Own, async () => await Made(HttpMethod.Post, cases, channel == "web" ? await ProvenAsync(Filing(channel)) : Filing(channel)));
        Add("POST", $"{Complaints}/filing-proofs", null, None, () => Made(HttpMethod.Post, $"{Complaints}/filing-proofs", new { }));
        Get(cases, $"{cases}?site={Person.Own}&pageSize=1", Own);
        Get($"{Complaints}/tracking/{{trackingCode}}", $"{Complaints}/tracking/{_tracking}");
        Get($"{Complaints}/working-days", $"{Complaints}/working-days?zone=metropole&from=2026-05-13&days=15");
        Get($"{Complaints}/letter-templates", $"{Complaints}/letter-templates");
        Get($"{Complaints}/balance", $"{Complaints}/balance?site={Person.Own}&period=2020-01", Own);
        Add("PUT", $"{Complaints}/letter-templates/{{code}}", null, None,
            () => Made(HttpMethod.Put, $"{Complaints}/letter-templates/{Guid.NewGuid()}", new { label = "Essai", subject = "Essai", body = "Bonjour," }));
        foreach (var end in (string[])["", "/deadline"])
            Add("GET", $"{cases}/{{id:guid}}{end}", null, Own, async () => await Made(HttpMethod.Get, $"{cases}/{(await CaseAsync()).Id}{end}"));
        foreach (var (transition, body, before) in Transitions)
        {
            Add("POST", $"{cases}/{{id:guid}}/{transition}", null, Own, async () =>
            {
                var (id, etag) = await CaseAsync(before);
                var into = body.Contains("INTO", StringComparison.Ordinal) ? body.Replace("INTO", (await CaseAsync()).Id, StringComparison.Ordinal) : body;
                return await Made(HttpMethod.Post, $"{cases}/{id}/{transition}", JsonDocument.Parse(into).RootElement, etag);
            });
        }
    }

    private void AddIndicators()
    {
        Get($"{Indicators}/catalogue", $"{Indicators}/catalogue");
        Get($"{Indicators}/definitions", $"{Indicators}/definitions");
        Get($"{Indicators}/balance", $"{Indicators}/balance?network=essonne&period=2020-01", Network);
        Get($"{Indicators}/cells/versions", $"{Indicators}/cells/versions?network=essonne", Network);
        Get($"{Indicators}/cells", $"{Indicators}/cells?site={Person.Own}&month=2020-01", Own);
        Get($"{Indicators}/figures", $"{Indicators}/figures?site={Person.Own}&period=2020-01", Own);
        Get($"{Indicators}/figures/{{figureId}}/sources", $"{Indicators}/figures/{Figure}/sources?pageSize=1", Own);
        Add("POST", $"{Indicators}/rebuild", null, Network, () => Made(HttpMethod.Post, $"{Indicators}/rebuild?network=essonne&period=2020-01"));
        Add("POST", $"{Indicators}/resend", null, Network, () => Made(HttpMethod.Post, $"{Indicators}/resend?network=essonne&period=2020-01"));
        Get($"{Indicators}/operations/{{id:guid}}", $"{Indicators}/operations/{_rebuild}", Network);
        Add("PUT", $"{Indicators}/measurements/{{id:guid}}", null, Own, () => Made(HttpMethod.Put, $"{Indicators}/measurements/{Guid.NewGuid()}", Measurement));
        Add("GET", $"{Indicators}/measurements/{{id:guid}}", null, Own, async () =>
        {
            var id = Guid.NewGuid();
            await SentAsync(HttpMethod.Put, $"{Indicators}/measurements/{id}", Measurement);
            return await Made(HttpMethod.Get, $"{Indicators}/measurements/{id}");
        });
        Add("POST", $"{Indicators}/measurements/import", null, Own, () => Task.FromResult(new ValidRequest(HttpMethod.Post, $"{Indicators}/measurements/import",
            Encoding.UTF8.GetBytes($"indicator,site,month,numerator,denominator,source\nphone.lostCalls,{Person.Own},2019-08,12,340,{Guid.NewGuid()}\n"), Type: "text/csv")));
        Get($"{Indicators}/cuts/{{id:guid}}", $"{Indicators}/cuts/{Cut}", Network);
        Get($"{Indicators}/cuts/{{id:guid}}/parts/{{digest}}", $"{Indicators}/cuts/{Cut}/parts/{_part}", Network);
        Add("POST", $"{Indicators}/cuts/{{id:guid}}/parts/{{digest}}/verify", null, Network, () => Made(HttpMethod.Post, $"{Indicators}/cuts/{Cut}/parts/{_part}/verify"));
        Get($"{Indicators}/cuts/{{from:guid}}/differences", $"{Indicators}/cuts/{Cut}/differences?to={Cut}", Network);
    }

    private void AddReporting()
    {
        Get($"{Reporting}/reports", $"{Reporting}/reports?pageSize=1");
        Get($"{Reporting}/editions", $"{Reporting}/editions?pageSize=1");
        Add("POST", $"{Reporting}/reports", null, Network, () => Made(HttpMethod.Post, $"{Reporting}/reports", NewReport));
        Get($"{Reporting}/reports/{{id:guid}}", $"{Reporting}/reports/{Report}", Network);
        Get($"{Reporting}/reports/{{id:guid}}/document", $"{Reporting}/reports/{Report}/document?format=json", Network);
        Get($"{Reporting}/operations/{{id:guid}}", $"{Reporting}/operations/{Cut}", Network);
        Add("POST", $"{Reporting}/reports/{{id:guid}}/freeze", null, Network, () => Made(HttpMethod.Post, $"{Reporting}/reports/{Report}/freeze", new { }, key: "first"));
        (string When, string Edition)[] editions = [("published", Published), ("members", Internal)];
        foreach (var (when, edition) in editions)
        {
            foreach (var end in (string[])["", "/manifest", "/document"])
                Add("GET", $"{Reporting}/editions/{{id:guid}}{end}", when, Network, () => Made(HttpMethod.Get, $"{Reporting}/editions/{edition}{end}"));
        }
        Add("POST", $"{Reporting}/editions/{{id:guid}}/verify", null, Network, () => Made(HttpMethod.Post, $"{Reporting}/editions/{Internal}/verify"));
        Add("POST", $"{Reporting}/editions/{{id:guid}}/publish", null, Network, () => Made(HttpMethod.Post, $"{Reporting}/editions/{Published}/publish", new { reason = Publication }, "\"1\""));
        Get($"{Reporting}/editions/{{id:guid}}/differences", $"{Reporting}/editions/{Published}/differences?to={Internal}", Network);
    }

    private void AddPersons()
    {
        IReadOnlyList<string> all = ["*"];
        var persons = $"{Portal}/persons";
        object Invitation() => new { name = "Nouvelle personne", email = $"{Guid.NewGuid():N}@exemple.invalid", grants = (object[])[new { role = "agent", site = Person.Own }] };
        Get($"{Portal}/assignees", $"{Portal}/assignees?site={Person.Own}", Own);
        Get(persons, persons, all);
        Add("POST", persons, null, all, () => Made(HttpMethod.Post, persons, Invitation()));
        (string Method, string End, object? Body)[] ofOne =
        [
            ("GET", "", null), ("PUT", "/grants", new { grants = (object[])[new { role = "quality", network = "essonne" }] }), ("PUT", "/absences", new { absences = (object[])[] }), ("POST", "/leave", null),
        ];
        foreach (var (method, end, body) in ofOne)
        {
            Add(method, $"{persons}/{{id:guid}}{end}", null, all, async () =>
            {
                var invited = (await SentAsync(HttpMethod.Post, persons, Invitation())).GetProperty("id").GetString();
                return await Made(HttpMethod.Parse(method), $"{persons}/{invited}{end}", body, method == "GET" ? null : "\"1\"");
            });
        }
    }

    /// <summary>A short report, frozen twice: one edition is published, the other is not.</summary>
    private async Task PrepareReportAsync()
    {
        await system.Api.PutAnswerAsync(Guid.NewGuid(), Samples.Answer());
        await Eventually.HoldsAsync("the answer is counted", async _ => await system.Api.CountedAnswersAsync() > 0, cancellationToken: TestContext.Current.CancellationToken);
        Quiet = (await SentAsync(HttpMethod.Post, $"{Reporting}/reports", NewReport)).GetProperty("id").GetString()!;
        Report = (await SentAsync(HttpMethod.Post, $"{Reporting}/reports", new { network = "essonne", period = $"{Year}-06", title = ReportTitle })).GetProperty("id").GetString()!;
        Published = await system.FrozenAsync(Report, "first");
        Internal = await system.FrozenAsync(Report, "second");
        var published = await system.Api.SendAsync(HttpMethod.Post, $"{Reporting}/editions/{Published}/publish", "admin", new { reason = Publication }, "\"1\"");
        Assert.Equal(200, published.Status);
        Cut = (await SentAsync(HttpMethod.Get, $"{Reporting}/editions/{Published}/manifest")).GetProperty("cut").GetProperty("id").GetString()!;
        _part = (await SentAsync(HttpMethod.Get, $"{Indicators}/cuts/{Cut}")).GetProperty("parts")[0].GetProperty("digest").GetString()!;
    }

    private async Task<(string Id, string Etag)> CaseAsync(params IEnumerable<(string Transition, string Body)> before)
    {
        var id = (await SentAsync(HttpMethod.Post, $"{Complaints}/complaints", Filing("letter"))).GetProperty("id").GetString()!;
        var etag = "\"1\"";
        foreach (var (transition, body) in before)
        {
            var into = body.Contains("INTO", StringComparison.Ordinal) ? body.Replace("INTO", (await CaseAsync()).Id, StringComparison.Ordinal) : body;
            var moved = await system.Api.MoveAsync(Guid.Parse(id), transition, JsonDocument.Parse(into).RootElement, etag);
            Assert.True(moved.Status == 200, moved.ToString());
            etag = moved.Etag!;
        }
        return (id, etag);
    }

    private KioskIdentity OwnKiosk =>
        system.Identities.Kiosks.Where(kiosk => kiosk.Site == Person.Own).OrderByDescending(kiosk => kiosk.Label == Person.KioskOfTheSite).First();

    private async Task<(string Id, string Code)> KioskAsync()
    {
        var made = await SentAsync(HttpMethod.Post, $"{Surveys}/kiosks", NewKiosk);
        return (made.GetProperty("id").GetString()!, made.GetProperty("enrolmentCode").GetString()!);
    }

    private async Task<string> EnrolledAsync()
    {
        var (id, code) = await KioskAsync();
        await SentAsync(HttpMethod.Post, $"{Surveys}/kiosks/enrol", new { code });
        return id;
    }

    /// <summary>A kiosk of the own site of which the first three answers are missing.</summary>
    public async Task<string> LackingKioskAsync()
    {
        var kiosk = await EnrolledAsync();
        await SentAsync(HttpMethod.Post, $"{Surveys}/kiosks/{kiosk}/import", FileOf(kiosk, sequence: 4));
        return kiosk;
    }

    private static object FileOf(string kiosk, int sequence)
    {
        var answer = Answer("kiosk", Guid.NewGuid());
        (answer["kiosk"], answer["enrolment"], answer["sequence"]) = (kiosk, 1, sequence);
        return new { format = "qualipref-borne", version = 1, kiosk, enrolment = 1, items = (object[])[answer] };
    }

    private async Task<JsonElement> SentAsync(HttpMethod method, string path, object? body = null)
    {
        var reply = await system.Api.SendAsync(method, path, "admin", body);
        Assert.True(reply.Status is 200 or 201 or 202, $"{method} {path}: {reply}");
        return reply.Body!.Value;
    }

    private async Task<JsonObject> ProvenAsync(object filing)
    {
        var id = Guid.NewGuid().ToString();
        var proven = JsonSerializer.SerializeToNode(filing)!.AsObject();
        (proven["id"], proven["proof"]) = (id, await system.Api.ProofAsync(id));
        return proven;
    }

    private void Get(string call, string path, IReadOnlyList<string>? sites = null) => Add("GET", call, null, sites ?? None, () => Made(HttpMethod.Get, path));

    private void Add(string method, string path, string? when, IReadOnlyList<string> sites, Func<Task<ValidRequest>> make) =>
        _calls.Add(($"{method} `/{path.TrimStart('/')}`", when), new ValidCall(sites, make));

    private static Task<ValidRequest> Made(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? key = null) =>
        Task.FromResult(new ValidRequest(method, path, body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType()), ifMatch, key));
}
