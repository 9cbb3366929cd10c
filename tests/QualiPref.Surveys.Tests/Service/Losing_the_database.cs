using System.Collections.Concurrent;
using System.Net;
using MongoDB.Driver;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>With an engine of its own, which is killed.</summary>
public sealed class Losing_the_database
{
    [Fact]
    public async Task Intake_answers_503_and_everything_acknowledged_is_there_and_told_afterwards()
    {
        using var folder = new TemporaryFolder();
        await using var engine = new MongoEngine(folder["engine"]);
        await engine.StartAsync(TestContext.Current.CancellationToken);
        using var client = new MongoClient(engine.ConnectionString);
        await using var host = await SurveysHost.StartAsync(engine.ConnectionString, $"qp_test_{Guid.NewGuid():N}");

        var acknowledged = new ConcurrentBag<Guid>();
        var refused = new ConcurrentBag<HttpResponseMessage>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var senders = Enumerable.Range(0, 8).Select(_ => SendAsync(host, acknowledged, refused, stop.Token)).ToList();
        await Eventually.HoldsAsync("some are acknowledged", _ => Task.FromResult(acknowledged.Count > 200), cancellationToken: stop.Token);
        await engine.KillAsync();
        await Eventually.HoldsAsync("some are refused", _ => Task.FromResult(refused.Count >= 8), TimeSpan.FromSeconds(30), stop.Token);
        var before = acknowledged.Count;
        await engine.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync("intake goes on", _ => Task.FromResult(acknowledged.Count > before + 100), TimeSpan.FromSeconds(30), stop.Token);
        await stop.CancelAsync();
        await Task.WhenAll(senders);

        Assert.All(refused, reply => Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode));
        Assert.All(refused, reply => Assert.NotNull(reply.Headers.RetryAfter));
        var held = await host.Storage.Responses.Find(FilterDefinition<Storage.SurveyResponse>.Empty).Project(r => r.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(acknowledged.Except(held));
        await Eventually.ReadsAsync("every stored answer is told", _ => Task.FromResult(held.Except(host.Told.States.Select(s => s.ResponseId)).Count()), n => n == 0,
            TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private static async Task SendAsync(SurveysHost host, ConcurrentBag<Guid> acknowledged, ConcurrentBag<HttpResponseMessage> refused, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var id = Guid.CreateVersion7();
            var reply = await host.Http.PutAnswerAsync(id, Requests.Answer());
            if (reply.IsSuccessStatusCode) acknowledged.Add(id);
            else refused.Add(reply);
        }
    }
}
