using System.Net.Http.Json;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>What an exporter of metrics is told.</summary>
public sealed class Telling_what_waits(RealEngine engine) : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private SurveysHost _host = null!;
    private HeardNumbers _numbers = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine, _time);
        _numbers = _host.Hear();
    }

    public async ValueTask DisposeAsync()
    {
        _numbers.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_that_is_not_published_shows_with_its_age_until_it_is()
    {
        _host.Told.RefusesAnswers = true;
        var id = Guid.CreateVersion7();
        await _host.Http.PutAnswerAsync(id, Requests.Answer());

        await _numbers.ReadsAsync("qualipref.outbox.oldest.age", "responses surveys", age => age > 1);
        _host.Told.RefusesAnswers = false;
        await _host.Told.WaitAsync(id);
        await _numbers.ReadsAsync("qualipref.outbox.oldest.age", "responses surveys", age => age == 0);
    }

    [Fact]
    public async Task An_answer_that_is_parked_shows_until_it_is_tried_again()
    {
        var poison = Stored.Answer(pendingSince: _time.GetUtcNow().UtcDateTime.AddMinutes(-1));
        _host.Told.Poison = poison.Id;
        await _host.Storage.Responses.InsertOneAsync(poison, cancellationToken: Token);
        await _numbers.ReadsAsync("qualipref.parked.items", "responses surveys", items => items == 1);
        // Nobody waits for it any more but a person.
        await _numbers.ReadsAsync("qualipref.outbox.oldest.age", "responses surveys", age => age == 0);

        _host.Told.Poison = null;
        await _host.As("admin").PostAsync($"parked/responses/{poison.Id}/retry", null, Token);

        await _numbers.ReadsAsync("qualipref.parked.items", "responses surveys", items => items == 0);
    }

    [Fact]
    public async Task A_kiosk_that_was_not_heard_of_for_three_days_shows_until_it_is_heard_or_its_token_is_taken_back()
    {
        var (heard, revoked) = (await _host.EnrolAsync(), await _host.EnrolAsync());
        // One that was never enrolled is not silent: it has nothing to say yet.
        await _host.As("admin").PostAsJsonAsync("kiosks", new { site = SurveysHost.Site, label = "Accueil" }, Token);
        await _numbers.ReadsAsync("qualipref.surveys.kiosks.silent", "", kiosks => kiosks == 0);

        _time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1));
        await _numbers.ReadsAsync("qualipref.surveys.kiosks.silent", "", kiosks => kiosks == 2);

        await heard.Http.PutAnswerAsync(Guid.CreateVersion7(), heard.Answer(1));
        await _numbers.ReadsAsync("qualipref.surveys.kiosks.silent", "", kiosks => kiosks == 1);
        await _host.As("admin").PostAsJsonAsync($"kiosks/{revoked.Id}/revoke", new { reason = "Borne volée" }, Token);
        await _numbers.ReadsAsync("qualipref.surveys.kiosks.silent", "", kiosks => kiosks == 0);
    }
}
