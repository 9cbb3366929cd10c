using MongoDB.Driver;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>The limit of a cut counts from the last sign that anybody is at work on it. With the settings as shipped; only the clock is moved on.</summary>
public sealed class Waiting_for_sources_at_work(RealEngine engine) : IAsyncLifetime
{
    private const string UnderWay = "a source says that it is at work";
    private const string Statement = "the sources state their sites";
    private const string Site = "a site is taken";

    private static readonly TimeSpan MostOfTheLimit = TimeSpan.FromSeconds(50);

    private readonly ShiftedTime _time = new();
    private readonly Ledgers _ledgers = new();
    private readonly Guid _cut = Guid.NewGuid();
    private RunningIndicators _indicators = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _indicators = await RunningIndicators.PrepareAsync(engine, _time);

    public ValueTask DisposeAsync() => _indicators.DisposeAsync();

    [Theory]
    [InlineData(UnderWay)]
    [InlineData(Statement)]
    [InlineData(Site)]
    public async Task Goes_on_after_each_sign_and_gives_up_without(string sign)
    {
        await _ledgers.AddAsync(_indicators, Given.Answer());
        // One answer never comes: without a limit the cut would wait for ever.
        _ledgers.Note(Given.Answer());
        if (sign == Site) await _ledgers.AnswerAsync(_indicators, _cut);
        await _indicators.RequestCutAsync(_cut, "2026-03");

        _time.Advance(MostOfTheLimit);
        await GiveAsync(sign);
        _time.Advance(MostOfTheLimit);
        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());
        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());

        _time.Advance(2 * MostOfTheLimit);
        Assert.Equal(CutDocument.GivenUp, await StateAfterWorkAsync());
    }

    [Fact]
    public async Task Hears_nothing_from_one_that_comes_late()
    {
        await _indicators.RequestCutAsync(_cut, "2026-03");
        await StateAfterWorkAsync();
        _time.Advance(2 * MostOfTheLimit);
        Assert.Equal(CutDocument.GivenUp, await StateAfterWorkAsync());

        await GiveAsync(UnderWay);
        await GiveAsync(UnderWay);

        var cut = await FindAsync();
        Assert.Equal((CutDocument.GivenUp, null), (cut.State, cut.AliveAt));
    }

    [Fact]
    public async Task Asks_for_what_is_missing_before_it_gives_up_what_it_could_not_look_at_in_time()
    {
        await _ledgers.AddAsync(_indicators, Given.Answer());
        _ledgers.Note(Given.Answer());
        await _indicators.RequestCutAsync(_cut, "2026-03");
        await _ledgers.AnswerAsync(_indicators, _cut);
        // The worker was busy with another cut.
        await ArrivedBeforeAsync(2 * MostOfTheLimit);
        _time.Advance(2 * MostOfTheLimit);

        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());
        Assert.NotEmpty(_indicators.Service<CutPost>().Asked);
        // Two sites had nothing and were taken: a sign of its own.
        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());
        _time.Advance(2 * MostOfTheLimit);
        Assert.Equal(CutDocument.GivenUp, await StateAfterWorkAsync());
    }

    [Fact]
    public async Task Hears_one_that_overtakes_the_request()
    {
        await GiveAsync(UnderWay);
        await _indicators.RequestCutAsync(_cut, "2026-03");

        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());
    }

    [Fact]
    public async Task Hears_signs_that_come_to_a_replica_whose_clock_is_behind_that_of_the_one_before()
    {
        _time.Advance(2 * MostOfTheLimit);
        await _indicators.RequestCutAsync(_cut, "2026-03");
        await GiveAsync(UnderWay);
        // The other replica goes on.
        _time.Advance(-2 * MostOfTheLimit);
        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());

        _time.Advance(MostOfTheLimit);
        await GiveAsync(UnderWay);
        _time.Advance(MostOfTheLimit);

        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());
    }

    [Fact]
    public async Task Asks_for_what_is_missing_on_a_replica_whose_clock_is_behind_that_of_the_one_before()
    {
        await _ledgers.AddAsync(_indicators, Given.Answer());
        _ledgers.Note(Given.Answer());
        _time.Advance(MostOfTheLimit);
        await _indicators.RequestCutAsync(_cut, "2026-03");
        await _ledgers.AnswerAsync(_indicators, _cut);
        Assert.InRange((await FindAsync()).ArrivedAt, DateTime.UnixEpoch, await _indicators.Service<CutStore>().NowAsync(Token));
        await ArrivedBeforeAsync(MostOfTheLimit);
        _time.Advance(-3 * MostOfTheLimit);

        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());

        Assert.NotEmpty(_indicators.Service<CutPost>().Asked);
    }

    private async Task ArrivedBeforeAsync(TimeSpan now)
    {
        var arrivedAt = (await FindAsync()).ArrivedAt - now;
        await _indicators.Database.Cuts.UpdateOneAsync(cut => cut.Id == _cut, Builders<CutDocument>.Update.Set(cut => cut.ArrivedAt, arrivedAt), null, Token);
    }

    private async Task GiveAsync(string sign)
    {
        if (sign == UnderWay) await _indicators.PublishOneAsync(new CutUnderWay { CutId = _cut, Source = "surveys" });
        else if (sign == Statement) await _ledgers.AnswerAsync(_indicators, _cut);
        // Two sites have nothing and are taken at once.
        else await StateAfterWorkAsync();
    }

    private async Task<string> StateAfterWorkAsync()
    {
        await _indicators.Service<CutProgress>().AdvanceAsync(await FindAsync(), Token);
        return (await FindAsync()).State;
    }

    private async Task<CutDocument> FindAsync() => (await _indicators.Service<CutStore>().FindAsync(_cut, Token))!;
}
