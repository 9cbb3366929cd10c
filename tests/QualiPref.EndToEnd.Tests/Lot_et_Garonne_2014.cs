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

/// <summary>The published table, typed in and read back.</summary>
public abstract class Lot_et_Garonne_2014(RunningSystem system)
{
    [Fact]
    public async Task Comes_out_of_the_figures_and_of_the_report_exactly()
    {
        foreach (var filing in LotEtGaronne2014.Received.SelectMany(row => Enumerable.Range(1, row.Count).Select(_ => Filing(row.Day, row.Kind, row.Channel, row.Motive))))
        {
            var reply = await system.Api.FileAsync(filing);
            Assert.Equal(201, reply.Status);
            Assert.StartsWith("47-AGEN-2014-", reply.Body!.Value.GetProperty("reference").GetString(), StringComparison.Ordinal);
        }

        var query = new FigureQuery { Network = LotEtGaronne2014.Network, Period = LotEtGaronne2014.Period, Indicator = "complaints.received", By = ["channel", "motive"], AsOf = RunningSystem.Today };
        var figures = await Eventually.ReadsAsync("65 complaints and suggestions are counted", _ => system.Api.FiguresAsync(query),
            figures => figures.Any(figure => Breakdown(figure) is null && figure.GetProperty("n").GetInt32() == LotEtGaronne2014.Total), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(LotEtGaronne2014.ByChannelAndMotive, figures.Where(figure => Site(figure) is null && Breakdown(figure) is not null).Select(Cell).Order());
        Assert.Empty(FigureCheck.Compare(system.Recount, query, figures));
        await ComesOutOfTheReportAsync();
    }

    private async Task ComesOutOfTheReportAsync()
    {
        var opened = await system.Api.SendAsync(HttpMethod.Post, "/api/reporting/v1/reports", "quality", new { network = LotEtGaronne2014.Network, period = LotEtGaronne2014.Period, title = "Bilan 2014" });
        Assert.Equal(201, opened.Status);
        var address = $"/api/reporting/v1/reports/{opened.Body!.Value.GetProperty("id").GetString()}";
        var report = await Eventually.ReadsAsync("the report has all 65", async _ => (await system.Api.GetAsync(address)).Body!.Value,
            report => Received(report).Sum(row => row.Count) == LotEtGaronne2014.Total, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(LotEtGaronne2014.ByChannelAndMotive, ByChannelAndMotive(report));
        Assert.Equal(LotEtGaronne2014.ByChannelAndMotive, ByChannelAndMotive((await system.Api.GetAsync($"{address}/document?format=json")).Body!.Value));
        var page = await system.Api.GetAsync($"{address}/document?format=html");
        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        Assert.Contains("Bilan 2014", page.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Channel, string Motive, int Count)> ByChannelAndMotive(JsonElement report) => Received(report)
        .GroupBy(row => (row.Channel, row.Motive))
        .Select(group => (group.Key.Channel, group.Key.Motive, group.Sum(row => row.Count)))
        .Order();

    private static IEnumerable<(string Channel, string Motive, int Count)> Received(JsonElement report) => report.GetProperty("complaints").EnumerateArray()
        .Where(row => Text(row, "site") == LotEtGaronne2014.Site)
        .Select(row => (Text(row, "channel")!, Text(row, "motive")!, row.GetProperty("received").GetInt32()));

    private static JsonObject Filing(string day, string kind, string channel, string? motive)
    {
        var filing = new JsonObject
        {
            ["id"] = Guid.NewGuid(),
            ["site"] = LotEtGaronne2014.Site,
            ["kind"] = kind,
            ["channel"] = channel,
            ["receivedOn"] = day,
            ["subject"] = "Fiche de l'urne",
            ["text"] = "Texte de démonstration.",
        };
        if (motive is not null)
            filing["motive"] = motive;
        // Slips are anonymous.
        if (channel != "desk-slip")
            filing["contact"] = new JsonObject { ["name"] = "Usager 1", ["email"] = "usager1@courriel.example" };
        return filing;
    }

    private static (string Channel, string Motive, int N) Cell(JsonElement figure)
    {
        var breakdown = Breakdown(figure)!.Value;
        return (breakdown.GetProperty("channel").GetString()!, Text(breakdown, "motive")!, figure.GetProperty("n").GetInt32());
    }

    private static string? Site(JsonElement figure) => Text(figure, "site");

    private static JsonElement? Breakdown(JsonElement figure) =>
        figure.TryGetProperty("breakdown", out var breakdown) && breakdown.ValueKind == JsonValueKind.Object ? breakdown : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
