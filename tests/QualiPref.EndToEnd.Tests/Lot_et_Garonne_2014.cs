using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Recomputation;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

[Collection(AllInOne.Name)]
public sealed class Lot_et_Garonne_2014_all_in_one(AllInOneSystem system) : Lot_et_Garonne_2014(system);

[Collection(Distributed.Name)]
public sealed class Lot_et_Garonne_2014_distributed(DistributedSystem system) : Lot_et_Garonne_2014(system);

/// <summary>
/// 65 complaints and suggestions from 1 January to 16 September 2014: one letter, two e-mails, 62 slips from the box of which 17 on the wait at
/// the counter (published by the press). The motives of the others were not published: they are left unknown.
/// </summary>
public abstract class Lot_et_Garonne_2014(RunningSystem system)
{
    private static readonly DateOnly First = new(2014, 1, 1), Last = new(2014, 9, 16);

    [Fact]
    public async Task Comes_out_of_the_figures_and_of_the_report_exactly()
    {
        for (var i = 0; i < 65; i++)
        {
            var reply = await system.Api.FileAsync(Slip(i));
            Assert.Equal(201, reply.Status);
            Assert.StartsWith("47-AGEN-2014-", reply.Body!.Value.GetProperty("reference").GetString(), StringComparison.Ordinal);
        }

        var query = new FigureQuery { Network = "lot-et-garonne", Period = "2014", Indicator = "complaints.received", By = ["channel", "motive"], AsOf = RunningSystem.Today };
        var figures = await Eventually.ReadsAsync("65 complaints and suggestions are counted", _ => system.Api.FiguresAsync(query),
            figures => figures.Any(figure => Breakdown(figure) is null && figure.GetProperty("n").GetInt64() == 65), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            [("desk-slip", "attente", 17), ("desk-slip", "nonQualifie", 45), ("email", "nonQualifie", 2), ("letter", "nonQualifie", 1)],
            figures.Where(figure => Site(figure) is null && Breakdown(figure) is not null).Select(Cell).Order());
        Assert.Empty(FigureCheck.Compare(system.Recount, query, figures));
        await ComesOutOfTheReportAsync();
    }

    private async Task ComesOutOfTheReportAsync()
    {
        var opened = await system.Api.SendAsync(HttpMethod.Post, "/api/reporting/v1/reports", "quality", new { network = "lot-et-garonne", period = "2014", title = "Bilan 2014" });
        Assert.Equal(201, opened.Status);
        var address = $"/api/reporting/v1/reports/{opened.Body!.Value.GetProperty("id").GetString()}";
        var report = await Eventually.ReadsAsync("the report has all 65", async _ => (await system.Api.GetAsync(address)).Body!.Value,
            report => Received(report).Sum(row => row.Count) == 65, cancellationToken: TestContext.Current.CancellationToken);

        (string, string, long)[] expected = [("desk-slip", "attente", 17), ("desk-slip", "nonQualifie", 45), ("email", "nonQualifie", 2), ("letter", "nonQualifie", 1)];
        Assert.Equal(expected, ByChannelAndMotive(report));
        Assert.Equal(expected, ByChannelAndMotive((await system.Api.GetAsync($"{address}/document?format=json")).Body!.Value));
        var page = await system.Api.GetAsync($"{address}/document?format=html");
        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        Assert.Contains("Bilan 2014", page.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Channel, string Motive, long Count)> ByChannelAndMotive(JsonElement report) => Received(report)
        .GroupBy(row => (row.Channel, row.Motive))
        .Select(group => (group.Key.Channel, group.Key.Motive, group.Sum(row => row.Count)))
        .Order();

    private static IEnumerable<(string Channel, string Motive, long Count)> Received(JsonElement report) => report.GetProperty("complaints").EnumerateArray()
        .Where(row => Text(row, "site") == "47-AGEN")
        .Select(row => (Text(row, "channel")!, Text(row, "motive")!, row.GetProperty("received").GetInt64()));

    private static JsonObject Slip(int number)
    {
        var channel = number switch { 0 => "letter", 1 or 2 => "email", _ => "desk-slip" };
        var filing = new JsonObject
        {
            ["id"] = Guid.NewGuid(),
            ["site"] = "47-AGEN",
            ["kind"] = number % 3 == 1 ? "suggestion" : "complaint",
            ["channel"] = channel,
            ["receivedOn"] = Samples.Date(First.AddDays(number * (Last.DayNumber - First.DayNumber) / 64)),
            ["subject"] = "Fiche de l'urne",
            ["text"] = "Texte de démonstration.",
        };
        if (number is >= 3 and < 20)
            filing["motive"] = "attente";
        if (channel != "desk-slip")
            filing["contact"] = new JsonObject { ["name"] = $"Usager {number + 1}", ["email"] = $"usager{number + 1}@courriel.example" };
        return filing;
    }

    private static (string Channel, string Motive, long N) Cell(JsonElement figure)
    {
        var breakdown = Breakdown(figure)!.Value;
        return (breakdown.GetProperty("channel").GetString()!, Text(breakdown, "motive")!, figure.GetProperty("n").GetInt64());
    }

    private static string? Site(JsonElement figure) => Text(figure, "site");

    private static JsonElement? Breakdown(JsonElement figure) =>
        figure.TryGetProperty("breakdown", out var breakdown) && breakdown.ValueKind == JsonValueKind.Object ? breakdown : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
