using System.Net;
using System.Net.Http.Json;
using MongoDB.Driver;
using QualiPref.Platform.Parking;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Parking_what_cannot_be_published(RealEngine engine) : IAsyncLifetime
{
    private static readonly DateTime Before = new(2026, 7, 3, 9, 0, 0, DateTimeKind.Utc);

    private readonly SurveyResponse _poison = Stored.Answer(pendingSince: Before);
    private SurveysHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Address => $"parked/responses/{_poison.Id}";

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Lets_its_neighbours_go_on_and_says_so_everywhere()
    {
        _host.Told.Poison = _poison.Id;
        // Older than all others, among more than a sweep takes at once.
        var others = Enumerable.Range(1, 700).Select(second => Stored.Answer(pendingSince: Before.AddSeconds(second))).ToList();
        await _host.Storage.Responses.InsertManyAsync([_poison, .. others], cancellationToken: Token);

        await Eventually.ReadsAsync("all others are told", _ => Task.FromResult(_host.Told.States.DistinctBy(state => state.ResponseId).Count()), n => n == 700,
            TimeSpan.FromSeconds(20), Token);
        var held = await Eventually.ReadsAsync("it is parked", FindAsync, one => one.Parked is not null, TimeSpan.FromSeconds(20), Token);
        Assert.Null(held.PendingSince);
        Assert.Contains(nameof(InvalidOperationException), held.Parked!.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Told.Quoted, held.Parked.Reason, StringComparison.Ordinal);

        var row = (await _host.As("quality").GetJsonAsync("balance?period=2026-07"))["rows"]!.AsArray().Single()!;
        Assert.Equal((701, 700, 1, 1), (row.Number("received"), row.Number("counted"), row.Number("pending"), row.Number("parked")));
        await _host.Told.WaitRowAsync(SurveysHost.Site, _poison.Date, told => told is { Received: 701, Counted: 700, Pending: 1, Parked: 1 });
        Assert.StartsWith("Degraded\nsurveys responses: 1 parked, the oldest because of: InvalidOperationException", await HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_it_once_an_administrator_has_it_tried_again()
    {
        await ParkAsync();
        var item = (await _host.As("admin").GetJsonAsync("parked"))["items"]!.AsArray().Single()!;
        Assert.Equal(("responses", _poison.Id.ToString(), "Why"), (item.Text("place"), item.Text("id"), item.Text("reason")));

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("retry")).StatusCode);

        await _host.Told.WaitAsync(_poison.Id);
        await Eventually.ReadsAsync("nothing is pending or parked", FindAsync, one => one is { PendingSince: null, Parked: null }, cancellationToken: Token);
        Assert.Equal("Healthy", await HealthAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("retry")).StatusCode);
    }

    [Fact]
    public async Task Goes_on_naming_it_in_the_balance_once_it_was_given_up()
    {
        await ParkAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("give-up", new { reason = "Essai" })).StatusCode);

        Assert.Equal("Healthy", await HealthAsync());
        Assert.Equal(0, (await _host.As("admin").GetJsonAsync("parked")).Number("waiting"));
        var given = (await _host.As("admin").GetJsonAsync("parked?givenUp=true"))["items"]!.AsArray().Single()!["givenUp"]!;
        Assert.Equal(("Usager 12", "Essai"), (given.Text("by"), given.Text("reason")));
        var balance = await _host.As("quality").GetJsonAsync("balance?period=2026-07");
        Assert.False(balance["closed"]!.GetValue<bool>());
        Assert.Equal((1, 1), (balance["rows"]![0]!.Number("pending"), balance["rows"]![0]!.Number("parked")));
    }

    [Fact]
    public async Task Is_over_once_a_decision_has_a_newer_version_published()
    {
        await ParkAsync();

        Assert.Equal(HttpStatusCode.OK, (await _host.As("quality").DecideAsync(_poison.Id, "void", 1)).StatusCode);

        await _host.Told.WaitAsync(_poison.Id, 2);
        await Eventually.ReadsAsync("nothing is pending or parked", FindAsync, one => one is { PendingSince: null, Parked: null }, cancellationToken: Token);
    }

    [Fact]
    public async Task Is_left_out_when_its_day_is_sent_again()
    {
        await ParkAsync();
        var neighbour = Stored.Answer();
        await _host.Storage.Responses.InsertOneAsync(neighbour, cancellationToken: Token);
        _host.Told.Poison = _poison.Id;

        await _host.AskAsync(new Contracts.Balance.V1.ResponsesRequested { Source = "surveys", SiteDays = [new(SurveysHost.Site, _poison.Date)] });

        Assert.Equal(neighbour.Id, Assert.Single(_host.Told.States).ResponseId);
    }

    [Theory]
    [InlineData("quality", HttpStatusCode.Forbidden)]
    [InlineData("admin", HttpStatusCode.UnprocessableEntity)]
    public async Task Is_given_up_by_administrators_with_a_reason(string role, HttpStatusCode expected)
    {
        await ParkAsync();
        Assert.Equal(expected, (await _host.As(role).PostAsJsonAsync($"{Address}/give-up", new { reason = " " }, Token)).StatusCode);
    }

    private async Task ParkAsync()
    {
        _poison.PendingSince = null;
        _poison.Parked = new ParkedMark { PendingSince = Before, At = Before.AddMinutes(1), Reason = "Why" };
        await _host.Storage.Responses.InsertOneAsync(_poison, cancellationToken: Token);
    }

    private Task<SurveyResponse> FindAsync(CancellationToken token) => _host.Storage.Responses.Find(one => one.Id == _poison.Id).SingleAsync(token);

    private Task<HttpResponseMessage> PostAsync(string act, object? body = null) => _host.As("admin").PostAsync($"{Address}/{act}", body is null ? null : JsonContent.Create(body), Token);

    private Task<string> HealthAsync() => _host.Http.GetStringAsync(new Uri("/health", UriKind.Relative), Token);
}
