using QualiPref.Testing;

namespace QualiPref.Traces.Tests;

[Collection(AllInOne.Name)]
public sealed class Following_an_answer_in_one_process(AllInOneSystem system) : Following_an_answer(system, Stages.AllInOne)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leads_on_to_the_report_that_was_read()
    {
        var counted = await system.LeadsAsync(await system.AnswerAsync("91-PALAISEAU"), Stages.AllInOne);
        var period = $"{SiteCalendar.Today.Year}";
        var report = await system.CallAsync(HttpMethod.Post, "/api/reporting/v1/reports", "quality", new { network = "essonne", period, title = "Bilan" });

        await system.CallAsync(HttpMethod.Get, $"/api/reporting/v1/reports/{report.GetProperty("id").GetString()}", "quality");

        await Eventually.ReadsAsync("the reading of the figures is linked to what wrote the cell", system.Viewer.SpansAsync,
            spans => spans.All.Any(span => span.Name == "GET /api/indicators/v1/report-figures" && span.Causes.Overlaps(counted)), cancellationToken: Token);
    }

    [Fact]
    public async Task Leaves_nothing_behind_once_it_is_counted() => await LeftBehind.IsNothingAsync(system, await system.AnswerAsync("91-ETAMPES"), Stages.AllInOne);
}
