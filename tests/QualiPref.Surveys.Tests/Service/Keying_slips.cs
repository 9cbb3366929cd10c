using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Keying_slips(RealEngine engine) : IAsyncLifetime
{
    private const string EmptiedOn = "2026-07-03";

    private static readonly DateTimeOffset Now = new(2026, 7, 6, 9, 0, 0, TimeSpan.FromHours(2));

    private readonly Guid _batch = new("0197d1f0-0000-7000-8000-000000000012");

    private SurveysHost _host = null!;
    private HttpClient _agent = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine, new FakeTimeProvider(Now));
        _agent = _host.As("agent", SurveysHost.Site);
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Makes_an_answer_of_the_day_of_the_urn_once_however_often_it_is_sent()
    {
        await BeginAsync();
        var slip = Guid.CreateVersion7();
        var first = await KeyAsync(slip, ("global", "satisfait"), ("commentaire", "Merci à tous."));
        var again = await KeyAsync(slip, ("global", "satisfait"), ("commentaire", "Merci à tous."));
        var other = await KeyAsync(slip, ("global", "peu-satisfait"));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict], [first.StatusCode, again.StatusCode, other.StatusCode]);
        Assert.Equal(1, (await again.ReadAsync()).Number("number"));
        var answer = Assert.Single(await AnswersAsync());
        Assert.Equal((slip.ToString(), "paper", EmptiedOn, "counted"), (answer.Text("id"), answer.Text("channel"), answer.Text("date"), answer.Text("status")));
        Assert.Equal("Merci à tous.", answer["answers"]!.Text("commentaire"));
        // What was written by hand is in the answer and nowhere else.
        Assert.DoesNotContain("Merci", (await BatchAsync()).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_day_to_come_and_says_every_fault_of_a_slip()
    {
        var future = await BeginAsync("2026-07-07");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, future.StatusCode);
        Assert.Equal("/emptiedOn", (await future.ReadAsync())["errors"]![0]!.Text("pointer"));
        await BeginAsync();
        var wrong = await KeyAsync(Guid.CreateVersion7(), ("attente", "moyen"), ("meteo", "beau"));
        Assert.Equal(["/answers", "/answers/attente", "/answers/meteo"], (await wrong.ReadAsync())["errors"]!.AsArray().Select(error => error!.Text("pointer")).Order());
        Assert.Equal("/answers", (await (await KeyAsync(Guid.CreateVersion7())).ReadAsync())["errors"]![0]!.Text("pointer"));
        Assert.Empty(await AnswersAsync());
    }

    [Fact]
    public async Task One_whose_required_question_is_blank_counts_for_what_is_answered()
    {
        await BeginAsync();
        Assert.Equal(HttpStatusCode.Created, (await KeyAsync(Guid.CreateVersion7(), ("attente", "satisfait"))).StatusCode);
        await KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"));
        Assert.Equal([("complete", "counted"), ("partial", "counted")], (await AnswersAsync()).Select(answer => (answer.Text("outcome"), answer.Text("status"))).Order());
    }

    [Fact]
    public async Task Is_for_whoever_works_at_the_site_and_the_id_of_a_batch_tells_others_nothing()
    {
        await BeginAsync();
        using var elsewhere = _host.As("agent", "47-AGEN");
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.GetAsync($"slip-batches/{_batch}", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await elsewhere.PutAsJsonAsync($"slip-batches/{_batch}", Begin("47-AGEN", EmptiedOn), Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.PutAsJsonAsync($"slip-batches/{Guid.NewGuid()}", Begin(SurveysHost.Site, EmptiedOn), Token)).StatusCode);
        Assert.Empty((await elsewhere.GetJsonAsync("slip-batches"))["items"]!.AsArray());
        Assert.Single((await _agent.GetJsonAsync("slip-batches"))["items"]!.AsArray());
    }

    [Fact]
    public async Task An_agent_withdraws_a_slip_while_its_batch_is_open_and_is_noted_for_it()
    {
        await BeginAsync();
        var (slip, late) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await KeyAsync(slip, ("global", "satisfait"));
        await KeyAsync(late, ("global", "satisfait"));
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NoContent], [(await WithdrawAsync(slip)).StatusCode, (await WithdrawAsync(slip)).StatusCode]);
        await CloseAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await WithdrawAsync(late)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"))).StatusCode);

        Assert.Equal(["counted", "voided"], (await AnswersAsync()).Select(answer => answer.Text("status")).Order());
        Assert.Equal([2], (await BatchAsync())["toCheck"]!.AsArray().Select(number => number!.GetValue<int>()));
        using var admin = _host.As("admin");
        var entry = Assert.Single((await admin.GetJsonAsync("audit?kind=void"))["items"]!.AsArray())!;
        Assert.Equal(("slip.withdraw", slip.ToString()), (entry.Text("act"), entry["on"]!["ids"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_sample_is_keyed_again_without_the_first_entry_in_sight_and_anybody_can_draw_it_again()
    {
        await BeginAsync();
        for (var number = 1; number <= 60; number++) await KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"), ("attente", "peu-satisfait"));
        Assert.Equal("peu-satisfait", (await BatchAsync())["last"]![0]!["answers"]!.Text("attente"));
        var closed = await (await CloseAsync()).ReadAsync();

        // Ten in a hundred, computed by other means than the service's.
        List<int> drawn = [1, 3, 51, 53, 54, 60];
        Assert.Equal(drawn, closed["toCheck"]!.AsArray().Select(number => number!.GetValue<int>()));
        Assert.DoesNotContain("satisfait", (await BatchAsync()).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await CheckAsync(2, ("global", "satisfait"))).StatusCode);
    }

    [Fact]
    public async Task Fewer_than_five_slips_are_all_keyed_twice()
    {
        await BeginAsync();
        for (var number = 1; number <= 4; number++) await KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"));
        Assert.Equal([1, 2, 3, 4], (await (await CloseAsync()).ReadAsync())["toCheck"]!.AsArray().Select(number => number!.GetValue<int>()));
    }

    [Fact]
    public async Task Differences_are_settled_by_the_slip_what_was_wrong_is_corrected_and_the_rate_follows()
    {
        await BeginAsync();
        var (right, wrong) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await KeyAsync(right, ("global", "satisfait"), ("attente", "peu-satisfait"));
        await KeyAsync(wrong, ("global", "satisfait"), ("attente", "peu-satisfait"), ("motif", "titres"), ("commentaire", "À garder."));
        await CloseAsync();
        // The second entry errs on the first slip; on the second slip the first one did, and both in the motive.
        await CheckAsync(1, ("global", "satisfait"), ("attente", "satisfait"));
        var check = await CheckAsync(2, ("global", "peu-satisfait"), ("attente", "peu-satisfait"), ("motif", "autre"));
        Assert.Equal([("global", "satisfait", "peu-satisfait"), ("motif", "titres", "autre")],
            (await check.ReadAsync())["differences"]!.AsArray().Select(one => (one!.Text("question"), one!.Text("first"), one!.Text("second"))));
        Assert.Equal(HttpStatusCode.Conflict, (await CheckAsync(2, ("global", "satisfait"))).StatusCode);
        Assert.Null((await BatchAsync())["batch"]!["errorRate"]);

        await SettleAsync(1, ("attente", "peu-satisfait"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SettleAsync(2, ("global", "peu-satisfait"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SettleAsync(2, ("global", "peu-satisfait"), ("motif", ""))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SettleAsync(2, ("global", "peu-satisfait"), ("motif", ""))).StatusCode);

        var batch = (await BatchAsync())["batch"]!;
        Assert.Equal(("checked", 14, 2), (batch.Text("state"), batch["errorRate"]!.Number("checked"), batch["errorRate"]!.Number("wrong")));
        // Wilson's interval of 2 in 14, from his formula.
        Assert.Equal((0.0401, 0.3994), (Math.Round(batch["errorRate"]!["interval"]!["low"]!.GetValue<double>(), 4), Math.Round(batch["errorRate"]!["interval"]!["high"]!.GetValue<double>(), 4)));
        var counted = (await AnswersAsync()).Where(answer => answer.Text("status") == "counted").ToList();
        Assert.Equal(2, counted.Count);
        var corrected = Assert.Single(counted, answer => answer.Text("id") != right.ToString());
        Assert.Equal(("peu-satisfait", "peu-satisfait", null, "À garder."),
            (corrected["answers"]!.Text("global"), corrected["answers"]!.Text("attente"), corrected["answers"]!.Text("motif"), corrected["answers"]!.Text("commentaire")));
        Assert.Equal(EmptiedOn, corrected.Text("date"));
        var errors = await _agent.GetJsonAsync($"slip-batches/error-rate?site={SurveysHost.Site}&period=2026-07");
        Assert.Equal((1, 2, 2, 2), (errors.Number("batches"), errors.Number("slips"), errors.Number("checkedSlips"), errors["errorRate"]!.Number("wrong")));
        Assert.Null((await _agent.GetJsonAsync($"slip-batches/error-rate?site={SurveysHost.Site}&period=2026-06"))["errorRate"]);
    }

    private static JsonObject Begin(string site, string emptiedOn) => new() { ["site"] = site, ["emptiedOn"] = emptiedOn, ["questionnaire"] = "accueil-general" };

    private static JsonObject Body(IEnumerable<(string Question, string Option)> answers) =>
        new() { ["answers"] = new JsonObject(answers.Select(one => KeyValuePair.Create(one.Question, (JsonNode?)one.Option))) };

    private Task<HttpResponseMessage> BeginAsync(string emptiedOn = EmptiedOn) => _agent.PutAsJsonAsync($"slip-batches/{_batch}", Begin(SurveysHost.Site, emptiedOn), Token);

    private Task<HttpResponseMessage> KeyAsync(Guid slip, params (string, string)[] answers) => _agent.PutAsJsonAsync($"slip-batches/{_batch}/slips/{slip}", Body(answers), Token);

    private Task<HttpResponseMessage> CheckAsync(int number, params (string, string)[] answers) => _agent.PutAsJsonAsync($"slip-batches/{_batch}/checks/{number}", Body(answers), Token);

    private Task<HttpResponseMessage> SettleAsync(int number, params (string, string)[] answers) =>
        _agent.PostAsJsonAsync($"slip-batches/{_batch}/checks/{number}/settle", Body(answers), Token);

    private Task<HttpResponseMessage> WithdrawAsync(Guid slip) => _agent.PostAsync(new Uri($"slip-batches/{_batch}/slips/{slip}/withdraw", UriKind.Relative), null, Token);

    private Task<HttpResponseMessage> CloseAsync() => _agent.PostAsync(new Uri($"slip-batches/{_batch}/close", UriKind.Relative), null, Token);

    private Task<JsonNode> BatchAsync() => _agent.GetJsonAsync($"slip-batches/{_batch}");

    private async Task<IReadOnlyList<JsonNode>> AnswersAsync()
    {
        using var quality = _host.As("quality");
        return [.. (await quality.GetJsonAsync($"responses?site={SurveysHost.Site}"))["items"]!.AsArray().Select(one => one!)];
    }
}
