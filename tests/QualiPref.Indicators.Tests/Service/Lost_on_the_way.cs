using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>What was published and confirmed, and never arrived at <c>reporting</c>.</summary>
public sealed class Lost_on_the_way(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_month_of_the_balance_is_told_anew_at_the_next_start()
    {
        await using var before = await RunningIndicators.PrepareAsync(engine);
        var month = new BalanceMonthDocument
        {
            Id = "surveys|91-EVRY|2026-03",
            Version = 3,
            Source = "surveys",
            Site = Given.Site,
            Month = Given.Day("2026-03-01"),
            Basis = 5,
            Sums = new BalanceSums { Received = 2, Counted = 2, SetAside = 0, Discarded = 0, Abandoned = 0, Voided = 0, Pending = 0, Agrees = true },
        };
        await before.Database.BalanceMonths.InsertOneAsync(month, null, Token);

        await using var next = await before.StartAgainAsync(engine);

        var told = await Eventually.ReadsAsync("the month is told", _ => Task.FromResult(next.Received.Newest(month.Source, month.Site, month.Month)), one => one is not null, cancellationToken: Token);
        Assert.Equal(month.ToMonth(), told);
    }

    [Fact]
    public async Task The_end_of_a_cut_is_told_anew_to_whoever_asks_again()
    {
        var ledgers = new Ledgers();
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await ledgers.AddAsync(indicators, Given.Answer());
        var root = await indicators.TakeCutAsync(ledgers, "2026-03");
        var end = await indicators.EndOfAsync(root.CutId);

        await indicators.RequestCutAsync(root.CutId, "2026-03");

        var told = await Eventually.ReadsAsync("the end is told twice", _ => Task.FromResult(indicators.Service<CutPost>().Of(root.CutId)), messages => messages.Count == 2, cancellationToken: Token);
        Assert.Equal(end.RootDigest, told[1].RootDigest);
    }
}
