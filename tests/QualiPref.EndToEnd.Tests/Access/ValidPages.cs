using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using QualiPref.Contracts.Tests;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Platform.Identity;
using QualiPref.Portal;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>An address of every page, and valid fields of every form that is not for anybody. A new one is one more line.</summary>
internal sealed class ValidPages(RunningSystem system, ValidCalls calls) : PageTable([])
{
    private const string Surveys = "/api/surveys/v1", Complaints = "/api/complaints/v1", Indicators = "/api/indicators/v1", Reporting = "/api/reporting/v1", Portal = "/api/portal/v1";
    private const string Subject = "Remarque confidentielle", Comment = "Commentaire confidentiel", Colleague = "Collègue confidentielle";

    // What else is told here is told in French: one page of the list holds all of it.
    private const string RareLanguage = "pt";

    private (string Id, string Code, string File) _withFile;

    private string _case = "", _comment = "", _reference = "", _batch = "", _kiosk = "", _lacking = "", _retiring = "", _setAside = "", _source = "", _message = "", _printed = "";

    public IEnumerable<PageAt> Opened => Pages.Where(one => one.Form is null);

    public IEnumerable<PageAt> Forms => Pages.Where(one => one.Form is not null);

    /// <summary>Makes what the pages show, and writes the table.</summary>
    /// <param name="endpoints">Every page has to be in the table.</param>
    public async Task PrepareAsync(IReadOnlyList<RouteEndpoint> endpoints)
    {
        await PrepareThingsAsync();
        AddPlain();
        AddOfCases();
        AddOfAnswers();
        AddOfFigures();
        AddOfReports();
        AddOfOperation();
        await new ValidQuestionnairePages(system, Pages).AddAsync();
        await new ValidLetterPages(calls, Pages).AddAsync(_case, _reference);
        await new ValidLifePages(calls, Pages).AddAsync();
        await new ValidPrivacyPages(calls, Pages).AddAsync(_reference, Subject);
        AddForms();
        await AddPersonsAsync();
        await AddFormsOfOperationAsync();
        await AddFormsOfSlipsAsync();
        AddFormsOfSessions();
        var pages = endpoints.Where(one => one.Metadata.GetMetadata<PageActionDescriptor>() is not null).ToList();
        Assert.Equal(pages.Select(MappedEndpoints.CallOf).Order(StringComparer.Ordinal), Opened.Select(one => one.Page).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(pages.SelectMany(FormsOf).Order(StringComparer.Ordinal), Forms.Select(one => one.FormName).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> FormsOf(RouteEndpoint page)
    {
        if (page.Metadata.GetRequiredMetadata<Grant>().IsPublic) return [];
        var path = page.Metadata.GetRequiredMetadata<PageActionDescriptor>().ViewEnginePath;
        var model = typeof(PortalModule).Assembly.GetType($"QualiPref.Portal.Pages{path.Replace('/', '.')}Model", throwOnError: true)!;
        return from handler in model.GetMethods()
               where handler.Name.StartsWith("OnPost", StringComparison.Ordinal)
               select $"{MappedEndpoints.CallOf(page)} {handler.Name["OnPost".Length..].Replace("Async", "", StringComparison.Ordinal)}".TrimEnd();
    }

    private async Task PrepareThingsAsync()
    {
        var filing = Samples.Filing(Guid.NewGuid());
        filing["subject"] = Subject;
        // The most urgent of all, so that pages that show the first few show it; and in no year that was frozen.
        filing["receivedOn"] = "2001-01-02";
        var filed = Done(await system.Api.FileAsync(filing));
        (_case, _reference) = (filed.GetProperty("id").GetString()!, filed.GetProperty("reference").GetString()!);
        _kiosk = await NewKioskAsync();
        _retiring = await NewKioskAsync();
        _lacking = await calls.OfSurveys.LackingKioskAsync();
        _setAside = $"{Guid.NewGuid()}";
        var answer = ValidBodies.Answer("paper", at: ValidBodies.TooOld);
        answer["comment"] = Comment;
        Assert.Equal(202, (await system.Api.PutAnswerAsync(Guid.Parse(_setAside), answer)).Status);
        _comment = $"{Guid.NewGuid()}";
        Assert.Equal(201, (await system.Api.PutAnswerAsync(Guid.Parse(_comment), ValidBodies.Commented)).Status);
        var told = ValidBodies.Commented;
        (told["comment"], told["language"]) = (Comment, RareLanguage);
        Assert.Equal(201, (await system.Api.PutAnswerAsync(Guid.NewGuid(), told)).Status);
        var sources = Done(await system.Api.GetAsync($"{Indicators}/figures/{calls.Figure}/sources?pageSize=1"));
        _source = sources.GetProperty("items")[0].GetProperty("id").GetString()!;
        _withFile = await calls.OfFiles.FiledAsync();
        _batch = $"{await calls.OfSurveys.BatchAsync(isClosed: true)}";
        _printed = await calls.BatchAsync();
        _message = await calls.Parked.ParkMessageAsync("surveys");
    }

    private void AddPlain()
    {
        string[] plain =
        [
            "/acces", "/acces/invitation", "/acces/sessions", "/mes-sessions", "/acces-refuse", "/accessibilite", "/api", "/borne", "/compte-en-attente", "/connexion", "/connexion/confirmer", "/connexion/refusee", "/connexion/reprise", "/contact", "/deconnexion", "/donnees-personnelles", "/equilibre", "/erreur",
            "/avis-recus/themes", "/bornes/rafales", "/indicateurs", "/mentions-legales", "/plan-du-site", "/reclamation", "/reference-api", "/saisie", "/suivi",
            "/affiches", "/avis", "/saisie/fiches", "/saisie/serie", "/saisie/import", "/reclamations/equipe", "/reclamations/plusieurs",
        ];
        string[] ofReports = ["/", "/Index", "/bilans", "/bilans/editions"];
        (string Path, string Shows)[] ofSites = [("/reclamations", Subject), ("/bornes", "Borne du site")];
        foreach (var path in plain) Add(path, path, null, []);
        foreach (var path in ofReports) Add(path, path, null, Person.Network, ValidCalls.ReportTitle, isNarrowed: true);
        foreach (var (path, shows) in ofSites) Add(path, path, null, Own, shows, isNarrowed: true);
        Add("/equilibre/reponses", "/equilibre/reponses?code=QP-SURVEYS-005", null, Own, Comment, isNarrowed: true);
        Add("/avis-recus", $"/avis-recus?etat=tous&langue={RareLanguage}", null, Own, Comment, isNarrowed: true);
    }

    private void AddOfCases()
    {
        var one = ($"GET `{Complaints}/complaints/{{id:guid}}`", (string?)null);
        Add("/reclamations/{id:guid}", $"/reclamations/{_case}", one, Own, Subject);
        Add("/reclamations/{id:guid}/echeance", $"/reclamations/{_case}/echeance", ($"GET `{Complaints}/complaints/{{id:guid}}/deadline`", null), Own, _reference);
        Add("/reclamations/{id:guid}", $"/reclamations/{_case}?handler=document", ($"GET `{Complaints}/complaints/{{id:guid}}/document`", null), Own, "%PDF-1.");
        Add("/reclamations/{id:guid}", $"/reclamations/{_withFile.Id}?handler=piece&piece={_withFile.File}", ($"GET `{Complaints}/complaints/{{id:guid}}/attachments/{{attachment:guid}}`", null), Own, "%PDF-1.7");
        Add("/reclamations/a-poster", "/reclamations/a-poster", null, []);
        Add("/reclamations/a-poster/{id:guid}", $"/reclamations/a-poster/{_printed}", ($"GET `{Complaints}/letters/batches/{{id:guid}}`", null), Own);
        Pages.Add(new PageAt("page `/reclamations/plusieurs`", "/reclamations/plusieurs", null, Own)
        {
            Form = new Dictionary<string, string> { ["Id"] = _case, ["Etape"] = "assign" },
            Shows = Subject,
            IsNarrowed = true,
        });
        // Of a version that nobody saw: the case stays as it is.
        Pages.Add(new PageAt("page `/reclamations/plusieurs`", "/reclamations/plusieurs?handler=Appliquer", null, Own)
        {
            Form = new Dictionary<string, string> { ["Id"] = $"{_case}:0", ["Etape"] = "assign", ["assignee"] = $"{Guid.NewGuid()}" },
            Shows = Subject,
            IsNarrowed = true,
        });
        Add("/reclamations", $"/reclamations?q={_reference}", null, Own, Subject, isNarrowed: true);
        Add("/reclamations", $"/reclamations?handler=Marks&site={Person.Own}&q={_reference}", ($"GET `{Complaints}/complaints/marks`", null), Own, _case);
        Add("/reclamations", $"/reclamations?site={Person.Own}&q={_reference}", ($"GET `{Complaints}/complaints`", null), Own, Subject);
    }

    private void AddOfAnswers()
    {
        Add("/avis/{site}", $"/avis/{Person.Own}", null, []);
        Add("/avis/{site}/reponses", $"/avis/{Person.Own}/reponses", null, []);
        Add("/avis/{site}/{document}", $"/avis/{Person.Own}/qr.svg", null, []);
        Add("/saisie/fiches/{lot:guid}", $"/saisie/fiches/{_batch}", ($"GET `{Surveys}/slip-batches/{{id:guid}}`", null), Own, "Seconde saisie");
    }

    // Each on a batch of its own: what one has done another one could not.
    private async Task AddFormsOfSlipsAsync()
    {
        const string Batch = $"{Surveys}/slip-batches/{{id:guid}}", Page = "/saisie/fiches/{lot:guid}";
        async Task AddOneAsync(string method, string call, string handler, bool isClosed, params (string Name, string Value)[] fields) =>
            AddForm(Page, $"/saisie/fiches/{await calls.OfSurveys.BatchAsync(isClosed)}{handler}", $"{Batch}/{call}", Own, fields, method: method);

        AddForm("/saisie/fiches", "/saisie/fiches", Batch, Own, [("Id", $"{Guid.NewGuid()}"), ("Site", Person.Own), ("EmptiedOn", $"{RunningSystem.Today:yyyy-MM-dd}")], method: "PUT");
        await AddOneAsync("PUT", "slips/{slip:guid}", "", false, ("Fiche", $"{Guid.NewGuid()}"), ("q-global", "satisfait"));
        await AddOneAsync("POST", "close", "?handler=Close", false);
        await AddOneAsync("PUT", "checks/{number:int}", "?handler=Check", true, ("number", "1"), ("q-global", "satisfait"));
        var (checkedBatch, open, slip) = (await calls.OfSurveys.BatchAsync(isClosed: true), await calls.OfSurveys.BatchAsync(isClosed: false), $"{Guid.NewGuid()}");
        Done(await system.Api.SendAsync(HttpMethod.Put, $"{Surveys}/slip-batches/{checkedBatch}/checks/1", "admin", ValidBodies.OtherSlip));
        AddForm(Page, $"/saisie/fiches/{checkedBatch}?handler=Settle", $"{Batch}/checks/{{number:int}}/settle", Own, [("number", "1"), ("q-global-1", "satisfait")]);
        Done(await system.Api.SendAsync(HttpMethod.Put, $"{Surveys}/slip-batches/{open}/slips/{slip}", "admin", ValidBodies.Slip));
        AddForm(Page, $"/saisie/fiches/{open}?handler=Withdraw", $"{Batch}/slips/{{slip:guid}}/withdraw", Own, [("Fiche", slip)]);
        // Each line is judged by itself: the page opens to whoever may import anything.
        AddOwnForm("/saisie/import", "/saisie/import", [("Texte", $"id,site,date,global\n{Guid.NewGuid()},{Person.Own},{RunningSystem.Today:yyyy-MM-dd},satisfait\n")]);
    }

    private void AddOfFigures()
    {
        var figures = ($"GET `{Indicators}/figures`", (string?)null);
        const string AnyFigure = "data-indicator=";
        Add("/indicateurs", $"/indicateurs?Lieu={Person.Own}&Periode={RunningSystem.Year}-06", figures, Own, AnyFigure);
        Add("/indicateurs", $"/indicateurs?Lieu=essonne&Periode={RunningSystem.Year}-06", figures, Person.Network, AnyFigure);
        Add("/indicateurs/sources/{figure}", $"/indicateurs/sources/{calls.Figure}", ($"GET `{Indicators}/figures/{{figureId}}/sources`", null), Own, _source);
        Add("/equilibre", $"/equilibre?Reseau=essonne&Periode={RunningSystem.Year}-06", ($"GET `{Indicators}/balance`", null), Person.Network, "id=\"equilibre\"");
        Add("/equilibre/reponses", $"/equilibre/reponses?Site={Person.Own}", ($"GET `{Surveys}/responses/set-aside`", null), Own);
        Add("/bornes/{id:guid}", $"/bornes/{_kiosk}", ($"GET `{Surveys}/kiosks/{{id:guid}}`", null), Own, "Borne d'essai");
        Add("/avis-recus", $"/avis-recus?site={Person.Own}", ($"GET `{Surveys}/comments`", null), Own);
        Add("/bornes/rafales", $"/bornes/rafales?site={Person.Own}&periode={RunningSystem.Year}-06", ($"GET `{Surveys}/responses/bursts`", null), Own);
    }

    private void AddOfReports()
    {
        void AddOne(string path, string call, string address, string? when = null, string? shows = ValidCalls.ReportTitle) =>
            Add(path, address, ($"GET `{Reporting}/{call}`", when), Person.Network, shows);

        const string Report = "reports/{id:guid}", Edition = "editions/{id:guid}", EditionPage = "/bilans/editions/{id:guid}";
        AddOne("/bilans/{id:guid}", Report, $"/bilans/{calls.Report}");
        AddOne("/bilans/{id:guid}", $"{Report}/document", $"/bilans/{calls.Report}?handler=Document&format=html");
        AddOne("/bilans/{id:guid}/arret", Report, $"/bilans/{calls.Report}/arret");
        AddOne(EditionPage, Edition, $"/bilans/editions/{calls.Published}", "published");
        AddOne(EditionPage, Edition, $"/bilans/editions/{calls.Internal}", "members");
        AddOne(EditionPage, $"{Edition}/document", $"/bilans/editions/{calls.Internal}?handler=Document&format=html", "members");
        AddOne(EditionPage, $"{Edition}/manifest", $"/bilans/editions/{calls.Internal}?handler=Manifest", "members", shows: null);
        Add($"{EditionPage}/differences", $"/bilans/editions/{calls.Internal}/differences", null, Person.Network, ValidCalls.ReportTitle, isNarrowed: true);
        AddOne($"{EditionPage}/differences", $"{Edition}/differences", $"/bilans/editions/{calls.Internal}/differences?to={calls.Published}");
        // Once it is over it leads on to its edition.
        AddOne("/bilans/operations/{operation:guid}", "operations/{id:guid}", $"/bilans/operations/{calls.Cut}?bilan={calls.Report}", shows: null);
    }

    private void AddOfOperation()
    {
        const string Anomalies = "/exploitation/anomalies";
        Add(Anomalies, Anomalies, ($"GET `{Surveys}/parked`", null), Everywhere);
        Add("/exploitation/journal", "/exploitation/journal", ($"GET `{Surveys}/audit`", null), Everywhere);
        Add($"{Anomalies}/messages/{{service}}/{{id}}", $"{Anomalies}/messages/surveys/{_message}", ($"GET `{Surveys}/parked/messages/{{id}}/content`", null), Everywhere, ParkedThings.Content);
    }

    // Each of another place: what one has tried again, another could not give up.
    private async Task AddFormsOfOperationAsync()
    {
        const string Anomalies = "/exploitation/anomalies", Act = "parked/{place}/{id}";
        async Task AddActAsync(string service, string handler, string call, params (string Name, string Value)[] further)
        {
            var parked = (await calls.Parked.ParkAsync(service)).Split('/');
            AddForm(Anomalies, $"{Anomalies}?handler={handler}", $"/api/{service}/v1/{Act}/{call}", Everywhere, [("Service", service), ("Place", parked[0]), ("Id", parked[1]), .. further]);
        }

        await AddActAsync("surveys", "Retry", "retry");
        await AddActAsync("complaints", "RetryAll", "retry");
        await AddActAsync("indicators", "GiveUp", "give-up", ("Reason", "Essai"));
        const string Message = $"{Anomalies}/messages/{{service}}/{{id}}";
        Pages.Add(new PageAt($"page `{Message}`", $"{Anomalies}/messages/surveys/{_message}", ($"PUT `{Surveys}/parked/messages/{{id}}/content`", null), Everywhere)
        {
            Form = new Dictionary<string, string> { ["Version"] = "\"1\"", ["Text"] = "{}", ["Reason"] = "Essai" },
        });
    }

    private void AddForms()
    {
        AddForm("/saisie", "/saisie", $"{Complaints}/complaints", Own,
        [
            ("Form.Id", $"{Guid.NewGuid()}"), ("Form.Site", Person.Own), ("Form.Channel", "letter"), ("Form.ReceivedOn", $"{RunningSystem.Today:yyyy-MM-dd}"),
            ("Form.Kind", "complaint"), ("Form.Motive", "attente"), ("Form.Subject", "Remarque"), ("Form.Text", "Texte."), ("Form.Name", "Usager 1"),
        ], "any other channel");
        AddForm("/saisie/serie", "/saisie/serie", $"{Complaints}/complaints", Own,
        [
            ("Pile", $"{Guid.NewGuid()}"), ("Row", "1"), ("Form.Site", Person.Own), ("Form.Channel", "letter"), ("Form.ReceivedOn", $"{RunningSystem.Today:yyyy-MM-dd}"),
            ("Form.Kind", "complaint"), ("Form.Motive", "attente"),
        ], "any other channel");
        AddForm("/reclamations/{id:guid}", $"/reclamations/{_case}", $"{Complaints}/complaints/{{id:guid}}/assign", Own,
            [("Version", "1"), ("Step", "assign"), ("assignee", "0199f000-5e7d-7000-8000-000000000003")]);
        // Of whoever sends it, for themselves alone.
        AddOwnForm("/reclamations", "/reclamations?handler=SaveView", [("ViewName", "Essai"), ("ViewQuery", "status=open")]);
        AddOwnForm("/reclamations", "/reclamations?handler=DropView", [("ViewName", "Essai"), ("ViewQuery", "status=open")]);
        AddForm("/reclamations/a-poster", "/reclamations/a-poster", $"{Complaints}/letters/batches", Own, [("Id", _printed), ("Site", Person.Own)]);
        AddForm("/reclamations/a-poster/{id:guid}", $"/reclamations/a-poster/{_printed}", $"{Complaints}/letters/batches/{{id:guid}}/posted", Own, []);
        AddForm("/equilibre/reponses", "/equilibre/reponses", $"{Surveys}/responses/decide", Own, [("Ids", _setAside), ("Decision", "accept"), ("Reason", "Essai")]);
        AddForm("/avis-recus", "/avis-recus", $"{Surveys}/comments/{{id:guid}}/read", Own, [("Id", _comment), ("Version", "1"), ("Act", "read")]);
        // The list that the calls wrote: the same once more is no other version.
        Pages.Add(new PageAt("page `/avis-recus/themes`", "/avis-recus/themes", ($"PUT `{Surveys}/comment-themes/{{network}}`", null), Person.Network)
        {
            Form = new Dictionary<string, string> { ["Network"] = "essonne", ["Version"] = "0", ["Labels"] = "Attente" },
        });
        AddForm("/bornes", "/bornes", $"{Surveys}/kiosks", Own, [("Cle", $"{Guid.NewGuid()}"), ("Site", Person.Own), ("Label", "Borne d'essai")]);
        AddFormsOfKiosks();
        AddForm("/bilans", "/bilans", $"{Reporting}/reports", Person.Network,
            [("Cle", $"{Guid.NewGuid()}"), ("Network", "essonne"), ("Period", "2020-02"), ("Title", "Essai")]);
        AddForm("/bilans/{id:guid}/arret", $"/bilans/{calls.Quiet}/arret", $"{Reporting}/reports/{{id:guid}}/freeze", Person.Network, [("Cle", $"{Guid.NewGuid()}")]);
        AddForm("/bilans/editions/{id:guid}", $"/bilans/editions/{calls.Internal}?handler=Verify", $"{Reporting}/editions/{{id:guid}}/verify", Person.Network, []);
        AddForm("/bilans/editions/{id:guid}", $"/bilans/editions/{calls.Internal}?handler=Publish", $"{Reporting}/editions/{{id:guid}}/publish", Person.Network,
            [("Version", "1"), ("Reason", "Essai")]);
    }

    private void AddFormsOfKiosks()
    {
        const string One = "/bornes/{id:guid}", Kiosk = $"{Surveys}/kiosks/{{id:guid}}";
        AddForm(One, $"/bornes/{_kiosk}?handler=Rename", $"{Kiosk}/rename", Own, [("Label", "Borne d'essai")]);
        AddForm(One, $"/bornes/{_kiosk}?handler=Code", $"{Kiosk}/enrolment-code", Own, []);
        AddForm(One, $"/bornes/{_kiosk}?handler=Pin", $"{Kiosk}/pin", Own, []);
        AddForm(One, $"/bornes/{_lacking}?handler=WriteOff", $"{Kiosk}/write-off", Own, [("Enrolment", "1"), ("From", "1"), ("To", "3"), ("Reason", "Essai")]);
        AddForm(One, $"/bornes/{_retiring}?handler=Retire", $"{Kiosk}/retire", Own, [("Reason", "Essai")]);
        Pages.Add(new PageAt($"page `{One}`", $"/bornes/{_lacking}?handler=Import", ($"POST `{Kiosk}/import`", null), Own)
        {
            Form = new Dictionary<string, string>(),
            File = ("Fichier", $$"""{"format":"qualipref-borne","version":1,"kiosk":"{{_lacking}}","enrolment":1,"items":[]}"""),
        });
    }

    // Each of another person: a step that was taken makes a form stale.
    private async Task AddPersonsAsync()
    {
        async Task<string> InvitedAsync() => Done(await system.Api.SendAsync(HttpMethod.Post, $"{Portal}/persons", "admin",
            new { name = Colleague, email = $"{Guid.NewGuid():N}@exemple.invalid", grants = (object[])[new { role = "agent", site = Person.Own }] })).GetProperty("id").GetString()!;
        const string One = "/acces/{id:guid}";
        var standIn = await InvitedAsync();
        Add(One, $"/acces/{standIn}", null, [], Colleague);
        var (first, last) = ($"{RunningSystem.Today.AddDays(7):yyyy-MM-dd}", $"{RunningSystem.Today.AddDays(8):yyyy-MM-dd}");
        (string Handler, (string, string)[] Fields)[] forms =
        [
            ("", [("role", "quality"), ("place", "reseau:essonne")]),
            ("?handler=Absence", [("Du", first), ("Au", last), ("Par", standIn)]),
            ("?handler=Retour", [("Du", first), ("Au", last), ("Par", standIn)]),
            ("?handler=Depart", []),
        ];
        foreach (var (handler, fields) in forms) AddOwnForm(One, $"/acces/{await InvitedAsync()}{handler}", [("Version", "1"), .. fields]);
        AddOwnForm("/acces/invitation", "/acces/invitation", [("Nom", Colleague), ("Adresse", $"{Guid.NewGuid():N}@exemple.invalid"), ("role", "agent"), ("place", "site:*")]);
    }

    private void AddFormsOfSessions()
    {
        AddOwnForm("/mes-sessions", "/mes-sessions?handler=End", [("session", "none")]);
        AddOwnForm("/mes-sessions", "/mes-sessions?handler=EndOthers", []);
        AddOwnForm("/acces/sessions", "/acces/sessions", [("session", "none"), ("person", $"{Guid.NewGuid()}")]);
    }

    private async Task<string> NewKioskAsync() =>
        Done(await system.Api.SendAsync(HttpMethod.Post, $"{Surveys}/kiosks", "admin", ValidBodies.NewKiosk)).GetProperty("id").GetString()!;
}
