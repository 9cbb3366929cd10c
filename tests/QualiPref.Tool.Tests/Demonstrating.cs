using System.Globalization;
using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

public sealed class Demonstrating(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Sampled]
    public async Task Ends_with_a_frozen_edition_and_the_committees_table_and_adds_nothing_the_second_time()
    {
        await using var installation = await Installation.StartAsync(engine);
        using var folder = new TemporaryFolder();
        string[] demo = ["demo", "--answers", "1000", "--memory", folder["kiosks.json"]];

        var first = (await installation.RunAsync(demo)).EndsWith(0);
        var answers = await installation.Collection("surveys", "responses").CountDocumentsAsync(new BsonDocument(), null, Token);
        var edition = Regex.Match(first.Output, "/api/reporting/v1/editions/([^/]+)/").Groups[1].Value;
        // In the long run once more, and as in another pod, which knows of no kiosk.
        if (Effort.IsLong)
        {
            var second = (await installation.RunAsync([.. demo, "--json"])).EndsWith(0);
            Assert.Equal(edition, second.Json.GetProperty("edition").GetString());
            (await installation.RunAsync([.. demo[..^1], folder["other-kiosks.json"]])).EndsWith(0);
        }

        var year = TimeProvider.System.GetLocalNow().Year - 1;
        Assert.Contains($"Bilan annuel {year} (démonstration) — réseau Essonne", first.Output, StringComparison.Ordinal);
        Assert.Contains("Ensemble du réseau", first.Output, StringComparison.Ordinal);
        Assert.NotEmpty(edition);
        Assert.Contains($"qualipref edition {edition} >edition.html", first.Output, StringComparison.Ordinal);
        // What it says that it sends is what is there in the end, without what kiosks send again.
        Assert.StartsWith($"{answers.ToString("N0", CultureInfo.GetCultureInfo("fr-FR"))} réponses", first.Errors, StringComparison.Ordinal);
        Assert.Contains("Tout est compté et le solde est clos", first.Errors, StringComparison.Ordinal);
        Assert.True(answers > 1000, $"{answers} answers");
        Assert.Equal(answers, await installation.Collection("surveys", "responses").CountDocumentsAsync(new BsonDocument(), null, Token));
        (await installation.RunAsync("verify-all")).EndsWith(0);
        // Everybody who acted has the name of their role.
        var cases = await installation.Collection("complaints", "cases").Find(new BsonDocument()).ToListAsync(Token);
        Assert.Contains("Gestionnaire des réclamations (démonstration)", cases.SelectMany(one => one["history"].AsBsonArray).Select(entry => entry["by"].AsString));
    }

    [Fact]
    public async Task Without_the_portals_address_is_wrong_use()
    {
        var run = (await ToolRun.OfAsync([new("QualiPref:Services:Indicators", "http://127.0.0.1:9")], "demo")).EndsWith(2);

        Assert.Contains("--address", run.Errors, StringComparison.Ordinal);
    }
}
