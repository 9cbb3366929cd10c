using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>What was published and confirmed, and never arrived at <c>reporting</c>.</summary>
public sealed class Lost_on_the_way(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
