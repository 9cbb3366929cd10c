using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Time.Testing;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Keying_slips(RealEngine engine) : IAsyncLifetime
{
    private const string EmptiedOn = SlipSteps.EmptiedOn;

    private static readonly DateTimeOffset Now = new(2026, 7, 6, 9, 0, 0, TimeSpan.FromHours(2));

    private readonly Guid _batch = new("0197d1f0-0000-7000-8000-000000000012");

    private SurveysHost _host = null!;
    private HttpClient _agent = null!;
    private SlipSteps _slips = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine, new FakeTimeProvider(Now));
        _agent = _host.As("agent", SurveysHost.Site);
        _slips = new SlipSteps(_host, _agent, _batch);
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Makes_an_answer_of_the_day_of_the_urn_once_however_often_it_is_sent()
    {
        await _slips.BeginAsync();
        var slip = Guid.CreateVersion7();
        var first = await _slips.KeyAsync(slip, ("global", "satisfait"), ("commentaire", "Merci à tous."));
        var again = await _slips.KeyAsync(slip, ("global", "satisfait"), ("commentaire", "Merci à tous."));
        var other = await _slips.KeyAsync(slip, ("global", "peu-satisfait"));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict], [first.StatusCode, again.StatusCode, other.StatusCode]);
        Assert.Equal(1, (await again.ReadAsync()).Number("number"));
        var answer = Assert.Single(await _slips.AnswersAsync());
        Assert.Equal((slip.ToString(), "paper", EmptiedOn, "counted"), (answer.Text("id"), answer.Text("channel"), answer.Text("date"), answer.Text("status")));
        Assert.Equal("Merci à tous.", answer["answers"]!.Text("commentaire"));
        // What was written by hand is in the answer and nowhere else.
        Assert.DoesNotContain("Merci", (await _slips.BatchAsync()).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_day_of_which_the_last_slip_would_not_count_any_more_and_says_so_where_keying_took_months()
    {
        Assert.Equal("/emptiedOn", (await (await _slips.BeginAsync("2024-08-05")).ReadAsync())["errors"]![0]!.Text("pointer"));
        Assert.Equal(HttpStatusCode.Created, (await _slips.BeginAsync("2024-08-06")).StatusCode);
        var slip = Guid.CreateVersion7();
        Assert.Equal("accepted", (await (await _slips.KeyAsync(slip, ("global", "satisfait"))).ReadAsync()).Text("result"));
        Assert.Equal("duplicate", (await (await _slips.KeyAsync(slip, ("global", "satisfait"))).ReadAsync()).Text("result"));
        // Months later.
        await _host.Storage.SlipBatches.UpdateOneAsync(one => one.Id == _batch, Builders<SlipBatch>.Update.Set(one => one.EmptiedOn, new DateOnly(2024, 7, 1)), cancellationToken: Token);
        var late = await _slips.KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"), ("commentaire", "Trop tard."));
        Assert.Equal(("setAside", 2), ((await late.ReadAsync()).Text("result"), (await late.ReadAsync()).Number("number")));

        // Keyed wrongly, the one waits on with what is right, and what was counted counts on.
        await _slips.CloseAsync();
        foreach (var number in (int[])[1, 2])
        {
            await _slips.CheckAsync(number, ("global", "peu-satisfait"));
            Assert.Equal(HttpStatusCode.OK, (await _slips.SettleAsync(number, ("global", "peu-satisfait"))).StatusCode);
        }
        Assert.Equal([("counted", "peu-satisfait", null), ("discarded", "satisfait", null), ("setAside", "peu-satisfait", "Trop tard."), ("voided", "satisfait", null)],
            (await _slips.AnswersAsync()).Select(answer => (answer.Text("status"), answer["answers"]!.Text("global"), answer["answers"]!.Text("commentaire"))).Order());
    }

    [Fact]
    public async Task Refuses_a_day_to_come_and_says_every_fault_of_a_slip()
    {
        var future = await _slips.BeginAsync("2026-07-07");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, future.StatusCode);
        Assert.Equal("/emptiedOn", (await future.ReadAsync())["errors"]![0]!.Text("pointer"));
        await _slips.BeginAsync();
        var wrong = await _slips.KeyAsync(Guid.CreateVersion7(), ("attente", "moyen"), ("meteo", "beau"));
        Assert.Equal(["/answers", "/answers/attente", "/answers/meteo"], (await wrong.ReadAsync())["errors"]!.AsArray().Select(error => error!.Text("pointer")).Order());
        Assert.Equal("/answers", (await (await _slips.KeyAsync(Guid.CreateVersion7())).ReadAsync())["errors"]![0]!.Text("pointer"));
        Assert.Empty(await _slips.AnswersAsync());
    }

    [Fact]
    public async Task One_whose_required_question_is_blank_counts_for_what_is_answered()
    {
        await _slips.BeginAsync();
        Assert.Equal(HttpStatusCode.Created, (await _slips.KeyAsync(Guid.CreateVersion7(), ("attente", "satisfait"))).StatusCode);
        await _slips.KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"));
        Assert.Equal([("complete", "counted"), ("partial", "counted")], (await _slips.AnswersAsync()).Select(answer => (answer.Text("outcome"), answer.Text("status"))).Order());
    }

    [Fact]
    public async Task Is_for_whoever_works_at_the_site_and_the_id_of_a_batch_tells_others_nothing()
    {
        await _slips.BeginAsync();
        using var elsewhere = _host.As("agent", "47-AGEN");
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.GetAsync($"slip-batches/{_batch}", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await elsewhere.PutAsJsonAsync($"slip-batches/{_batch}", SlipSteps.Begin("47-AGEN", EmptiedOn), Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.PutAsJsonAsync($"slip-batches/{Guid.NewGuid()}", SlipSteps.Begin(SurveysHost.Site, EmptiedOn), Token)).StatusCode);
        Assert.Empty((await elsewhere.GetJsonAsync("slip-batches"))["items"]!.AsArray());
        Assert.Single((await _agent.GetJsonAsync("slip-batches"))["items"]!.AsArray());
    }

    [Fact]
    public async Task An_agent_withdraws_a_slip_while_its_batch_is_open_and_is_noted_for_it()
    {
        await _slips.BeginAsync();
        var (slip, late) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await _slips.KeyAsync(slip, ("global", "satisfait"));
        await _slips.KeyAsync(late, ("global", "satisfait"));
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NoContent], [(await _slips.WithdrawAsync(slip)).StatusCode, (await _slips.WithdrawAsync(slip)).StatusCode]);
        await _slips.CloseAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await _slips.WithdrawAsync(late)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await _slips.KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"))).StatusCode);

        Assert.Equal(["counted", "voided"], (await _slips.AnswersAsync()).Select(answer => answer.Text("status")).Order());
        Assert.Equal([2], (await _slips.BatchAsync())["toCheck"]!.AsArray().Select(number => number!.GetValue<int>()));
        using var admin = _host.As("admin");
        var entry = Assert.Single((await admin.GetJsonAsync("audit?kind=void"))["items"]!.AsArray())!;
        Assert.Equal(("slip.withdraw", slip.ToString()), (entry.Text("act"), entry["on"]!["ids"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_sample_is_keyed_again_without_the_first_entry_in_sight_and_anybody_can_draw_it_again()
    {
        await _slips.BeginAsync();
        for (var number = 1; number <= 60; number++) await _slips.KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"), ("attente", "peu-satisfait"));
        Assert.Equal("peu-satisfait", (await _slips.BatchAsync())["last"]![0]!["answers"]!.Text("attente"));
        var closed = await (await _slips.CloseAsync()).ReadAsync();

        // Ten in a hundred, computed by other means than the service's.
        List<int> drawn = [1, 3, 51, 53, 54, 60];
        Assert.Equal(drawn, closed["toCheck"]!.AsArray().Select(number => number!.GetValue<int>()));
        Assert.DoesNotContain("satisfait", (await _slips.BatchAsync()).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await _slips.CheckAsync(2, ("global", "satisfait"))).StatusCode);
    }

    [Fact]
    public async Task Of_a_sample_the_rate_has_an_interval_and_rests_on_the_questions_that_are_answered()
    {
        await _slips.BeginAsync();
        for (var number = 1; number <= 8; number++) await _slips.KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"));
        List<int> drawn = [.. (await (await _slips.CloseAsync()).ReadAsync())["toCheck"]!.AsArray().Select(number => number!.GetValue<int>())];
        foreach (var number in drawn) await _slips.CheckAsync(number, ("global", number == drawn[0] ? "peu-satisfait" : "satisfait"));
        await _slips.SettleAsync(drawn[0], ("global", "peu-satisfait"));

        var rate = (await _slips.BatchAsync())["batch"]!["errorRate"]!;
        Assert.Equal((5, 1), (rate.Number("checked"), rate.Number("wrong")));
        // Wilson's interval of 1 in 5, from his formula.
        Assert.Equal((0.0362, 0.6245), (Math.Round(rate["interval"]!["low"]!.GetValue<double>(), 4), Math.Round(rate["interval"]!["high"]!.GetValue<double>(), 4)));
    }

    [Fact]
    public async Task Fewer_than_five_slips_are_all_keyed_twice()
    {
        await _slips.BeginAsync();
        for (var number = 1; number <= 4; number++) await _slips.KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"));
        Assert.Equal([1, 2, 3, 4], (await (await _slips.CloseAsync()).ReadAsync())["toCheck"]!.AsArray().Select(number => number!.GetValue<int>()));
    }

    [Fact]
    public async Task Differences_are_settled_by_the_slip_what_was_wrong_is_corrected_and_the_rate_follows()
    {
        await _slips.BeginAsync();
        var (right, wrong) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await _slips.KeyAsync(right, ("global", "satisfait"), ("attente", "peu-satisfait"));
        await _slips.KeyAsync(wrong, ("global", "satisfait"), ("attente", "peu-satisfait"), ("motif", "titres"), ("commentaire", "À garder."));
        await _slips.CloseAsync();
        // The second entry errs on the first slip; on the second slip the first one did, and both in the motive.
        await _slips.CheckAsync(1, ("global", "satisfait"), ("attente", "satisfait"));
        var check = await _slips.CheckAsync(2, ("global", "peu-satisfait"), ("attente", "peu-satisfait"), ("motif", "autre"));
        Assert.Equal([("global", "satisfait", "peu-satisfait"), ("motif", "titres", "autre")],
            (await check.ReadAsync())["differences"]!.AsArray().Select(one => (one!.Text("question"), one!.Text("first"), one!.Text("second"))));
        Assert.Equal(HttpStatusCode.Conflict, (await _slips.CheckAsync(2, ("global", "satisfait"))).StatusCode);
        Assert.Null((await _slips.BatchAsync())["batch"]!["errorRate"]);

        await _slips.SettleAsync(1, ("attente", "peu-satisfait"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _slips.SettleAsync(2, ("global", "peu-satisfait"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _slips.SettleAsync(2, ("global", "peu-satisfait"), ("motif", ""))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _slips.SettleAsync(2, ("global", "peu-satisfait"), ("motif", ""))).StatusCode);

        var batch = (await _slips.BatchAsync())["batch"]!;
        // Two questions of the first slip and three of the second one are answered; every slip was keyed twice, so that nothing is left to estimate.
        Assert.Equal(("checked", 5, 2), (batch.Text("state"), batch["errorRate"]!.Number("checked"), batch["errorRate"]!.Number("wrong")));
        Assert.Null(batch["errorRate"]!["interval"]);
        var counted = (await _slips.AnswersAsync()).Where(answer => answer.Text("status") == "counted").ToList();
        Assert.Equal(2, counted.Count);
        var corrected = Assert.Single(counted, answer => answer.Text("id") != right.ToString());
        Assert.Equal(("peu-satisfait", "peu-satisfait", null, "À garder."),
            (corrected["answers"]!.Text("global"), corrected["answers"]!.Text("attente"), corrected["answers"]!.Text("motif"), corrected["answers"]!.Text("commentaire")));
        Assert.Equal(EmptiedOn, corrected.Text("date"));
        var errors = await _agent.GetJsonAsync($"slip-batches/error-rate?site={SurveysHost.Site}&period=2026-07");
        Assert.Equal((1, 2, 2, 2), (errors.Number("batches"), errors.Number("slips"), errors.Number("checkedSlips"), errors["errorRate"]!.Number("wrong")));
        Assert.Null((await _agent.GetJsonAsync($"slip-batches/error-rate?site={SurveysHost.Site}&period=2026-06"))["errorRate"]);
    }
}
