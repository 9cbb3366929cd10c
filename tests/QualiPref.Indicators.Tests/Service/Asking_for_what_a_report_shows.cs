using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Identity;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Asking_for_what_a_report_shows(RealEngine engine)
{
    private const string Asked = "network=essonne&period=2026-03&asOf=2026-03-31";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_a_service_the_figures_of_the_network_the_complaints_and_the_balance()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var (answer, complaint) = (Given.Answer(), Given.Case());
        indicators.Sources.Hold(answer);
        await indicators.PublishAsync(Given.Recorded(answer, Given.Answer(date: "2025-03-11")));
        await indicators.PublishAsync(Given.Changed(complaint));
        await indicators.PublishAsync(indicators.Sources.Row());
        await indicators.SettledAsync();
        await Eventually.ReadsAsync("the answers are closed", _ => indicators.BalanceAsync(),
            balance => balance.GetProperty("rows").EnumerateArray().Any(row => IsOfAnswers(row) && row.GetProperty("agrees").GetBoolean()), cancellationToken: Token);
        var figures = await indicators.FiguresAsync(Asked);
        indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer([Roles.Service], ["*"]);

        var report = await indicators.Http.GetFromJsonAsync<JsonElement>($"/api/indicators/v1/report-figures?{Asked}", Token);

        Assert.Equal(figures.Select(figure => figure.GetRawText()), report.GetProperty("figures").EnumerateArray().Select(figure => figure.GetRawText()));
        Assert.Equal(
            [$"91-EVRY {complaint.Kind} {complaint.Channel} {complaint.Motive} 1", $" {complaint.Kind} {complaint.Channel} {complaint.Motive} 1"],
            report.GetProperty("complaints").EnumerateArray().Select(row => string.Join(' ', row.EnumerateObject().Select(field => field.Value))));
        Assert.Equal(1, report.GetProperty("siteDays").GetInt32());
        Assert.Equal(["surveys 91-EVRY 2026-03 1 True"], report.GetProperty("balance").EnumerateArray().Where(IsOfAnswers).Select(row =>
            $"{row.GetProperty("source")} {row.GetProperty("site")} {row.GetProperty("month")} {row.GetProperty("counted")} {row.GetProperty("agrees")}"));
    }

    private static bool IsOfAnswers(JsonElement row) => row.GetProperty("source").GetString() == "surveys";

    [Theory]
    [InlineData("period=2026&asOf=2026-12-31", "network")]
    [InlineData("network=nulle-part&period=2026&asOf=2026-12-31", "network")]
    [InlineData("network=essonne&asOf=2026-12-31", "period")]
    [InlineData("network=essonne&period=2026", "asOf")]
    [InlineData("network=essonne&period=2026&asOf=hier", "asOf")]
    public async Task With_a_wrong_parameter_names_it(string query, string pointer)
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);

        using var response = await indicators.Http.GetAsync($"/api/indicators/v1/report-figures?{query}", Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Contains(pointer, Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString(), StringComparison.Ordinal);
    }
}
