using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Reading_what_is_there(RealEngine engine) : IAsyncLifetime
{
    private static readonly Uri Questionnaire = new("questionnaires/accueil-general", UriKind.Relative);

    // Begun and over, whenever the tests run.
    private static readonly DateOnly LastMonth = FirstOfLastMonth(TimeProvider.System.GetUtcNow().UtcDateTime);

    private SurveysHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_questionnaire_is_public_and_cacheable()
    {
        var first = await _host.Http.GetAsync(Questionnaire, TestContext.Current.CancellationToken);
        var read = await first.ReadAsync();
        Assert.Equal(1, read["version"]!.GetValue<int>());
        var global = read["questions"]!.AsArray().Single(question => question!.Text("code") == "global")!;
        Assert.Equal("single-choice", global.Text("type"));
        Assert.Equal(5, global["options"]!.AsArray().Count);
        using var again = new HttpRequestMessage(HttpMethod.Get, Questionnaire);
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.NotModified, (await _host.Http.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("questionnaires/accueil-general?version=1", 200)]
    [InlineData("questionnaires/accueil-general?version=2", 404)]
    [InlineData("questionnaires/autre", 404)]
    [InlineData("questionnaires/accueil-general?version=x", 422)]
    public async Task A_questionnaire_that_does_not_exist_is_told_apart_from_a_bad_request(string address, int status) =>
        Assert.Equal(status, (int)(await _host.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);

    [Fact]
    public async Task The_balance_counts_every_id_once_by_site_and_day()
    {
        using var agent = _host.As("agent");
        using var quality = _host.As("quality");
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToList();
        JsonObject OnPaper(string day, string site = SurveysHost.Site) => Requests.Answer(("channel", "paper"), ("site", site), ("answeredAt", $"{day}T10:00:00+02:00"));
        var day = Iso(LastMonth.AddDays(2));
        foreach (var id in ids) await agent.PutAnswerAsync(id, OnPaper(day));
        await agent.PutAnswerAsync(ids[0], OnPaper(day));
        await agent.PutAnswerAsync(Guid.CreateVersion7(), OnPaper(day, "91-ETAMPES"));
        await agent.PutAnswerAsync(Guid.CreateVersion7(), OnPaper(Iso(LastMonth.AddDays(-1))));
        await quality.DecideAsync(ids[0], "void", 1);
        var balance = await Eventually.ReadsAsync("the balance closes", async _ => await quality.GetJsonAsync($"balance?site=91-EVRY&period={Month}"),
            b => b["closed"]!.GetValue<bool>(), cancellationToken: TestContext.Current.CancellationToken);
        var row = Assert.Single(balance["rows"]!.AsArray())!;
        Assert.Equal(("surveys", "91-EVRY", day), (row.Text("source"), row.Text("site"), row.Text("date")));
        Assert.Equal((3, 2, 1, 0), (row.Number("received"), row.Number("counted"), row.Number("voided"), row.Number("pending")));
        Assert.Equal(Digests.Of((ids[0], 2, false), (ids[1], 1, true), (ids[2], 1, true)), row.Text("digest"));
    }

    [Fact]
    public async Task The_list_goes_page_by_page_through_every_answer_once()
    {
        using var agent = _host.As("agent");
        using var quality = _host.As("quality");
        var ids = Enumerable.Range(0, 7).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
        {
            await agent.PutAnswerAsync(id, Requests.Answer(("channel", "paper"), ("answeredAt", $"{Iso(LastMonth.AddDays(i % 3))}T10:00:00+02:00")));
        }
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await quality.GetJsonAsync($"responses?site=91-EVRY&period={Month}&pageSize=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page["items"]!.AsArray().Select(item => item!.Text("id")!));
            cursor = page.Text("next");
        }
        while (cursor is not null);
        Assert.Equal(ids.Select(id => id.ToString()).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_list_gives_the_etag_that_a_decision_asks_for_and_no_identity()
    {
        using var agent = _host.As("agent");
        using var quality = _host.As("quality");
        var id = Guid.CreateVersion7();
        await agent.PutAnswerAsync(id, Requests.Answer(("channel", "paper"), ("answeredAt", "2020-07-03T10:00:00+02:00"), ("comment", "bien")));
        var item = Assert.Single((await quality.GetJsonAsync("responses?status=setAside"))["items"]!.AsArray())!;
        Assert.Equal(("\"1\"", "QP-SURVEYS-005", "2020-07-03", "bien"), (item.Text("etag"), item.Text("code"), item.Text("date"), item.Text("comment")));
        Assert.Empty((await quality.GetJsonAsync("responses?status=voided"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("responses?site=x&period=2026-13&kiosk=x&status=x&pageSize=0&cursor=!", "site period kiosk status pageSize cursor")]
    [InlineData("balance?site=x", "site period")]
    [InlineData("kiosks?pageSize=999", "pageSize")]
    public async Task Every_invalid_parameter_is_named(string address, string names)
    {
        using var quality = _host.As("quality");
        var errors = (await quality.GetJsonAsync(address))["errors"]!.AsArray().Select(error => error!.Text("pointer")!);
        Assert.Equal(names.Split(' ').Order(StringComparer.Ordinal), errors.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("responses")]
    [InlineData("balance?period=2026")]
    [InlineData("kiosks")]
    public async Task Lists_are_for_role_quality(string address)
    {
        using var handler = _host.As("handler");
        var uri = new Uri(address, UriKind.Relative);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Http.GetAsync(uri, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await handler.GetAsync(uri, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_OpenAPI_document_names_every_call()
    {
        var document = await _host.Http.GetJsonAsync("openapi.json");
        Assert.Equal(
            [
                "/api/surveys/v1/audit", "/api/surveys/v1/audit/chain", "/api/surveys/v1/audit/head", "/api/surveys/v1/balance",
                "/api/surveys/v1/comment-themes", "/api/surveys/v1/comment-themes/{network}", "/api/surveys/v1/comments", "/api/surveys/v1/comments/counts", "/api/surveys/v1/comments/erasure",
                "/api/surveys/v1/comments/{id}", "/api/surveys/v1/comments/{id}/erase", "/api/surveys/v1/comments/{id}/pass-on", "/api/surveys/v1/comments/{id}/quotable", "/api/surveys/v1/comments/{id}/read",
                "/api/surveys/v1/comments/{id}/reply", "/api/surveys/v1/comments/{id}/themes", "/api/surveys/v1/comments/{id}/withdraw-reply",
                "/api/surveys/v1/kiosks", "/api/surveys/v1/kiosks/enrol", "/api/surveys/v1/kiosks/{id}", "/api/surveys/v1/kiosks/{id}/enrolment",
                "/api/surveys/v1/kiosks/{id}/enrolment-code", "/api/surveys/v1/kiosks/{id}/import", "/api/surveys/v1/kiosks/{id}/pin", "/api/surveys/v1/kiosks/{id}/rename",
                "/api/surveys/v1/kiosks/{id}/retire", "/api/surveys/v1/kiosks/{id}/revoke", "/api/surveys/v1/kiosks/{id}/settings", "/api/surveys/v1/kiosks/{id}/write-off",
                "/api/surveys/v1/parked", "/api/surveys/v1/parked/messages/{id}/content", "/api/surveys/v1/parked/{place}/{id}/give-up", "/api/surveys/v1/parked/{place}/{id}/retry",
                "/api/surveys/v1/questionnaire-drafts", "/api/surveys/v1/questionnaire-drafts/{id}", "/api/surveys/v1/questionnaire-drafts/{id}/check",
                "/api/surveys/v1/questionnaire-drafts/{id}/publish", "/api/surveys/v1/questionnaires", "/api/surveys/v1/questionnaires/{code}",
                "/api/surveys/v1/questionnaires/{code}/versions/{version}/withdraw", "/api/surveys/v1/responses", "/api/surveys/v1/responses/batch", "/api/surveys/v1/responses/bursts",
                "/api/surveys/v1/responses/decide", "/api/surveys/v1/responses/import", "/api/surveys/v1/responses/set-aside", "/api/surveys/v1/responses/{id}/accept",
                "/api/surveys/v1/responses/{id}/discard", "/api/surveys/v1/responses/{id}/void", "/api/surveys/v1/responses/{responseId}", "/api/surveys/v1/sites/{site}/questionnaire", "/api/surveys/v1/sites/{site}/replies",
                "/api/surveys/v1/slip-batches", "/api/surveys/v1/slip-batches/error-rate", "/api/surveys/v1/slip-batches/{id}", "/api/surveys/v1/slip-batches/{id}/checks/{number}",
                "/api/surveys/v1/slip-batches/{id}/checks/{number}/settle", "/api/surveys/v1/slip-batches/{id}/close", "/api/surveys/v1/slip-batches/{id}/slips/{slip}",
                "/api/surveys/v1/slip-batches/{id}/slips/{slip}/withdraw", "/api/surveys/v1/waves", "/api/surveys/v1/waves/{code}", "/api/surveys/v1/waves/{code}/end",
            ], document["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal));
    }

    private static string Month => LastMonth.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly FirstOfLastMonth(DateTime now) => new DateOnly(now.Year, now.Month, 1).AddMonths(-1);
}
