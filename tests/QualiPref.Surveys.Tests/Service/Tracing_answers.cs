using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Tracing_answers(RealEngine engine) : IAsyncLifetime
{
    private const string Caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private SurveysHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine);
        _host.Told.RefusesAnswers = true;
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Stores_no_context_with_telemetry_off_whatever_the_caller_says()
    {
        var id = await PutAsync();

        var stored = await StoredAsync(id);
        Assert.True(stored.Contains("pendingSince"));
        Assert.False(stored.Contains("traceParent"));
    }

    [Fact]
    public async Task Keeps_the_context_of_the_request_with_the_mark_until_the_sweep_has_published_it()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "QualiPref.Platform",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        var id = await PutAsync();
        var waiting = await StoredAsync(id);
        _host.Told.RefusesAnswers = false;
        await _host.Told.WaitAsync(id);

        var request = Assert.Single(spans, span => span.ParentId == Caller);
        Assert.Equal(request.Id, waiting["traceParent"].AsString);
        Assert.True(waiting.Contains("pendingSince"));
        await Eventually.ReadsAsync("the context goes with the mark", _ => StoredAsync(id), stored => !stored.Contains("traceParent") && !stored.Contains("pendingSince"),
            cancellationToken: Token);
        Assert.Contains(spans, span => span.OperationName == "dispatch SurveyResponsesRecorded" && span.ParentId == request.Id);
    }

    private async Task<Guid> PutAsync()
    {
        var id = Guid.CreateVersion7();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"responses/{id}") { Content = JsonContent.Create(Requests.Answer()) };
        request.Headers.Add("traceparent", Caller);
        using var response = await _host.Http.SendAsync(request, Token);
        response.EnsureSuccessStatusCode();
        return id;
    }

    private Task<BsonDocument> StoredAsync(Guid id) => _host.Storage.Database
        .GetCollection<BsonDocument>(_host.Storage.Responses.CollectionNamespace.CollectionName)
        .Find(new BsonDocument("_id", new BsonBinaryData(id, GuidRepresentation.Standard))).SingleAsync(Token);
}
