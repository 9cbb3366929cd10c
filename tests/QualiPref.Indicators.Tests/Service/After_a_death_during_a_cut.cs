using MongoDB.Bson;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>What a process that died at some step of a cut leaves behind, made by hand; another process goes on from there.</summary>
public sealed class After_a_death_during_a_cut(RealEngine engine)
{
    private readonly Ledgers _ledgers = new();
    private readonly Guid _cut = Guid.NewGuid();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, "the request is stored")]
    [InlineData(1, "the parts of a site are stored and the site is not marked")]
    [InlineData(2, "one site is done")]
    [InlineData(3, "all sites are done")]
    [InlineData(4, "the root is stored and the cut is not taken")]
    [InlineData(5, "the cut is taken, not told, and nothing is cleared")]
    public async Task Another_process_goes_on(int steps, string leftBehind)
    {
        await using var dead = await RunningIndicators.PrepareAsync(engine);
        var answer = Given.Answer();
        await _ledgers.AddAsync(dead, answer, Given.Answer(date: "2026-03-11"));
        await _ledgers.AddAsync(dead, Given.Case() with { Site = "91-PALAISEAU" });
        await dead.RequestCutAsync(_cut, "2026-03");
        await _ledgers.AnswerAsync(dead, _cut);
        var digest = await TakeAsync(dead, steps);

        await using var next = await dead.StartAgainAsync(engine);
        var end = await next.EndOfAsync(_cut);

        var root = await next.RootAsync(_cut, end.RootDigest!);
        if (steps == 5) Assert.Equal(digest, end.RootDigest);
        var days = await next.SiteDaysAsync(root);
        Assert.Equal(["91-EVRY|2026-03-10", "91-EVRY|2026-03-11", "91-PALAISEAU|2026-03-10"], days.Select(day => new SiteDay(day.Site, day.Date).ToString()));
        Assert.Equal([("surveys", answer.ResponseId, 1)], days[0].Listed());
        var cleared = await Eventually.ReadsAsync($"after '{leftBehind}' nothing of the work is left",
            token => next.Service<CutStore>().ListUnfinishedAsync(token), left => left.Count == 0, cancellationToken: Token);
        Assert.Empty(cleared);
        Assert.Equal(0, await next.Database.CutStatements.CountDocumentsAsync(new BsonDocument(), null, Token));
    }

    private async Task<string?> TakeAsync(RunningIndicators indicators, int steps)
    {
        var cut = (await indicators.Service<CutStore>().FindAsync(_cut, Token))!;
        var progress = indicators.Service<CutProgress>();
        if (steps == 1)
        {
            var month = await indicators.Service<CutReader>().ReadAsync(Given.Site, Given.Day("2026-03-01"), Token);
            foreach (var part in CutPacking.Pack(month)) await indicators.Database.CutParts.PutAsync(part.Bytes, Token);
        }
        if (steps == 2) await TakeSiteAsync(Given.Site);
        if (steps < 3) return null;
        foreach (var site in cut.Sites) await TakeSiteAsync(site);
        if (steps == 3) return null;
        var digest = await progress.StoreRootAsync(cut, Token);
        if (steps == 5) await progress.EndAsync(cut, digest, [], Token);
        return digest;

        async Task TakeSiteAsync(string site) =>
            Assert.Empty(await indicators.Service<CutSite>().TryTakeAsync(cut, site, null, isLast: false, Token));
    }
}
