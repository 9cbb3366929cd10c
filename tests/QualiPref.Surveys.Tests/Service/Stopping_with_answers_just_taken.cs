using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Stopping_with_answers_just_taken(RealEngine engine)
{
    [Fact]
    public async Task Publishes_them_before_it_ends()
    {
        const int Answers = 40;
        await using var host = await SurveysHost.StartAsync(engine);
        var ids = Enumerable.Range(0, Answers).Select(_ => Guid.CreateVersion7()).ToList();
        await Task.WhenAll(ids.Select(id => host.Http.PutAnswerAsync(id, Requests.Answer())));

        await host.StopAsync();

        Assert.Equal(ids.Order(), host.Told.States.Select(state => state.ResponseId).Distinct().Order());
        Assert.Equal(0, await host.Storage.Responses.CountDocumentsAsync(
            Builders<SurveyResponse>.Filter.Ne(response => response.PendingSince, null), cancellationToken: TestContext.Current.CancellationToken));
    }
}
