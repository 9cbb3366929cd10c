using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MongoDB.Bson;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Parking_what_cannot_be_counted(RealEngine engine) : IAsyncLifetime
{
    private RunningIndicators _indicators = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _indicators = await RunningIndicators.StartAsync(engine);
        _indicators.Sources.AnswerRequests = false;
        _indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["admin"], ["*"]);
    }

    public ValueTask DisposeAsync() => _indicators.DisposeAsync();

    [Fact]
    public async Task Counts_it_once_when_its_cause_is_mended_and_it_is_tried_again()
    {
        // As parked by a version that could not count it yet.
        var answer = Given.Answer();
        await ParkAsync(answer, Given.Site);
        var item = Assert.Single((await ListAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal(("facts", Id(answer)), (item.GetProperty("place").GetString(), item.GetProperty("id").GetString()));

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(answer, "retry"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(answer, "retry"));
        await _indicators.PublishAsync(Given.Recorded(answer));
        await _indicators.SettledAsync();

        var counted = (await _indicators.CellAsync(Given.Site, Given.Date))!.Answers.Single(row => row.Question == "global");
        Assert.Equal(1, counted.Options.Sum(option => option.Count));
        Assert.Equal(0, (await ListAsync()).GetProperty("waiting").GetInt64());
    }

    [Fact]
    public async Task Keeps_it_when_its_cause_is_not_mended()
    {
        var answer = Given.Answer() with { Channel = "a.channel" };
        await _indicators.PublishAsync(Given.Recorded(answer));

        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(answer, "retry"));

        var item = Assert.Single((await ListAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal("channel is no code", item.GetProperty("reason").GetString());
        Assert.Contains("indicators facts: 1 parked", await HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_who_had_it_tried_again_or_gave_it_up()
    {
        var answer = Given.Answer();
        await _indicators.PublishAsync(Given.Recorded(answer) with { Site = "99-NULLEPART" });
        await PostAsync(answer, "retry");
        await PostAsync(answer, "give-up");

        var newest = await _indicators.Http.GetFromJsonAsync<JsonElement>("/api/indicators/v1/audit?kind=operation&pageSize=2", Token);
        var before = await _indicators.Http.GetFromJsonAsync<JsonElement>($"/api/indicators/v1/audit?kind=operation&pageSize=2&cursor={newest.GetProperty("next")}", Token);
        Assert.Equal(("parked.giveUp", "done", "facts"), Act(newest));
        Assert.Equal(("parked.retry", "stillParked", "facts"), Act(before));

        // What came of it, then that it was asked for.
        static (string?, string?, string?) Act(JsonElement page)
        {
            var (ended, asked) = (page.GetProperty("items")[0], page.GetProperty("items")[1]);
            Assert.NotEmpty(ended.GetProperty("by").GetProperty("id").GetString()!);
            Assert.Equal(asked.GetProperty("id").GetString(), ended.GetProperty("details").GetProperty("asked").GetString());
            return (ended.GetProperty("act").GetString(), ended.GetProperty("details").GetProperty("outcome").GetString(), ended.GetProperty("details").GetProperty("place").GetString());
        }
    }

    [Fact]
    public async Task Names_it_in_the_balance_of_its_day_even_when_it_was_given_up()
    {
        var (good, bad) = (Given.Answer(), Given.Answer() with { Channel = "a.channel" });
        _indicators.Sources.Hold(good, bad);
        await _indicators.PublishAsync(Given.Recorded(good, bad));
        await _indicators.PublishAsync(_indicators.Sources.Row());

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(bad, "give-up"));

        var day = Assert.Single((await _indicators.BalanceAsync()).GetProperty("openDays").EnumerateArray());
        Assert.Equal((2, 0, 1), (day.GetProperty("received").GetInt32(), day.GetProperty("pending").GetInt32(), day.GetProperty("parked").GetInt32()));
        Assert.Equal("Healthy", await HealthAsync());
    }

    [Fact]
    public async Task Names_what_its_source_could_not_publish()
    {
        var answer = Given.Answer();
        var row = _indicators.Sources.Row();
        await _indicators.PublishAsync(row with { Rows = [.. row.Rows.Select(one => one with { Received = 1, Pending = 1, Parked = 1 })] });

        var day = Assert.Single((await _indicators.BalanceAsync()).GetProperty("openDays").EnumerateArray());
        Assert.Equal((1, 1), (day.GetProperty("pending").GetInt32(), day.GetProperty("parked").GetInt32()));
        Assert.Equal(answer.Date, Given.Day(day.GetProperty("date").GetString()!));
    }

    [Fact]
    public async Task Forgets_it_once_a_higher_version_was_counted()
    {
        var answer = Given.Answer();
        await ParkAsync(answer, Given.Site);
        await ParkAsync(Given.Answer(), Given.Site);
        await _indicators.PublishAsync(Given.Recorded(answer.Voided()));

        await _indicators.Service<ParkedStore>().SettleNextAsync(null, Token);

        Assert.Equal(1, await _indicators.Service<ParkedStore>().CountAsync(Token));
    }

    private async Task ParkAsync(SurveyResponseState answer, string site)
    {
        var id = new FactKey(FactSources.Surveys, answer.ResponseId).ToBson();
        id["version"] = answer.Version;
        await _indicators.Service<ParkedStore>().ParkAsync(
            [new ParkedDocument { Id = id, Reason = "Why", ParkedAt = new DateTime(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc), Site = site, Date = answer.Date, Item = answer.ToBsonDocument() }],
            Token);
    }

    private static string Id(SurveyResponseState answer) => $"surveys:{answer.ResponseId}:{answer.Version}";

    private Task<JsonElement> ListAsync() => _indicators.Http.GetFromJsonAsync<JsonElement>("/api/indicators/v1/parked", Token);

    private async Task<HttpStatusCode> PostAsync(SurveyResponseState answer, string act)
    {
        using var response = await _indicators.Http.PostAsync($"/api/indicators/v1/parked/facts/{Id(answer)}/{act}", act == "retry" ? null : JsonContent.Create(new { reason = "Essai" }), Token);
        return response.StatusCode;
    }

    private Task<string> HealthAsync() => _indicators.Http.GetStringAsync(new Uri("/health", UriKind.Relative), Token);
}
