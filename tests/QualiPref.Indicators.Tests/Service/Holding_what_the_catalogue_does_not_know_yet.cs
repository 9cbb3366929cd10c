using System.Net.Http.Json;
using System.Text.Json;
using MongoDB.Bson;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.ParkingFacts;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>A site is added to the catalogue, and its sources know it before this service does.</summary>
public sealed class Holding_what_the_catalogue_does_not_know_yet(RealEngine engine) : IAsyncLifetime
{
    private const string Site = ChangingCatalogue.NewSite;

    private readonly ChangingCatalogue _catalogue = new();
    private readonly ShiftedTime _time = new();
    private RunningIndicators _indicators = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _indicators = await RunningIndicators.StartAsync(engine, _catalogue, _time);
        _indicators.Sources.AnswerRequests = false;
        _indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["admin"], ["*"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _indicators.DisposeAsync();
        _catalogue.Dispose();
    }

    [Fact]
    public async Task Parks_nothing_and_counts_it_by_itself_once_it_does()
    {
        await _indicators.PublishAsync(Recorded(Given.Answer(), Given.Answer()));
        await _indicators.PublishAsync(Given.Changed(Given.Case() with { Site = Site }));
        Assert.Equal(0, (await ParkedAsync()).GetProperty("waiting").GetInt64());
        Assert.Equal("Healthy", await HealthAsync());

        RollOut();

        await CountedAsync(answers: 2);
        await Eventually.ReadsAsync("the case is counted", _ => CellAsync(), cell => cell?.Complaints.SingleOrDefault()?.Received == 1, cancellationToken: Token);
        await KeptAsync(0);
    }

    [Fact]
    public async Task Counts_once_what_came_twice_while_it_was_held_and_again_after_it_was_counted()
    {
        var answer = Given.Answer();
        await _indicators.PublishAsync(Recorded(answer));
        await _indicators.PublishAsync(Recorded(answer));
        await KeptAsync(1);

        RollOut();
        await CountedAsync(answers: 1);
        await _indicators.PublishAsync(Recorded(answer));
        await _indicators.SettledAsync();

        await CountedAsync(answers: 1);
    }

    [Fact]
    public async Task Counts_the_newest_version_of_what_was_held_in_several()
    {
        var answer = Given.Answer();
        await _indicators.PublishAsync(Recorded(answer.Voided()));
        await _indicators.PublishAsync(Recorded(answer));
        await _indicators.PublishAsync(Recorded(Given.Answer()));

        RollOut();

        await CountedAsync(answers: 1);
        await KeptAsync(0);
    }

    [Fact]
    public async Task Keeps_a_case_where_it_was_until_the_site_that_it_was_moved_to_is_known()
    {
        var complaint = Given.Case();
        await _indicators.PublishAsync(Given.Changed(complaint));
        await _indicators.PublishAsync(Given.Changed(complaint with { Version = 2, Site = Site }));
        await _indicators.SettledAsync();
        Assert.Single((await _indicators.CellAsync(Given.Site, Given.Date))!.Complaints);

        RollOut();

        await Eventually.ReadsAsync("the case has moved", async _ => (await CellAsync())?.Complaints.Count, cases => cases == 1, cancellationToken: Token);
        await _indicators.SettledAsync();
        Assert.Empty((await _indicators.CellAsync(Given.Site, Given.Date))!.Complaints);
    }

    [Fact]
    public async Task Parks_it_after_ten_minutes_and_still_counts_it_by_itself_once_it_does()
    {
        var answer = Given.Answer();
        await _indicators.PublishAsync(Recorded(answer));
        _time.Advance(TimeSpan.FromMinutes(9));
        // Coming again does not hold it for longer.
        await _indicators.PublishAsync(Recorded(answer));
        Assert.Equal("Healthy", await HealthAsync());

        _time.Advance(TimeSpan.FromMinutes(1));

        var item = Assert.Single((await ParkedAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal("the site is not in the catalogue", item.GetProperty("reason").GetString());
        Assert.Contains("indicators facts: 1 parked, the oldest because of: the site is not in the catalogue", await HealthAsync(), StringComparison.Ordinal);
        RollOut();
        await CountedAsync(answers: 1);
        await KeptAsync(0);
        Assert.Equal("Healthy", await HealthAsync());
    }

    [Fact]
    public async Task Parks_at_once_what_has_another_fault_besides()
    {
        await _indicators.PublishAsync(Recorded(Given.Answer(), Given.Answer() with { Channel = "a.channel" }));

        RollOut();

        await CountedAsync(answers: 1);
        var item = Assert.Single((await ParkedAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal("channel is no code", item.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Is_done_with_it_as_soon_as_another_replica_knows_the_site()
    {
        using var ahead = new ChangingCatalogue();
        ahead.AddSite();
        await using var other = await _indicators.BesideAsync(engine, ahead);
        await _indicators.PublishAsync(Recorded(Given.Answer()));

        await other.Service<ParkedFacts>().RetryAwaitedAsync(Token);
        await other.SettledAsync();

        await CountedAsync(answers: 1);
        await KeptAsync(0);
    }

    [Fact]
    public async Task Closes_its_balance_with_the_rows_that_came_meanwhile()
    {
        var answer = Given.Answer();
        _indicators.Sources.Hold(answer);
        await _indicators.PublishAsync(Recorded(answer));
        await _indicators.PublishAsync(_indicators.Sources.Row() with { Site = Site });
        await Eventually.ReadsAsync("the row is compared", _ => RowAsync(), row => row is { Due: null, Agrees: false }, cancellationToken: Token);

        RollOut();

        await Eventually.ReadsAsync("the row agrees", _ => RowAsync(), row => row is { Due: null, Agrees: true, Facts: 1 }, cancellationToken: Token);
        var row = Assert.Single((await _indicators.ClosedAsync()).GetProperty("rows").EnumerateArray());
        Assert.Equal((Site, 1), (row.GetProperty("site").GetString(), row.GetProperty("counted").GetInt32()));
    }

    private void RollOut()
    {
        _catalogue.AddSite();
        _indicators.LookAtCatalogue();
    }

    private static SurveyResponsesRecorded Recorded(params SurveyResponseState[] answers) => Given.Recorded(answers) with { Site = Site };

    private Task<SiteDayCell?> CellAsync() => _indicators.CellAsync(Site, Given.Date);

    private Task<int?> CountedAsync(int answers) => Eventually.ReadsAsync(
        "the answers are counted", async _ => (await CellAsync())?.Answers.Single(row => row.Question == "global").Options.Sum(option => option.Count),
        counted => counted == answers, cancellationToken: Token);

    private Task<long> KeptAsync(int items) => Eventually.ReadsAsync(
        "so many are held or parked", token => _indicators.Database.Parked.CountDocumentsAsync(new BsonDocument(), null, token), kept => kept == items, cancellationToken: Token);

    private async Task<BalanceRowDocument?> RowAsync() => (await _indicators.Service<BalanceRowStore>().FindAsync(
        [new BalanceRowKey("surveys", new SiteDay(Site, Given.Day(Given.Date)))], Token)).SingleOrDefault();

    private Task<JsonElement> ParkedAsync() => _indicators.Http.GetFromJsonAsync<JsonElement>("/api/indicators/v1/parked", Token);

    private Task<string> HealthAsync() => _indicators.Http.GetStringAsync(new Uri("/health", UriKind.Relative), Token);
}
