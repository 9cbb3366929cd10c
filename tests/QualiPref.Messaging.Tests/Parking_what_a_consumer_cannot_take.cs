using System.Net;
using System.Text;
using System.Text.Json;
using MassTransit.Serialization;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;
using QualiPref.Testing.Wire;
using RabbitMQ.Client;

namespace QualiPref.Messaging.Tests;

/// <summary>Messages that end in one of the broker's queues of faults, seen from the service that could not take them.</summary>
public sealed class Parking_what_a_consumer_cannot_take(RealBroker broker, RealEngine engine) : IAsyncLifetime
{
    private const string Json = "application/vnd.masstransit+json";

    private static readonly string Queue = MessageTopology.QueueOf("indicators", typeof(SurveyResponsesRecorded));

    private readonly DatabasePrefix _databases = engine.NewPrefix();
    private readonly string _host = broker.NewVirtualHost();
    private readonly Received _received = new();
    private ServiceHost _consuming = null!;
    private Workbench _workbench = null!;
    private RawBroker _raw = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _consuming = await TestHost.StartAsync(new ConsumingModule(_received), _host, engine, _databases);
        _workbench = new Workbench(_consuming);
        _raw = await RawBroker.ConnectAsync(_host);
        await Eventually.HoldsAsync("the queues are there", async token => (await _consuming.Client().GetAsync(new Uri("/ready", UriKind.Relative), token)).IsSuccessStatusCode, cancellationToken: Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _raw.DisposeAsync();
        await _consuming.DisposeAsync();
        await _databases.DisposeAsync();
    }

    [Fact]
    public async Task Says_by_what_it_failed_and_has_it_taken_once_when_it_is_tried_again()
    {
        var id = Guid.NewGuid();
        _received.FaultsToThrow.Enqueue(new InvalidOperationException("what a document holds"));
        await _raw.PutAsync(Queue, Good(id), Json);

        var waiting = await _workbench.OneAsync("It could not be taken (InvalidOperationException).");
        Assert.Equal(0u, await _raw.CountAsync(MessageTopology.ErrorQueueOf(Queue)));
        Assert.Contains("indicators messages: 1 parked, the oldest because of: It could not be taken (InvalidOperationException).", await _workbench.HealthAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, await _workbench.RetryAsync(waiting.Id));

        await TakenAsync(id);
        Assert.Empty(await _workbench.WaitingAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _workbench.RetryAsync(waiting.Id));
        Assert.Equal("Healthy", await _workbench.HealthAsync());
    }

    [Fact]
    public async Task Says_in_no_log_what_it_holds()
    {
        _received.FaultsToThrow.Enqueue(new InvalidOperationException("what a document holds"));
        await _raw.PutAsync(Queue, Good(Guid.NewGuid()), Json);
        await _raw.PutAsync(Queue, "confidential"u8.ToArray(), Json);
        await _workbench.ComesToAsync(2);

        Assert.Contains(_received.Log, line => line.Contains("R-FAULT", StringComparison.Ordinal) && line.Contains("JsonReaderException", StringComparison.Ordinal));
        Assert.DoesNotContain(_received.Log, line => line.Contains("confidential", StringComparison.Ordinal) || line.Contains("what a document holds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Has_our_own_words_where_we_refused_it()
    {
        _received.FaultsToThrow.Enqueue(new RefusedMessageException("one row is below 0"));
        await _raw.PutAsync(Queue, Good(Guid.NewGuid()), Json);

        await _workbench.OneAsync("RefusedMessageException: one row is below 0");
    }

    [Fact]
    public async Task Says_that_nobody_takes_its_type()
    {
        await _raw.PutAsync(Queue, Envelope("urn:message:Elsewhere:Unknown", "{}"), Json);

        await _workbench.OneAsync("It names no type of message that is taken from its queue.");
        Assert.Equal(0u, await _raw.CountAsync(MessageTopology.SkippedQueueOf(Queue)));
    }

    [Fact]
    public async Task Has_what_the_broker_could_not_deliver_taken_once_when_it_is_tried_again()
    {
        var id = Guid.NewGuid();
        await _consuming.StopAsync();
        await _raw.PutAsync(Queue, Good(id), Json);
        for (var times = 1; times <= 21; times++)
        {
            var delivered = await Eventually.ReadsAsync($"it is delivered for time {times}", token => _raw.Channel.BasicGetAsync(Queue, autoAck: false, token), got => got is not null, cancellationToken: Token);
            await _raw.Channel.BasicNackAsync(delivered!.DeliveryTag, multiple: false, requeue: true, Token);
        }

        await using var again = await TestHost.StartAsync(new ConsumingModule(_received), _host, engine, _databases);
        var workbench = new Workbench(again);
        var waiting = await workbench.OneAsync("Whoever took it gave it back, or ended over it, more often than it is delivered.");
        Assert.Equal(HttpStatusCode.Accepted, await workbench.RetryAsync(waiting.Id));

        await TakenAsync(id);
        Assert.Empty(await workbench.WaitingAsync());
    }

    [Fact]
    public async Task Has_what_expired_taken_when_it_is_tried_again_however_late()
    {
        var id = Guid.NewGuid();
        await _consuming.StopAsync();
        await _raw.Channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { ContentType = Json, Expiration = "1", Persistent = true }, Good(id), Token);
        await Eventually.HoldsAsync("it has expired", async _ => await _raw.CountAsync(MessageTopology.DeadQueueOf("indicators")) == 1, cancellationToken: Token);

        await using var again = await TestHost.StartAsync(new ConsumingModule(_received), _host, engine, _databases);
        var workbench = new Workbench(again);
        var waiting = await workbench.OneAsync("It expired before anybody took it.");
        Assert.Equal(HttpStatusCode.Accepted, await workbench.RetryAsync(waiting.Id));

        await TakenAsync(id);
    }

    [Fact]
    public async Task Is_mended_and_taken_then_with_what_it_was_kept_beside_it()
    {
        var id = Guid.NewGuid();
        await _raw.PutAsync(Queue, "{ \"broken\": tru"u8.ToArray(), Json);
        var waiting = await _workbench.OneAsync("It cannot be read as the message that it says to be (JsonReaderException).");
        var (content, tag) = await _workbench.ReadAsync(waiting.Id);
        Assert.Equal((Queue, "{ \"broken\": tru", false, true), (Text(content, "queue"), Text(content, "content"), Flag(content, "isBase64"), Flag(content, "isWhole")));

        var mended = new { content = Encoding.UTF8.GetString(Good(id)), reason = "Recopié du registre" };
        Assert.Equal(HttpStatusCode.PreconditionRequired, await _workbench.MendAsync(waiting.Id, null, mended));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _workbench.MendAsync(waiting.Id, tag, new { content = "no base64!", isBase64 = true, reason = "Essai" }));
        Assert.Equal(HttpStatusCode.NoContent, await _workbench.MendAsync(waiting.Id, tag, mended));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await _workbench.MendAsync(waiting.Id, tag, mended));

        Assert.Equal("{ \"broken\": tru", Text((await _workbench.ReadAsync(waiting.Id, original: true)).Content, "content"));
        var mending = Assert.Single((await _workbench.ReadAsync(waiting.Id)).Content.GetProperty("mendings").EnumerateArray());
        Assert.Equal(("Administratrice 1", "Recopié du registre"), (Text(mending, "by"), Text(mending, "reason")));
        Assert.Equal(HttpStatusCode.Accepted, await _workbench.RetryAsync(waiting.Id));
        await TakenAsync(id);
    }

    [Fact]
    public async Task Is_mended_in_base64_where_it_is_no_text()
    {
        var id = Guid.NewGuid();
        byte[] body = [0xff, 0xfe, 0x00, 0x31];
        await _raw.PutAsync(Queue, body, Json);
        var waiting = await _workbench.OneAsync();
        var (content, tag) = await _workbench.ReadAsync(waiting.Id);
        Assert.Equal((Convert.ToBase64String(body), true), (Text(content, "content"), Flag(content, "isBase64")));

        Assert.Equal(HttpStatusCode.NoContent, await _workbench.MendAsync(waiting.Id, tag, new { content = Convert.ToBase64String(Good(id)), isBase64 = true, reason = "Essai" }));
        Assert.Equal(HttpStatusCode.Accepted, await _workbench.RetryAsync(waiting.Id));
        await TakenAsync(id);
    }

    [Fact]
    public async Task Comes_back_as_the_same_with_its_history_when_it_fails_again()
    {
        await _raw.PutAsync(Queue, "no JSON"u8.ToArray(), Json);
        var waiting = await _workbench.OneAsync();
        var (_, tag) = await _workbench.ReadAsync(waiting.Id);
        await _workbench.MendAsync(waiting.Id, tag, new { content = "no JSON either", reason = "Essai" });

        Assert.Equal(HttpStatusCode.Accepted, await _workbench.RetryAsync(waiting.Id));
        Assert.Equal(waiting.Id, (await _workbench.OneAsync()).Id);
        Assert.Equal(HttpStatusCode.Accepted, await _workbench.RetryAsync(waiting.Id));
        Assert.Equal(waiting.Id, (await _workbench.OneAsync()).Id);

        var (content, _) = await _workbench.ReadAsync(waiting.Id);
        Assert.Equal(("no JSON either", 2, 1), (Text(content, "content"), content.GetProperty("tries").GetInt32(), content.GetProperty("mendings").GetArrayLength()));
        Assert.Equal("no JSON", Text((await _workbench.ReadAsync(waiting.Id, original: true)).Content, "content"));
    }

    [Fact]
    public async Task Notes_who_did_what_with_it()
    {
        await _raw.PutAsync(Queue, "no JSON"u8.ToArray(), Json);
        var waiting = await _workbench.OneAsync();
        await _workbench.MendAsync(waiting.Id, (await _workbench.ReadAsync(waiting.Id)).Tag, new { content = "no JSON either", reason = "Recopié" });
        await _workbench.RetryAsync(waiting.Id);
        await _workbench.OneAsync();
        await _workbench.GiveUpAsync(waiting.Id);
        Assert.Equal(HttpStatusCode.NotFound, await _workbench.RetryAsync("0123"));

        var acts = await _workbench.ActsAsync();
        Assert.All(acts, act => Assert.Equal(("Administratrice-1", "messages"), (Text(act.GetProperty("by"), "id"), Text(act.GetProperty("details"), "place"))));
        // Each is noted before it is done, and what came of it afterwards.
        Assert.Equal(
            [("parked.retry", "0123", "notParked"), ("parked.giveUp", waiting.Id, "done"), ("parked.retry", waiting.Id, "onItsWay"), ("message.mend", waiting.Id, "done")],
            acts.Where(HasOutcome).Select(act => (Text(act, "act"), act.GetProperty("on").GetProperty("ids")[0].GetString(), Text(act.GetProperty("details"), "outcome"))));
        Assert.Equal(
            acts.Where(act => !HasOutcome(act)).Select(act => Text(act, "id")), acts.Where(HasOutcome).Select(act => Text(act.GetProperty("details"), "asked")));
        var mended = acts.Last(HasOutcome).GetProperty("details");
        Assert.NotEqual(Text(mended, "digestBefore"), Text(mended, "digestAfter"));
        Assert.Equal("Healthy", await _workbench.HealthAsync());

        static bool HasOutcome(JsonElement act) => act.GetProperty("details").TryGetProperty("outcome", out _);
    }

    [Fact]
    public async Task Is_kept_whole_however_large_it_is()
    {
        var body = new byte[20 * 1024 * 1024];
        Array.Fill(body, (byte)'x');
        await _raw.PutAsync(Queue, body, Json);
        var waiting = await _workbench.OneAsync();
        var (content, _) = await _workbench.ReadAsync(waiting.Id);
        Assert.Equal((body.Length, 4 * 1024 * 1024, false), (content.GetProperty("bytes").GetInt32(), Text(content, "content")!.Length, Flag(content, "isWhole")));

        Assert.Equal(HttpStatusCode.Accepted, await _workbench.RetryAsync(waiting.Id));

        // It would come back under another id if a single byte of it were another.
        Assert.Equal(waiting.Id, (await _workbench.OneAsync()).Id);
    }

    [Fact]
    public async Task Sends_word_of_it_to_nobody_whatever_addresses_it_names()
    {
        await _raw.Channel.QueueDeclareAsync("elsewhere", durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
        await _raw.Channel.ExchangeDeclareAsync("elsewhere", ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: Token);
        await _raw.Channel.QueueBindAsync("elsewhere", "elsewhere", "", cancellationToken: Token);
        var address = $"rabbitmq://{new Uri(_host).Authority}{new Uri(_host).AbsolutePath}/elsewhere";
        var answered = Envelope(Urn, Answer(Guid.NewGuid()), $"\"faultAddress\":\"{address}\",\"responseAddress\":\"{address}\",\"requestId\":\"{Guid.NewGuid()}\",");
        _received.FaultsToThrow.Enqueue(new InvalidOperationException("planted"));
        await _raw.PutAsync(Queue, answered, Json);
        await _raw.PutAsync(Queue, Envelope(Urn, "7", $"\"faultAddress\":\"{address}\",\"responseAddress\":\"no address\","), Json, new Dictionary<string, object?> { ["MT-Fault-Address"] = address });

        var waiting = await _workbench.ComesToAsync(2);
        foreach (var one in waiting) Assert.Equal(HttpStatusCode.Accepted, await _workbench.RetryAsync(one.Id));
        await _workbench.OneAsync();

        Assert.Equal(0u, await _raw.CountAsync("elsewhere"));
        Assert.Single(_received.Responses);
    }

    [Fact]
    public async Task Is_tried_again_on_its_own_queue_alone_whatever_its_headers_say()
    {
        var id = Guid.NewGuid();
        await _raw.Channel.QueueDeclareAsync("elsewhere", durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
        _received.FaultsToThrow.Enqueue(new InvalidOperationException("planted"));
        await _raw.PutAsync(Queue, Good(id), Json, new Dictionary<string, object?> { ["CC"] = new List<object> { "elsewhere" }, ["kept"] = 7, ["x-death"] = "nonsense" });
        Assert.NotNull(await _raw.TakeAsync("elsewhere"));
        var waiting = await _workbench.OneAsync();

        Assert.Equal(HttpStatusCode.Accepted, await _workbench.RetryAsync(waiting.Id));

        await TakenAsync(id);
        Assert.Equal(0u, await _raw.CountAsync("elsewhere"));
    }

    [Fact]
    public async Task Keeps_one_of_which_nothing_says_where_it_belongs()
    {
        await _raw.PutAsync(MessageTopology.DeadQueueOf("indicators"), "?"u8.ToArray(), headers: new Dictionary<string, object?>
        {
            ["x-death"] = new List<object> { new Dictionary<string, object?> { ["queue"] = "surveys-cut-requested", ["reason"] = "expired" } },
        });

        var waiting = await _workbench.OneAsync("It expired before anybody took it.");
        Assert.Equal(HttpStatusCode.Conflict, await _workbench.RetryAsync(waiting.Id));
        Assert.Equal(JsonValueKind.Null, (await _workbench.ReadAsync(waiting.Id)).Content.GetProperty("queue").ValueKind);
    }

    [Fact]
    public async Task Is_parked_once_when_the_service_dies_between_keeping_and_acknowledging_it()
    {
        // The first is of its body; that of the message itself is carried out, and the service never hears of it.
        var inserts = 0;
        await using var wire = new EngineWire { Mood = command => command == "insert" && Interlocked.Increment(ref inserts) > 1 ? WireFault.Cut : WireFault.None };
        wire.LeadTo(engine.Engine);
        await _consuming.StopAsync();
        await using (var dying = await TestHost.StartAsync(new ConsumingModule(_received), _host, wire.ConnectionString, _databases))
        {
            await _raw.PutAsync(Queue, "no JSON"u8.ToArray(), Json);
            var messages = engine.Client.GetDatabase($"{_databases.Value}_indicators").GetCollection<BsonDocument>("messages");
            await Eventually.HoldsAsync("it is kept", async token => await messages.CountDocumentsAsync(new BsonDocument(), null, token) == 1, cancellationToken: Token);
        }

        // The broker has it back.
        Assert.Equal(1u, await _raw.CountAsync(MessageTopology.ErrorQueueOf(Queue)));
        await using var next = await TestHost.StartAsync(new ConsumingModule(_received), _host, engine, _databases);
        await Eventually.HoldsAsync("it was taken from the broker", async _ => await _raw.CountAsync(MessageTopology.ErrorQueueOf(Queue)) == 0, cancellationToken: Token);

        await new Workbench(next).OneAsync();
    }

    [Fact]
    public async Task Is_parked_once_when_the_service_dies_between_moving_it_and_acknowledging_it()
    {
        await _raw.PutAsync(Queue, "no JSON"u8.ToArray(), Json);
        await _workbench.OneAsync();

        // As MassTransit moves the same message a second time.
        string[] times = ["2026-07-03T09:12:00Z", "2026-07-03T09:12:05Z"];
        foreach (var time in times)
            await _raw.PutAsync(MessageTopology.ErrorQueueOf(Queue), "no JSON either"u8.ToArray(), Json, new Dictionary<string, object?> { ["MT-Fault-Timestamp"] = time });

        await _workbench.ComesToAsync(2);
        await Eventually.HoldsAsync("both were taken from the broker", async _ => await _raw.CountAsync(MessageTopology.ErrorQueueOf(Queue)) == 0, cancellationToken: Token);
        await _workbench.ComesToAsync(2);
    }

    [Fact]
    public async Task Is_parked_once_each_by_two_replicas_at_once()
    {
        await using var other = await TestHost.StartAsync(new ConsumingModule(_received), _host, engine, _databases);
        for (var number = 0; number < 50; number++) await _raw.PutAsync(Queue, Encoding.UTF8.GetBytes($"no JSON {number}"), Json);

        await _workbench.ComesToAsync(50);
        Assert.Equal(0u, await _raw.CountAsync(MessageTopology.ErrorQueueOf(Queue)));
    }

    [Fact]
    public async Task Keeps_none_of_its_neighbours_waiting()
    {
        var good = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToList();
        foreach (var id in good)
        {
            await _raw.PutAsync(Queue, "no JSON"u8.ToArray(), Json);
            await _raw.PutAsync(Queue, Good(id), Json);
        }

        await Eventually.HoldsAsync("the others are taken", _ => Task.FromResult(good.Order().SequenceEqual(_received.Responses.Order())), cancellationToken: Token);
    }

    private const string Urn = "urn:message:QualiPref.Contracts.Surveys.V1:SurveyResponsesRecorded";

    private Task<int> TakenAsync(Guid id) => Eventually.ReadsAsync(
        "it is taken once", _ => Task.FromResult(_received.Responses.Count(taken => taken == id)), count => count == 1, cancellationToken: Token);

    private static byte[] Good(Guid id) => Envelope(Urn, Answer(id));

    private static string Answer(Guid id) => JsonSerializer.Serialize(Answers.Message(id).Body, SystemTextJsonMessageSerializer.Options);

    private static byte[] Envelope(string type, string message, string addresses = "") =>
        Encoding.UTF8.GetBytes($$"""{"messageId":"{{Guid.NewGuid()}}",{{addresses}}"messageType":["{{type}}"],"message":{{message}}}""");

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static bool Flag(JsonElement element, string name) => element.GetProperty(name).GetBoolean();
}
