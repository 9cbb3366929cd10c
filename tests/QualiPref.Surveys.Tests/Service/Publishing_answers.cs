using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Publishing_answers(RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task When_the_process_died_between_commit_and_publish_the_sweep_tells_them()
    {
        var left = Enumerable.Range(0, 700).Select(_ => Stored.Answer(pendingSince: DateTime.UtcNow.AddMinutes(-1))).ToList();
        await _host.Storage.Responses.InsertManyAsync(left, cancellationToken: TestContext.Current.CancellationToken);
        await Eventually.ReadsAsync("all are told", _ => Task.FromResult(_host.Told.States.DistinctBy(state => state.ResponseId).Count()), n => n == 700,
            TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await NothingPendingAsync();
    }

    [Fact]
    public async Task When_it_died_between_publish_and_mark_they_are_told_again_as_the_same()
    {
        var id = Guid.CreateVersion7();
        await _host.Http.PutAnswerAsync(id, Requests.Answer());
        await _host.Told.WaitAsync(id);
        await NothingPendingAsync();
        await _host.Storage.Responses.UpdateOneAsync(r => r.Id == id,
            Builders<SurveyResponse>.Update.Set(r => r.PendingSince, DateTime.UtcNow.AddMinutes(-1)), cancellationToken: TestContext.Current.CancellationToken);
        await Eventually.ReadsAsync("it is told again", _ => Task.FromResult(_host.Told.Messages.Count), n => n == 2,
            cancellationToken: TestContext.Current.CancellationToken);
        var told = _host.Told.Messages.ToList();
        Assert.Equal(told[0].MessageId, told[1].MessageId);
        Assert.All(_host.Told.States, state => Assert.Equal((id, 1, "counted"), (state.ResponseId, state.Version, state.Status)));
    }

    [Fact]
    public async Task When_a_decision_was_taken_meanwhile_the_mark_of_the_newer_version_stays()
    {
        // What the outbox holds is version 1; the ledger has moved on to version 2, decided by a replica that died before telling it.
        var decided = Stored.Answer(pendingSince: DateTime.UtcNow.AddHours(1));
        decided.Version = 2;
        decided.Status = ResponseStatus.Voided;
        await _host.Storage.Responses.InsertOneAsync(decided, cancellationToken: TestContext.Current.CancellationToken);
        _host.Offer(Stored.Answer(pendingSince: DateTime.UtcNow, id: decided.Id));
        // The marker goes the same way behind it: once it is clear, the first one's turn is over.
        var marker = Guid.CreateVersion7();
        await _host.Told.WaitAsync(decided.Id);
        await _host.Http.PutAnswerAsync(marker, Requests.Answer());
        await Eventually.HoldsAsync("the marker is clear", async token =>
            await _host.Storage.Responses.CountDocumentsAsync(r => r.Id == marker && r.PendingSince == null, cancellationToken: token) == 1,
            cancellationToken: TestContext.Current.CancellationToken);
        var held = await _host.Storage.Responses.Find(r => r.Id == decided.Id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(held.PendingSince);
    }

    [Fact]
    public async Task When_storing_them_took_longer_than_a_sweep_waits_whoever_stored_them_tells_them()
    {
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var attempts = 0;
        _host.Told.Before = () =>
        {
            Interlocked.Increment(ref attempts);
            reached.TrySetResult();
            return release.Task;
        };
        var late = Stored.Answer(pendingSince: DateTime.UtcNow.AddMinutes(-1));
        _host.Offer(late);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await _host.Storage.Responses.InsertOneAsync(late, cancellationToken: TestContext.Current.CancellationToken);

        // A sweep that takes it is stuck with it; one that does not comes by again and again.
        var renewed = new HashSet<BsonValue>();
        await Eventually.HoldsAsync("sweeps have come by", async token =>
        {
            renewed.Add(await LeaseAsync(token));
            return attempts > 1 || renewed.Count > 2;
        }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, attempts);
        release.SetResult();
    }

    [Fact]
    public void The_same_answers_make_the_same_message_in_whatever_order()
    {
        var answers = Enumerable.Range(0, 3).Select(_ => Stored.Answer()).ToList();
        OutgoingMessage<SurveyResponsesRecorded> Pack(IEnumerable<SurveyResponse> some) => Assert.Single(ResponseMessages.Of([.. some]));
        Assert.Equal(Pack(answers).MessageId, Pack(answers.AsEnumerable().Reverse()).MessageId);
        var before = Pack(answers).MessageId;
        answers[1].Version = 2;
        Assert.NotEqual(before, Pack(answers).MessageId);
    }

    [Fact]
    public void A_message_is_of_one_site_and_holds_500_at_most()
    {
        var answers = Enumerable.Range(0, 1_201).Select(i => Stored.Answer(site: i < 700 ? "91-EVRY" : "91-ETAMPES")).ToList();
        Assert.Equal([500, 200, 500, 1], ResponseMessages.Of(answers).Select(message => message.Body.Responses.Count));
    }

    private async Task<BsonValue> LeaseAsync(CancellationToken token) =>
        (await _host.Storage.Database.GetCollection<BsonDocument>("leases").Find(new BsonDocument("_id", "outbox-responses")).FirstOrDefaultAsync(token))?["until"] ?? BsonNull.Value;

    private Task NothingPendingAsync() => Eventually.HoldsAsync("nothing is pending", async token =>
        await _host.Storage.Responses.CountDocumentsAsync(r => r.PendingSince != null, cancellationToken: token) == 0,
        cancellationToken: TestContext.Current.CancellationToken);
}
