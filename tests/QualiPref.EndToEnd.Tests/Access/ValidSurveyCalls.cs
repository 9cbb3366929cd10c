using System.Text;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Synthetic.Sending;
using static QualiPref.EndToEnd.Tests.Access.ValidBodies;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The calls of surveys.</summary>
internal sealed class ValidSurveyCalls(RunningSystem system, Dictionary<(string Call, string? When), ValidCall> calls) : CallTable(system.Api, calls)
{
    private const string Surveys = "/api/surveys/v1";

    /// <summary>Writes them into the table.</summary>
    public void Add()
    {
        var answers = $"{Surveys}/responses";
        Get($"{Surveys}/questionnaires/{{code}}", $"{Surveys}/questionnaires/accueil-general");
        Get($"{Surveys}/sites/{{site}}/replies", $"{Surveys}/sites/{Person.Own}/replies");
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
        Add("POST", $"{answers}/import", null, Own, () => Task.FromResult(new ValidRequest(HttpMethod.Post, $"{answers}/import?questionnaire=accueil-general",
            Encoding.UTF8.GetBytes($"id,site,date,global\n{Guid.NewGuid()},{Person.Own},{RunningSystem.Today:yyyy-MM-dd},satisfait\n"), Type: "text/csv")));
        AddSlips();
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
            ("read", null), ("themes", new { themes = Array.Empty<string>() }), ("reply", new { said = "Essai", text = "Merci" }), ("withdraw-reply", null), ("quotable", new { quotable = true }),
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

    private void AddSlips()
    {
        const string Batches = $"{Surveys}/slip-batches", One = Batches + "/{id:guid}";
        Get(Batches, $"{Batches}?site={Person.Own}&pageSize=1", Own);
        Get($"{Batches}/error-rate", $"{Batches}/error-rate?site={Person.Own}&period=2020-01", Own);
        Add("PUT", One, null, Own, () => Made(HttpMethod.Put, $"{Batches}/{Guid.NewGuid()}", NewBatch));
        Add("GET", One, null, Own, async () => await Made(HttpMethod.Get, $"{Batches}/{await BatchAsync(isClosed: false)}"));
        Add("POST", $"{One}/close", null, Own, async () => await Made(HttpMethod.Post, $"{Batches}/{await BatchAsync(isClosed: false)}/close"));
        Add("PUT", $"{One}/slips/{{slip:guid}}", null, Own, async () => await Made(HttpMethod.Put, $"{Batches}/{await BatchAsync(isClosed: false)}/slips/{Guid.NewGuid()}", Slip));
        Add("POST", $"{One}/slips/{{slip:guid}}/withdraw", null, Own, async () =>
        {
            var (batch, slip) = (await BatchAsync(isClosed: false), Guid.NewGuid());
            await SentAsync(HttpMethod.Put, $"{Batches}/{batch}/slips/{slip}", Slip);
            return await Made(HttpMethod.Post, $"{Batches}/{batch}/slips/{slip}/withdraw");
        });
        Add("PUT", $"{One}/checks/{{number:int}}", null, Own, async () => await Made(HttpMethod.Put, $"{Batches}/{await BatchAsync(isClosed: true)}/checks/1", Slip));
        Add("POST", $"{One}/checks/{{number:int}}/settle", null, Own, async () =>
        {
            var batch = await BatchAsync(isClosed: true);
            await SentAsync(HttpMethod.Put, $"{Batches}/{batch}/checks/1", OtherSlip);
            return await Made(HttpMethod.Post, $"{Batches}/{batch}/checks/1/settle", OtherSlip);
        });
    }

    /// <summary>A batch with a slip, closed or not; answers its id.</summary>
    public async Task<Guid> BatchAsync(bool isClosed)
    {
        var batch = Guid.NewGuid();
        await SentAsync(HttpMethod.Put, $"{Surveys}/slip-batches/{batch}", NewBatch);
        await SentAsync(HttpMethod.Put, $"{Surveys}/slip-batches/{batch}/slips/{Guid.NewGuid()}", Slip);
        if (isClosed) await SentAsync(HttpMethod.Post, $"{Surveys}/slip-batches/{batch}/close");
        return batch;
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
}
