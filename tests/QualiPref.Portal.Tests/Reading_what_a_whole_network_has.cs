using QualiPref.Platform.Calls;
using QualiPref.Portal.Services;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>What grows with the network is waited for when an ordinary call would have been given up.</summary>
public sealed class Reading_what_a_whole_network_has
{
    private const string Answer = """{ "id": "0198f000-0000-7000-8000-000000000001", "network": "france", "period": "2026", "title": "Bilan", "items": [] }""";

    private static readonly Dictionary<string, Func<ReportingClient, Task>> Reports = new()
    {
        ["report"] = reporting => reporting.ReadAsync(Guid.Empty, Token),
        ["edition"] = reporting => reporting.ReadEditionAsync(Guid.Empty, Token),
        ["differences"] = reporting => reporting.CompareAsync(Guid.Empty, Guid.Empty, null, Token),
        ["document"] = async reporting => (await reporting.DownloadAsync("reports/1/document", Token)).Dispose(),
    };

    private static readonly Dictionary<string, Func<IndicatorsClient, Task>> Numbers = new()
    {
        ["figures"] = indicators => indicators.ReadFiguresAsync(new FigureFilter("france", null, "2026"), Token),
        ["balance"] = indicators => indicators.ReadBalanceAsync("france", "2026", Token),
    };

    public static TheoryData<string> Reads => [.. Reports.Keys, .. Numbers.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task It_is_waited_for_beyond_the_usual_budget(string read)
    {
        if (Reports.TryGetValue(read, out var report)) await SlowService.AnswersAsync(ServiceNames.Reporting, report, Answer);
        else await SlowService.AnswersAsync(ServiceNames.Indicators, Numbers[read], Answer);
    }

    [Fact]
    public async Task A_list_is_not() => await Assert.ThrowsAsync<ServiceAwayException>(
        () => SlowService.AnswersAsync<ReportingClient>(ServiceNames.Reporting, reporting => reporting.ListAsync(null, Token), Answer));
}
