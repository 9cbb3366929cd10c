using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsvHelper;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests.Documents;

public sealed partial class The_document(RealEngine engine)
{
    [Fact]
    public async Task Names_an_unknown_format_and_audience()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = await reporting.OpenAsync();

        using var response = await reporting.GetAsync($"/reports/{id}/document?format=odt&audience=public");

        Assert.Equal(["format", "audience"], await RunningReporting.RefusedAsync(response, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-905"));
    }

    [Fact]
    public async Task In_json_is_the_report_itself()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(Given.CellsOf2014);
        var id = await reporting.OpenAsync("lot-et-garonne", "2014");

        using var document = JsonDocument.Parse(await reporting.DocumentAsync(id, "json"));

        Assert.Equal((await reporting.ReadAsync(id)).GetRawText(), document.RootElement.GetRawText());
    }

    [Fact]
    public async Task In_csv_holds_lot_et_garonne_2014_exactly()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(Given.CellsOf2014);
        var id = await reporting.OpenAsync("lot-et-garonne", "2014");

        var rows = Rows(await reporting.DocumentAsync(id, "csv"));

        // The site, and the network that has no other.
        foreach (var site in (string[])[Given.Agen, ""])
        {
            var received = rows.Where(row => row["indicator"] == "complaints.received" && row["site"] == site).ToList();
            Assert.Equal("65", Assert.Single(received, row => row["kind"].Length == 0)["value"]);
            Assert.Equal(
                ["complaint desk-slip attente 17", "complaint desk-slip nonQualifie 40", "complaint email nonQualifie 2", "complaint letter nonQualifie 1", "suggestion desk-slip nonQualifie 5"],
                received.Where(row => row["kind"].Length > 0).Select(row => $"{row["kind"]} {row["channel"]} {row["motive"]} {row["value"]}").Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task In_csv_has_the_numbers_and_codes_of_the_json()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(
            Given.Cell(Given.Evry, "2025-03-10").Answering(390, 22),
            Given.Cell(Given.Evry, "2026-03-10").Answering(350, 62, 9, partial: 12),
            Given.Cell("91-ETAMPES", "2026-03-11").Answering(2, 1));
        var id = await reporting.OpenAsync();

        var rows = Rows(await reporting.DocumentAsync(id, "csv")).Where(row => row["kind"].Length == 0).ToList();

        var figures = (await reporting.ReadAsync(id)).GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal(figures.Count, rows.Count);
        foreach (var (figure, row) in figures.Zip(rows))
        {
            Assert.Equal("essonne", row["network"]);
            Assert.Equal(figure.GetProperty("site").GetString() ?? "", row["site"]);
            Assert.Equal(figure.GetProperty("status").GetString() ?? "", row["status"]);
            Assert.Equal(NumberOf(figure.GetProperty("value")), NumberOf(row["value"]));
            Assert.Equal(figure.TryGetProperty("partial", out var partial) ? NumberOf(partial) : null, NumberOf(row["partial"]));
            var comparison = figure.GetProperty("comparison");
            Assert.Equal(comparison.ValueKind == JsonValueKind.Null ? null : NumberOf(comparison.GetProperty("difference")), NumberOf(row["difference"]));
        }
        Assert.Equal(["12", "12"], rows.Where(row => row["partial"].Length > 0).Select(row => row["partial"]));
        Assert.Contains(rows, row => row["status"] == "notMeasured");
        // A count is judged against nothing.
        Assert.Contains(rows, row => row["indicator"] == "complaints.received" && row["status"].Length == 0);
        Assert.Contains(rows, row => row["difference"].StartsWith("-0.0", StringComparison.Ordinal) && row["difference"].Length > 15);
    }

    [Fact]
    public async Task In_html_holds_lot_et_garonne_2014_exactly()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(Given.CellsOf2014);
        var id = await reporting.OpenAsync("lot-et-garonne", "2014");

        var lines = Lines(await reporting.DocumentAsync(id, "html"));

        Assert.Contains("Réclamations et suggestions reçues | Préfecture de Lot-et-Garonne (Agen) | 65", lines);
        const string Received = "Réclamations reçues, par motif et canal\u00a0: Préfecture de Lot-et-Garonne (Agen)";
        Assert.Contains(lines, line => line.StartsWith($"{Received} | Motif | ", StringComparison.Ordinal) && line.Contains("| Fiche au guichet |", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"{Received} | Temps d'attente | ", StringComparison.Ordinal) && line.Contains("| 17 |", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"{Received} | Total | ", StringComparison.Ordinal) && line.EndsWith(" | 60", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Suggestions reçues, par motif et canal\u00a0: Préfecture de Lot-et-Garonne (Agen) | Total | ", StringComparison.Ordinal)
            && line.EndsWith(" | 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_html_encodes_what_a_person_typed()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = await reporting.OpenAsync(title: "<script>alert(\"a'b\")</script> & Cie");

        using var response = await reporting.GetAsync($"/reports/{id}/document");
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&quot;a&#x27;b&quot;)&lt;/script&gt; &amp; Cie</h1>", html, StringComparison.Ordinal);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        var style = Regex.Match(html, "<style>([^<]*)</style>").Groups[1].Value;
        Assert.EndsWith($"; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_html_can_be_read_by_ear()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(Given.Cell().Answering(350, 62, 9, partial: 12) with { Complaints = [Given.Received(3, "letter", "attente")] });
        var id = await reporting.OpenAsync();

        var html = await reporting.DocumentAsync(id, "html");

        Assert.StartsWith("<!DOCTYPE html>", html.TrimStart(), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\">", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "<h1"));
        var tables = Tables().Matches(html);
        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Matches("<caption>[^<]+</caption>", table.Value));
        Assert.All(Regex.Matches(html, "<th[ >][^>]*>"), header => Assert.Contains("scope=", header.Value, StringComparison.Ordinal));
        // One decimal would say that the target of 85 % was met.
        Assert.Contains("<td class=\"number\">84,95 %</td>", WebUtility.HtmlDecode(html).Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_html_writes_rates_with_one_decimal_and_the_motives_that_did_not_occur_in_one_sentence()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(
            Given.Cell().Answering(400, 0) with { Complaints = [Given.Received(3, "letter", "attente"), Given.Received(2, "email", "accueil")] },
            Given.Cell("91-ETAMPES").Answering(90, 10) with { Complaints = [Given.Received(1, "letter", "attente")] });
        var id = await reporting.OpenAsync();

        var html = await reporting.DocumentAsync(id, "html");

        var lines = Lines(html);
        Assert.Contains("Satisfaction globale | Préfecture de l'Essonne (Évry) | 100,0\u00a0%", lines);
        Assert.Contains("Satisfaction globale | Sous-préfecture d'Étampes | 90,0\u00a0%", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("Appels perdus | ", StringComparison.Ordinal));
        Assert.Contains("Appels perdus&nbsp;: non mesuré sur la période.", html, StringComparison.Ordinal);
        const string Received = "Réclamations reçues, par motif et canal\u00a0: Sous-préfecture d'Étampes";
        Assert.Equal([$"{Received} | Motif | Courrier | Courriel | Total", $"{Received} | Temps d'attente | 1 | 0 | 1", $"{Received} | Total | 1 | 0 | 1"],
            lines.Where(line => line.StartsWith(Received, StringComparison.Ordinal)));
        Assert.Contains("Aucune pour les autres motifs&nbsp;: accueil et amabilité.", WebUtility.HtmlDecode(html).Replace("\u00a0", "&nbsp;", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("aucune sur la période à ce site : Sous-préfecture de Palaiseau.", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_html_gives_no_rate_of_a_handful_and_no_verdict_of_few()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(
            Given.Cell(Given.Evry, "2025-03-10").Answering(300, 100), Given.Cell(Given.Evry).Answering(29, 0),
            Given.Cell("91-ETAMPES", "2025-03-10").Answering(300, 100), Given.Cell("91-ETAMPES").Answering(10, 0));
        var id = await reporting.OpenAsync();

        var rows = Regex.Matches(await reporting.DocumentAsync(id, "html"), "<tr[ >].*?</tr>", RegexOptions.Singleline)
            .Select(row => Regex.Replace(TextOf(Regex.Replace(row.Value, "<[^>]+>", " ")), "\\s+", " "));

        Assert.Contains("Préfecture de l'Essonne (Évry) 100,0 % 29 88,3 % à 100,0 % 75,0 % 400 ne peut être dit : trop peu de réponses ne peut être dit : trop peu de réponses", rows);
        Assert.Contains("Sous-préfecture d'Étampes trop peu de réponses 10 – 75,0 % 400 ne peut être dit : trop peu de réponses ne peut être dit : trop peu de réponses", rows);
    }

    // Each row of each table as "caption | cell | cell", as far as the value.
    private static List<string> Lines(string html) =>
    [
        .. from table in Tables().Matches(html)
           let caption = TextOf(Regex.Match(table.Value, "<caption>(.*?)</caption>", RegexOptions.Singleline).Groups[1].Value)
           from row in Regex.Matches(table.Value, "<tr[ >].*?</tr>", RegexOptions.Singleline)
           let cells = Regex.Matches(row.Value, "<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline).Select(cell => TextOf(cell.Groups[1].Value)).ToList()
           select string.Join(" | ", cells.Take(cells.Count == 8 ? 2 : cells.Count).Prepend(caption)),
    ];

    private static string TextOf(string html) => WebUtility.HtmlDecode(html).Trim();

    private static double? NumberOf(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();

    private static double? NumberOf(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static List<IDictionary<string, string>> Rows(string csv)
    {
        using var reader = new CsvReader(new StringReader(csv), CultureInfo.InvariantCulture);
        return [.. reader.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(field => field.Key, field => (string)field.Value))];
    }

    [GeneratedRegex("<table>.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Tables();
}
