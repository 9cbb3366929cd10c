using System.Net;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>Between the two writes of a slip the process dies, or somebody else is faster: it counts once, under one number, once the same call is repeated.</summary>
public sealed class Keying_slips_that_is_broken_off(RealEngine engine) : IAsyncLifetime
{
    private readonly Guid _batch = Guid.NewGuid();
    private readonly Guid _slip = Guid.CreateVersion7();

    private SurveysHost _host = null!;
    private HttpClient _agent = null!;
    private SlipSteps _slips = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine);
        _agent = _host.As("agent", SurveysHost.Site);
        _slips = new SlipSteps(_host, _agent, _batch);
        await _slips.BeginAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_slip_that_the_ledger_has_not_yet_keeps_its_batch_open_until_it_is_sent_again()
    {
        await KeyAsync(_slip);
        await LoseAsync(_slip);
        for (var number = 2; number <= 8; number++) await KeyAsync(Guid.CreateVersion7());
        var last = (await _slips.BatchAsync())["last"]!.AsArray();
        Assert.Equal([(8, true), (7, true), (6, true), (5, true), (4, true), (1, false)], last.Select(one => (one!.Number("number"), one!["stored"]!.GetValue<bool>())));
        var refused = await _slips.CloseAsync();
        Assert.Equal((HttpStatusCode.Conflict, "QP-SURVEYS-038"), (refused.StatusCode, (await refused.ReadAsync()).Text("code")));
        Assert.Contains("pas terminé\u00A0: 1.", (await refused.ReadAsync()).Text("detail"), StringComparison.Ordinal);

        Assert.Equal((HttpStatusCode.Created, 1), await KeyAsync(_slip));
        Assert.Equal(HttpStatusCode.OK, (await _slips.CloseAsync()).StatusCode);
        Assert.Equal((HttpStatusCode.OK, 1), await KeyAsync(_slip));
        Assert.Equal(8, (await _slips.CountedAsync()).Count);
    }

    [Fact]
    public async Task One_whose_entries_are_lost_is_withdrawn_and_then_stores_nothing_any_more()
    {
        await KeyAsync(_slip);
        await LoseAsync(_slip);
        Assert.Equal(HttpStatusCode.NoContent, (await _slips.WithdrawAsync(_slip)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await _slips.KeyAsync(_slip, ("global", "satisfait"))).StatusCode);
        await KeyAsync(Guid.CreateVersion7());
        Assert.Equal(2, (await (await _slips.CloseAsync()).ReadAsync())["toCheck"]![0]!.GetValue<int>());
        Assert.Single(await _slips.AnswersAsync());
    }

    [Fact]
    public async Task Slips_that_are_keyed_while_a_colleague_closes_are_in_the_batch_and_in_the_ledger_or_in_neither()
    {
        List<Guid> slips = [.. Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7())];
        await KeyAsync(slips[0]);
        var keyed = slips.Select(async slip => (Slip: slip, (await _slips.KeyAsync(slip, ("global", "satisfait"))).IsSuccessStatusCode)).ToList();
        HttpResponseMessage closed;
        do closed = await _slips.CloseAsync();
        while (closed.StatusCode == HttpStatusCode.Conflict);
        List<Guid> taken = [.. (await Task.WhenAll(keyed)).Where(one => one.IsSuccessStatusCode).Select(one => one.Slip).Order()];

        var batch = await _host.Storage.SlipBatches.Find(one => one.Id == _batch).SingleAsync(Token);
        Assert.Equal(taken, batch.Slips.Select(slip => slip.Id).Order());
        Assert.Equal(taken, (await _slips.CountedAsync()).Select(answer => Guid.Parse(answer.Text("id")!)).Order());
        // Whoever did not hear of it sends again, and hears of the same.
        foreach (var slip in slips) Assert.Equal(taken.Contains(slip) ? HttpStatusCode.OK : HttpStatusCode.Conflict, (await _slips.KeyAsync(slip, ("global", "satisfait"))).StatusCode);
    }

    [Fact]
    public async Task A_slip_that_was_taken_before_the_batch_was_full_is_answered_with_its_number_afterwards()
    {
        await KeyAsync(_slip);
        var batch = await _host.Storage.SlipBatches.Find(one => one.Id == _batch).SingleAsync(Token);
        batch.Slips.AddRange(Enumerable.Range(2, SlipBatch.MostSlips - 1).Select(number => new Slip { Number = number, Id = Guid.NewGuid() }));
        await _host.Storage.SlipBatches.ReplaceOneAsync(one => one.Id == _batch, batch, cancellationToken: Token);
        await LoseAsync(_slip);
        Assert.Equal((HttpStatusCode.Created, 1), await KeyAsync(_slip));
        var refused = await _slips.KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"));
        Assert.Equal((HttpStatusCode.Conflict, "QP-SURVEYS-031"), (refused.StatusCode, (await refused.ReadAsync()).Text("code")));
        Assert.Single(await _slips.AnswersAsync());
    }

    [Fact]
    public async Task Two_who_settle_at_once_and_otherwise_leave_one_answer_which_is_what_the_batch_holds()
    {
        await DifferAsync();
        string[] options = ["peu-satisfait", "pas-du-tout-satisfait", "tres-satisfait", "non-concerne"];
        var replies = await Task.WhenAll(options.Select(option => _slips.SettleAsync(1, ("attente", option))));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], replies.Select(reply => reply.StatusCode).Order());
        Assert.Contains("déjà tranché autrement pour la fiche n°\u00A01", (await replies.First(reply => reply.StatusCode == HttpStatusCode.Conflict).ReadAsync()).Text("detail"), StringComparison.Ordinal);
        var settled = (await _slips.BatchAsync())["checks"]![0]!["differences"]![0]!.Text("right");
        Assert.Equal(settled, Assert.Single(await _slips.CountedAsync())["answers"]!.Text("attente"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_settlement_that_was_broken_off_is_none_until_it_is_repeated_and_then_one_answer_counts(bool isStored)
    {
        await DifferAsync();
        await _slips.SettleAsync(1, ("attente", "peu-satisfait"));
        // As a death leaves it: the batch knows what is right, the ledger has both answers, or the wrong one alone.
        await _host.Storage.SlipBatches.UpdateOneAsync(one => one.Id == _batch, Builders<SlipBatch>.Update.Set(one => one.Checks[0].IsDone, false), cancellationToken: Token);
        await _host.Storage.Responses.UpdateOneAsync(one => one.Id == _slip, Builders<SurveyResponse>.Update.Set(one => one.Status, ResponseStatus.Counted), cancellationToken: Token);
        if (!isStored) await _host.Storage.Responses.DeleteOneAsync(one => one.Id != _slip, Token);

        var view = await _slips.BatchAsync();
        Assert.Equal(("closed", false, "peu-satisfait"), (view["batch"]!.Text("state"), view["checks"]![0]!["settled"]!.GetValue<bool>(), view["checks"]![0]!["differences"]![0]!.Text("right")));
        Assert.Null(view["batch"]!["errorRate"]);
        Assert.Equal(HttpStatusCode.Conflict, (await _slips.SettleAsync(1, ("attente", "satisfait"))).StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [(await _slips.SettleAsync(1, ("attente", "peu-satisfait"))).StatusCode, (await _slips.SettleAsync(1, ("attente", "peu-satisfait"))).StatusCode]);
        Assert.Equal("peu-satisfait", Assert.Single(await _slips.CountedAsync())["answers"]!.Text("attente"));
        Assert.Equal("checked", (await _slips.BatchAsync())["batch"]!.Text("state"));
    }

    private async Task DifferAsync()
    {
        await _slips.KeyAsync(_slip, ("attente", "satisfait"));
        await _slips.CloseAsync();
        await _slips.CheckAsync(1, ("attente", "peu-satisfait"));
    }

    private async Task<(HttpStatusCode Status, int? Number)> KeyAsync(Guid slip)
    {
        var reply = await _slips.KeyAsync(slip, ("global", "satisfait"));
        return (reply.StatusCode, (await reply.ReadAsync())["number"]?.GetValue<int>());
    }

    private Task<DeleteResult> LoseAsync(Guid slip) => _host.Storage.Responses.DeleteOneAsync(one => one.Id == slip, Token);
}
