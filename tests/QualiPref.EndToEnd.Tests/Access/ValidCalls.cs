using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;
using static QualiPref.EndToEnd.Tests.Access.ValidBodies;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The smallest valid request of every call, by method, path and case as the list of accesses names them.</summary>
internal sealed class ValidCalls(RunningSystem system) : CallTable(system.Api, []), IDisposable
{
    public const string ReportTitle = "Bilan confidentiel";

    private const string Surveys = "/api/surveys/v1", Complaints = "/api/complaints/v1", Indicators = "/api/indicators/v1", Reporting = "/api/reporting/v1", Portal = "/api/portal/v1";

    private static readonly string Year = $"{RunningSystem.Year}";

    private readonly ParkedThings _parked = new(system);

    private ValidPrivacyCalls? _privacy;

    private string _part = "", _rebuild = "", _tracking = "", _parkedReport = "";

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

    /// <summary>The calls of surveys, and what they need.</summary>
    public ValidSurveyCalls OfSurveys => new(system, Table);

    /// <summary>The calls of standard letters, and what they need.</summary>
    public ValidLetterCalls OfLetters => new(system, Table);

    /// <summary>The calls about cases that are no steps of them, and what they need.</summary>
    public ValidLifeCalls OfLives => new(system, Table);

    /// <summary>The calls about the letters of cases, and what they need.</summary>
    public ValidDeliveryCalls OfDeliveries => new(system, Table);

    /// <summary>The calls about files.</summary>
    public ValidFileCalls OfFiles => new(system, Table);

    /// <summary>The calls about what is held of persons, and what they need.</summary>
    public ValidPrivacyCalls OfPrivacy => _privacy ??= new(system, Table);

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
        OfSurveys.Add();
        new ValidQuestionnaireCalls(system, Table).Add();
        AddComplaints();
        OfDeliveries.Add();
        await OfFiles.AddAsync();
        OfPrivacy.Add();
        OfLives.Add();
        OfLetters.Add();
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
        Get($"{Reporting}/reports/{{id:guid}}/freezing", $"{Reporting}/reports/{_parkedReport}/freezing", Network);
        foreach (var (decision, body) in ((string, object?)[])[("retry", null), ("give-up", Reason)])
        {
            Add("POST", $"{Reporting}/reports/{{id:guid}}/freezing/{decision}", null, Network, async () =>
            {
                var (report, tag) = await ParkedFreezingAsync();
                return await Made(HttpMethod.Post, $"{Reporting}/reports/{report}/freezing/{decision}", body, tag);
            });
        }
    }

    // Each its own: whoever decides on one changes its report.
    private async Task<(string Report, string Tag)> ParkedFreezingAsync()
    {
        var report = (await SentAsync(HttpMethod.Post, $"{Reporting}/reports", NewReport)).GetProperty("id").GetString()!;
        await system.FrozenAsync(report, "first");
        return (report, await _parked.ParkFreezingAsync(report));
    }

    private void AddComplaints()
    {
        var cases = $"{Complaints}/complaints";
        (string When, string Channel)[] filings = [("channel web", "web"), ("channel kiosk", "kiosk"), ("any other channel", "letter")];
        foreach (var (when, channel) in filings)
            Add("POST", cases, when, Own, async () => await Made(HttpMethod.Post, cases, channel == "web" ? await ProvenAsync(Filing(channel)) : Filing(channel)));
        Add("POST", $"{Complaints}/filing-proofs", null, None, () => Made(HttpMethod.Post, $"{Complaints}/filing-proofs", new { }));
        Get(cases, $"{cases}?site={Person.Own}&pageSize=1", Own);
        Get($"{cases}/filed", $"{cases}/filed?site={Person.Own}&id={Guid.NewGuid()}", Own);
        Get($"{cases}/counts", $"{cases}/counts?site={Person.Own}&status=open", Own);
        Get($"{cases}/desk", $"{cases}/desk?site={Person.Own}", Own);
        Get($"{cases}/marks", $"{cases}/marks?site={Person.Own}&pageSize=1", Own);
        Get($"{Complaints}/tracking/{{trackingCode}}", $"{Complaints}/tracking/{_tracking}");
        Add("POST", $"{Complaints}/tracking/{{trackingCode}}/messages", null, None, async () =>
            await Made(HttpMethod.Post, $"{Complaints}/tracking/{(await SentAsync(HttpMethod.Post, cases, Filing("letter"))).GetProperty("trackingCode").GetString()}/messages", Message));
        Get($"{Complaints}/working-days", $"{Complaints}/working-days?zone=metropole&from=2026-05-13&days=15");
        Get($"{Complaints}/balance", $"{Complaints}/balance?site={Person.Own}&period=2020-01", Own);
        AddPrinting($"{Complaints}/letters");
        foreach (var end in (string[])["", "/deadline", "/document", "/letter-templates", "/neighbours"])
            Add("GET", $"{cases}/{{id:guid}}{end}", null, Own, async () => await Made(HttpMethod.Get, $"{cases}/{(await CaseAsync()).Id}{end}"));
        Add("GET", $"{cases}/{{id:guid}}/letter-preview", null, Own, async () => await Made(HttpMethod.Get, $"{cases}/{(await CaseAsync()).Id}/letter-preview?template=recours"));
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

    // A batch that is asked for again is answered again, whoever else printed what waits in the meantime.
    private void AddPrinting(string letters)
    {
        var batches = $"{letters}/batches";
        Get($"{letters}/to-print", $"{letters}/to-print?site={Person.Own}", Own);
        Get(batches, $"{batches}?site={Person.Own}", Own);
        Add("POST", batches, null, Own, async () => await Made(HttpMethod.Post, batches, new { id = await BatchAsync(), site = Person.Own }));
        foreach (var end in (string[])["", "/document"])
            Add("GET", $"{batches}/{{id:guid}}{end}", null, Own, async () => await Made(HttpMethod.Get, $"{batches}/{await BatchAsync()}{end}"));
        Add("POST", $"{batches}/{{id:guid}}/posted", null, Own, async () => await Made(HttpMethod.Post, $"{batches}/{await BatchAsync()}/posted"));
    }

    private void AddIndicators()
    {
        Get($"{Indicators}/catalogue", $"{Indicators}/catalogue");
        Get($"{Indicators}/definitions", $"{Indicators}/definitions");
        Get($"{Indicators}/balance", $"{Indicators}/balance?network=essonne&period=2020-01", Network);
        Get($"{Indicators}/report-figures", $"{Indicators}/report-figures?network=essonne&period=2020-01&asOf=2020-01-31", Network);
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
        // The home page shows the newest: that is the one of the title.
        _parkedReport = (await ParkedFreezingAsync()).Report;
        Report = (await SentAsync(HttpMethod.Post, $"{Reporting}/reports", new { network = "essonne", period = $"{Year}-06", title = ReportTitle })).GetProperty("id").GetString()!;
        Published = await system.FrozenAsync(Report, "first");
        Internal = await system.FrozenAsync(Report, "second");
        var published = await system.Api.SendAsync(HttpMethod.Post, $"{Reporting}/editions/{Published}/publish", "admin", new { reason = Publication }, "\"1\"");
        Assert.Equal(200, published.Status);
        Cut = (await SentAsync(HttpMethod.Get, $"{Reporting}/editions/{Published}/manifest")).GetProperty("cut").GetProperty("id").GetString()!;
        _part = (await SentAsync(HttpMethod.Get, $"{Indicators}/cuts/{Cut}")).GetProperty("parts")[0].GetProperty("digest").GetString()!;
    }

    /// <summary>Id of a batch with a letter that was written for it, unless somebody else's batch took it: then with another.</summary>
    public async Task<string> BatchAsync()
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var filing = ValidBodies.PostalFiling;
            var id = (await SentAsync(HttpMethod.Post, $"{Complaints}/complaints", filing)).GetProperty("id").GetString()!;
            var moved = await system.Api.MoveAsync(Guid.Parse(id), "acknowledge", JsonDocument.Parse("{}").RootElement, "\"1\"");
            Assert.True(moved.Status == 200, moved.ToString());
            var batch = Guid.NewGuid().ToString();
            var made = await system.Api.SendAsync(HttpMethod.Post, $"{Complaints}/letters/batches", "admin", new { id = batch, site = Person.Own });
            if (made.Status == 201) return batch;
            Assert.True(made.Status == 409, made.ToString());
        }
        throw new InvalidOperationException("Every letter was printed by somebody else.");
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

    private async Task<JsonObject> ProvenAsync(object filing)
    {
        var id = Guid.NewGuid().ToString();
        var proven = JsonSerializer.SerializeToNode(filing)!.AsObject();
        (proven["id"], proven["proof"]) = (id, await system.Api.ProofAsync(id));
        return proven;
    }
}
