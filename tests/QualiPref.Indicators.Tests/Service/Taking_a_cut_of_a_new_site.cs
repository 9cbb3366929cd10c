using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.ParkingFacts;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>Whoever asks for a cut has a site in the network that the catalogue here does not know yet.</summary>
public sealed class Taking_a_cut_of_a_new_site(RealEngine engine) : IAsyncLifetime
{
    private const string Site = ChangingCatalogue.NewSite;

    private static readonly TimeSpan OverTheLimit = TimeSpan.FromMinutes(2);

    private readonly ChangingCatalogue _catalogue = new();
    private readonly ShiftedTime _time = new();
    private readonly Ledgers _ledgers = new();
    private readonly Guid _cut = Guid.NewGuid();
    private RunningIndicators _indicators = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _indicators = await RunningIndicators.PrepareAsync(engine, _time, _catalogue.Setting);

    public async ValueTask DisposeAsync()
    {
        await _indicators.DisposeAsync();
        _catalogue.Dispose();
    }

    [Fact]
    public async Task Waits_beyond_the_limit_and_holds_the_site_once_it_is_known()
    {
        var answer = Given.Answer();
        await _indicators.PublishAsync(Given.Recorded(answer) with { Site = Site });
        await AskAsync();
        await StateAsync(answer);
        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());

        _time.Advance(OverTheLimit);
        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());
        _catalogue.AddSite();
        _indicators.LookAtCatalogue();
        // What was held is tried again within seconds; until then the limit begins anew.
        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());
        await _indicators.Service<ParkedFacts>().RetryAwaitedAsync(Token);

        Assert.Equal(CutDocument.Taken, await StateAfterWorkAsync());
        var parts = (await _indicators.Service<CutStore>().SitesAsync(_cut, Token))[Site].Taken!.Parts;
        Assert.Equal(1, Assert.Single(parts).Facts);
    }

    [Fact]
    public async Task Gives_up_when_nobody_brings_the_site_for_ten_minutes()
    {
        var answer = Given.Answer();
        await _indicators.PublishAsync(Given.Recorded(answer) with { Site = Site });
        await AskAsync();
        await StateAsync(answer);
        // Three sites have nothing and are taken: a sign that somebody is at work.
        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());
        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());

        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(CutDocument.Open, await StateAfterWorkAsync());
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(CutDocument.GivenUp, await StateAfterWorkAsync());
    }

    [Fact]
    public async Task Takes_exactly_the_sites_that_the_asker_names_of_a_network_that_is_not_known_here()
    {
        await _indicators.PublishOneAsync(RunningCuts.Request(_cut, "2026-03") with { Network = "nouveau", Sites = [Given.Site] });
        await _ledgers.AnswerAsync(_indicators, _cut);

        Assert.Equal(CutDocument.Taken, await StateAfterWorkAsync());
        Assert.Equal([Given.Site], (await FindAsync()).Sites);
    }

    private Task AskAsync() => _indicators.PublishOneAsync(RunningCuts.Request(_cut, "2026-03") with { Sites = [.. Ledgers.Sites, Site] });

    /// <summary>Both sources state all sites; of the new one an answer.</summary>
    private async Task StateAsync(SurveyResponseState answer)
    {
        await _ledgers.AnswerAsync(_indicators, _cut);
        var none = _ledgers.Answers(Site, _cut);
        await _indicators.PublishOneAsync(none with { Source = "complaints" });
        _ledgers.Note(answer);
        await _indicators.PublishOneAsync(_ledgers.Answers(Given.Site, _cut) with { Site = Site });
    }

    private async Task<string> StateAfterWorkAsync()
    {
        await _indicators.Service<CutProgress>().AdvanceAsync(await FindAsync(), Token);
        return (await FindAsync()).State;
    }

    private async Task<CutDocument> FindAsync() => (await _indicators.Service<CutStore>().FindAsync(_cut, Token))!;
}
