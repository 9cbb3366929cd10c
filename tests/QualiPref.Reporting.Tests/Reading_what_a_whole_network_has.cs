using QualiPref.Platform.Calls;
using QualiPref.Reporting.Indicators;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

/// <summary>What grows with the network is waited for when an ordinary call would have been given up.</summary>
public sealed class Reading_what_a_whole_network_has
{
    private static readonly Dictionary<string, Func<IndicatorsClient, Task>> Calls = new()
    {
        ["root of a cut"] = indicators => indicators.FindRootAsync(Guid.Empty, Token),
        ["part of a cut"] = indicators => indicators.FindPartAsync(Guid.Empty, "a", Token),
        ["verification of a part"] = indicators => indicators.VerifyPartAsync(Guid.Empty, "a", Token),
        ["differences"] = indicators => indicators.DifferencesAsync(Guid.Empty, Guid.Empty, null, 200, Token),
        ["figures of a draft"] = indicators => indicators.ReportFiguresAsync("france", "2026", new DateOnly(2026, 12, 31), Token),
    };

    public static TheoryData<string> Reads => [.. Calls.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task It_is_waited_for_beyond_the_usual_budget(string read) => await SlowService.AnswersAsync(ServiceNames.Indicators, Calls[read], answer: "null");
}
