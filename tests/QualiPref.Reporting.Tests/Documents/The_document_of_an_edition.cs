using System.Net;
using System.Text.RegularExpressions;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Features.RenderingDocuments;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests.Documents;

public sealed class The_document_of_an_edition(RealEngine engine)
{
    [Fact]
    public async Task Says_which_revision_it_is_how_to_verify_it_and_what_changed()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (_, second) = await TwoRevisionsAsync(reporting);

        var text = TextOf(await reporting.DocumentAsync($"/editions/{second}/document"));

        var edition = await reporting.JsonAsync($"/editions/{second}");
        Assert.Contains("Édition 2, qui remplace la précédente", text, StringComparison.Ordinal);
        Assert.Contains($"Empreinte du manifeste (SHA-256) {edition.GetProperty("manifestDigest").GetString()}", text, StringComparison.Ordinal);
        Assert.Contains($"POST /api/reporting/v1/editions/{second}/verify", text, StringComparison.Ordinal);
        Assert.Contains("Ce qui a changé depuis l'édition 1", text, StringComparison.Ordinal);
        Assert.Contains("Réclamations et suggestions reçues Préfecture de Lot-et-Garonne (Agen) 65 (n = 65) 67 (n = 67) arrivés depuis (2)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_technical_marks_to_its_annex_and_gives_the_hour_of_its_sites()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (_, second) = await TwoRevisionsAsync(reporting);

        var html = await reporting.DocumentAsync($"/editions/{second}/document");

        var edition = await reporting.JsonAsync($"/editions/{second}");
        Assert.True(html.IndexOf(edition.GetProperty("manifestDigest").GetString()!, StringComparison.Ordinal) > html.LastIndexOf("</table>", StringComparison.Ordinal));
        var frozen = TimeZoneInfo.ConvertTimeFromUtc(edition.GetProperty("createdAt").GetDateTime(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        Assert.Contains($"à {frozen.Hour} h {frozen.Minute:00} ;", TextOf(html), StringComparison.Ordinal);
        Assert.DoesNotContain("universel", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_an_answer_that_is_due_no_more_neither_withdrawn_nor_moved()
    {
        var change = new FigureChange("id", "complaints.answeredInTime", null, null, null, [new("withdrawn", 2), new("voided", 1)]);

        Assert.Equal("réponse qui n'est plus due (2), retirés (1)", ReportPresentation.Causes(change));
    }

    [Fact]
    public async Task States_the_balance_in_one_sentence_and_the_declared_exceptions()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (first, _) = await TwoRevisionsAsync(reporting);

        var text = TextOf(await reporting.DocumentAsync($"/editions/{first}/document"));

        Assert.Contains("Le solde n'est pas clos : 17 enregistrements reçus dans la période = 15 comptés + 0 mis de côté + 0 refusé + 0 abandonné + 0 retiré + 2 en attente ; "
            + "1 ligne reste ouverte", text, StringComparison.Ordinal);
        Assert.Contains("Réponses aux enquêtes Préfecture de Lot-et-Garonne (Agen) mars 2014 2 2 Borne volée", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_the_public_keeps_breakdown_and_reasons_back_and_says_so()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (first, _) = await TwoRevisionsAsync(reporting);

        var text = TextOf(await reporting.DocumentAsync($"/editions/{first}/document?audience=public"));

        Assert.Contains("Version destinée au public.", text, StringComparison.Ordinal);
        Assert.Contains("Le détail par canal et par motif est réservé aux membres du comité.", text, StringComparison.Ordinal);
        Assert.Contains("Réclamations et suggestions reçues", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Borne volée", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fiche au guichet", text, StringComparison.Ordinal);
        Assert.DoesNotContain("aucune sur la période", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Can_be_read_by_ear()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (_, second) = await TwoRevisionsAsync(reporting);

        var html = await reporting.DocumentAsync($"/editions/{second}/document");

        Assert.Contains("<html lang=\"fr\">", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "<h1"));
        Assert.All(Found(html, "<table[ >].*?</table>"), table => Assert.Matches("<caption>[^<]+</caption>", table.Value));
        Assert.All(Found(html, "<th[ >][^>]*>"), header => Assert.Contains("scope=", header.Value, StringComparison.Ordinal));
        Assert.All(Found(html, "aria-labelledby=\"([^\"]+)\""), label => Assert.Contains($"id=\"{label.Groups[1].Value}\"", html, StringComparison.Ordinal));
        // French puts an unbreakable space before these.
        Assert.DoesNotMatch("[^\u00a0\u202f] [:;?%]", WebUtility.HtmlDecode(Regex.Replace(html, "<style>.*?</style>", "", RegexOptions.Singleline)));
    }

    [Fact]
    public async Task In_csv_names_revision_and_manifest()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (_, second) = await TwoRevisionsAsync(reporting);
        var digest = (await reporting.JsonAsync($"/editions/{second}")).GetProperty("manifestDigest").GetString();

        using var response = await reporting.GetAsync($"/editions/{second}/document?format=csv");
        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("lot-et-garonne-2014-edition-2.csv", response.Content.Headers.ContentDisposition?.FileName);
        Assert.StartsWith("network,period,revision,manifestDigest,site,indicator,", lines[0], StringComparison.Ordinal);
        Assert.NotEmpty(lines[1..]);
        Assert.All(lines[1..], line => Assert.StartsWith($"lot-et-garonne,2014,2,{digest},", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_json_is_the_edition_itself()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (first, _) = await TwoRevisionsAsync(reporting);

        Assert.Equal(
            await reporting.DocumentAsync($"/editions/{first}"),
            await reporting.DocumentAsync($"/editions/{first}/document?format=json"));
    }

    [Fact]
    public async Task Names_an_unknown_format_and_audience()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);

        using var response = await reporting.GetAsync($"/editions/{Guid.NewGuid()}/document?format=odt&audience=press");

        Assert.Equal(["format", "audience"], await RunningReporting.RefusedAsync(response, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-905"));
    }

    private static async Task<(Guid First, Guid Second)> TwoRevisionsAsync(RunningReporting reporting)
    {
        var report = await reporting.OpenAsync("lot-et-garonne", "2014", "Bilan annuel 2014");
        reporting.Indicators.Cells.AddRange(Given.CellsOf2014);
        reporting.Indicators.Balance.AddRange([Given.Row("2014-02", 10), Given.Row("2014-03", 5, pending: 2)]);
        reporting.Indicators.Open.Add(new("surveys", Given.Agen, Given.Day("2014-03-01"), Received: 7, Facts: 5, Pending: 2));
        object[] declared = [new { source = "surveys", site = Given.Agen, month = "2014-03", pending = 2, reason = "Borne volée" }];
        var first = await reporting.FreezeAsync(report, "1", new { declared });
        var late = Given.CellsOf2014[0];
        reporting.Indicators.Cells[0] = late with { Version = 2, Complaints = [.. late.Complaints, Given.Received(2, "phone", "attente")] };
        reporting.Indicators.Changes.AddRange(Given.Late(Given.Agen, LotEtGaronne2014.Received[0].Day, 2, source: "complaints"));
        return (first, await reporting.FreezeAsync(report, "2", new { declared }));
    }

    /// <summary>What is asked of each has to be asked of one at least.</summary>
    private static MatchCollection Found(string html, string pattern)
    {
        var found = Regex.Matches(html, pattern, RegexOptions.Singleline);
        Assert.NotEmpty(found);
        return found;
    }

    private static string TextOf(string html) => Regex.Replace(
        WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(html, "<style>.*?</style>", "", RegexOptions.Singleline), "<[^>]+>", " ")), @"\s+", " ");
}
