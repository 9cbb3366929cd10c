using System.Net;
using System.Text.Json;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Freezing_a_report(RealEngine engine)
{
    private static readonly OpenMonth OpenMarch = new("surveys", Given.Agen, Given.Day("2014-03-01"), Received: 12, Facts: 10, Pending: 1);

    [Fact]
    public async Task Gives_an_edition_with_the_figures_of_the_cut()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(Given.CellsOf2014);
        var report = await reporting.OpenAsync("lot-et-garonne", "2014");

        using var response = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");

        var summary = await RunningReporting.JsonOf(response);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/reporting/v1/editions/{summary.GetProperty("id").GetGuid()}", response.Headers.Location?.OriginalString);
        var edition = await reporting.JsonAsync($"/editions/{summary.GetProperty("id").GetGuid()}");
        var draft = await reporting.ReadAsync(report);
        Assert.Equal(draft.GetProperty("figures").GetRawText(), edition.GetProperty("figures").GetRawText());
        Assert.Equal(draft.GetProperty("complaints").GetRawText(), edition.GetProperty("complaints").GetRawText());
        Assert.Equal(1, edition.GetProperty("revision").GetInt32());
        Assert.Equal("frozen", draft.GetProperty("status").GetString());
        Assert.Equal(edition.GetProperty("id").GetGuid(), draft.GetProperty("editions")[0].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task The_edition_stays_when_the_figures_move()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        var edition = await reporting.FreezeAsync(await reporting.OpenAsync());
        var before = await reporting.JsonAsync($"/editions/{edition}");

        reporting.Indicators.Hold(Given.Cell(version: 2).Answering(1, 99));

        Assert.Equal(before.GetRawText(), (await reporting.JsonAsync($"/editions/{edition}")).GetRawText());
    }

    [Fact]
    public async Task The_same_key_gives_the_same_edition()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        var report = await reporting.OpenAsync();

        var first = await reporting.FreezeAsync(report);
        var second = await reporting.FreezeAsync(report, "arrêté 2");
        await reporting.RestartAsync();
        var again = await reporting.FreezeAsync(report);

        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
        Assert.Equal(2, reporting.Indicators.Requests.Count);
        Assert.Equal(2, (await reporting.JsonAsync("/editions")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_same_key_at_once_gives_one_edition()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var report = await reporting.OpenAsync();

        var editions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => reporting.FreezeAsync(report)));

        Assert.Single(editions.Distinct());
        Assert.Single(reporting.Indicators.Requests);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var report = await reporting.OpenAsync();
        await reporting.FreezeAsync(report);

        using var other = await reporting.PostToAsync($"/reports/{report}/freeze", new { asOf = "2026-01-02" }, Uri.EscapeDataString("arrêté 1"));

        await RunningReporting.RefusedAsync(other, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-914");
    }

    [Fact]
    public async Task Another_key_while_one_is_under_way_is_refused()
    {
        await using var reporting = await RunningReporting.StartAsync(engine, "--QualiPref:Reporting:FreezeWait=00:00:00");
        reporting.Indicators.TakesCuts = false;
        var report = await reporting.OpenAsync();
        using var first = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");

        using var other = await reporting.PostToAsync($"/reports/{report}/freeze", null, "2");

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        await RunningReporting.RefusedAsync(other, HttpStatusCode.Conflict, "QP-REPORTING-005");
        Assert.Equal(first.Headers.Location!.OriginalString, (await RunningReporting.JsonOf(other)).GetProperty("operation").GetString());
        Assert.Equal("freezing", (await reporting.ReadAsync(report)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Answers_an_operation_that_leads_to_the_edition()
    {
        await using var reporting = await RunningReporting.StartAsync(engine, "--QualiPref:Reporting:FreezeWait=00:00:00");
        reporting.Indicators.TakesCuts = false;
        var report = await reporting.OpenAsync();
        using var accepted = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        var operation = accepted.Headers.Location!.OriginalString["/api/reporting/v1".Length..];
        var before = await reporting.JsonAsync(operation);
        var request = await Eventually.ReadsAsync("the cut is asked for", _ => Task.FromResult(reporting.Indicators.Requests.ToList()), all => all.Count == 1,
            cancellationToken: TestContext.Current.CancellationToken);

        await reporting.Indicators.TakeAsync(request[0], reporting.Service<IMessagePublisher>());

        var after = await OperationAsync(reporting, operation, "succeeded");
        Assert.Equal("running", before.GetProperty("status").GetString());
        Assert.Equal(1, after.GetProperty("progress").GetDouble());
        var address = after.GetProperty("result").GetProperty("address").GetString()!["/api/reporting/v1".Length..];
        Assert.Equal(report, (await reporting.JsonAsync(address)).GetProperty("report").GetGuid());
    }

    [Theory]
    [InlineData(1, "Une ligne du solde reste ouverte. Le solde n'est pas clos")]
    [InlineData(2, "2 lignes du solde restent ouvertes. Le solde n'est pas clos")]
    public async Task Open_rows_are_counted_in_words(int rows, string words)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Open.AddRange(Enumerable.Range(0, rows).Select(month => OpenMarch with { Month = OpenMarch.Month.AddMonths(month) }));

        using var refused = await reporting.PostToAsync($"/reports/{await reporting.OpenAsync("lot-et-garonne", "2014")}/freeze", null, "1");

        Assert.StartsWith(words, (await RunningReporting.JsonOf(refused)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_rows_are_named()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Open.Add(OpenMarch);
        var report = await reporting.OpenAsync("lot-et-garonne", "2014");

        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");

        await RunningReporting.RefusedAsync(refused, HttpStatusCode.Conflict, "QP-REPORTING-003");
        var row = Assert.Single((await RunningReporting.JsonOf(refused)).GetProperty("open").EnumerateArray());
        Assert.Equal(("surveys", Given.Agen, "2014-03", 12), (
            row.GetProperty("source").GetString(), row.GetProperty("site").GetString(), row.GetProperty("month").GetString(), row.GetProperty("received").GetInt32()));
        var operation = await reporting.JsonAsync($"/operations/{reporting.Indicators.Requests[0].CutId}");
        Assert.Equal("failed", operation.GetProperty("status").GetString());
        Assert.Equal("QP-REPORTING-003", operation.GetProperty("problem").GetProperty("code").GetString());
        Assert.Equal(1, operation.GetProperty("problem").GetProperty("open").GetArrayLength());
        Assert.Equal("draft", (await reporting.ReadAsync(report)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_was_given_up_is_tried_again_with_the_same_key()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Open.Add(OpenMarch);
        var report = await reporting.OpenAsync("lot-et-garonne", "2014");
        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        reporting.Indicators.Open.Clear();

        var edition = await reporting.FreezeAsync(report, "1");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(2, reporting.Indicators.Requests.Select(request => request.CutId).Distinct().Count());
        Assert.Equal(edition, await reporting.FreezeAsync(report, "1"));
    }

    [Fact]
    public async Task Declared_rows_may_stay_open_and_their_reasons_stay_here()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Open.Add(OpenMarch);
        var report = await reporting.OpenAsync("lot-et-garonne", "2014");
        object[] declared = [new { source = "surveys", site = Given.Agen, month = "2014-03", pending = 2, reason = "Borne volée" }];

        var edition = await reporting.FreezeAsync(report, "1", new { declared });

        var row = Assert.Single((await reporting.JsonAsync($"/editions/{edition}")).GetProperty("declared").EnumerateArray());
        Assert.Equal(("Borne volée", 2, 2), (row.GetProperty("reason").GetString(), row.GetProperty("pending").GetInt32(), row.GetProperty("missing").GetInt32()));
        var request = Assert.Single(reporting.Indicators.Requests);
        Assert.Equal([new DeclaredMonth("surveys", Given.Agen, Given.Day("2014-03-01"))], request.Declared);
        Assert.DoesNotContain("vol", JsonSerializer.Serialize(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_that_is_not_the_one_announced_is_not_frozen()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        reporting.Indicators.Transmit = bytes => [.. bytes, (byte)' '];
        var report = await reporting.OpenAsync();

        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        reporting.Indicators.Transmit = bytes => bytes;

        await RunningReporting.RefusedAsync(refused, HttpStatusCode.Conflict, "QP-REPORTING-007");
        Assert.Empty((await reporting.JsonAsync("/editions")).GetProperty("items").EnumerateArray());
        await reporting.FreezeAsync(report, "1");
    }

    [Fact]
    public async Task Late_answers_make_a_second_revision_that_says_what_changed()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        var first = await reporting.FreezeAsync(await reporting.OpenAsync());
        reporting.Indicators.Cells[0] = Given.Cell(version: 2).Answering(32, 10);
        reporting.Indicators.Changes.AddRange(Given.Late(Given.Evry, "2026-03-10", 2));

        // A further report of the same period goes on with the numbering.
        var second = await reporting.JsonAsync($"/editions/{await reporting.FreezeAsync(await reporting.OpenAsync(title: "Autre bilan"))}");

        Assert.Equal(2, second.GetProperty("revision").GetInt32());
        Assert.Equal(first, second.GetProperty("previous").GetGuid());
        var changes = second.GetProperty("changes").EnumerateArray().ToList();
        Assert.Equal([Given.Evry, null], changes.Select(change => change.GetProperty("site").GetString()));
        Assert.All(changes, change => Assert.Equal(
            """{"old":{"n":40,"value":0.75},"new":{"n":42,"value":0.7619047619047619},"causes":[{"cause":"late","count":2}]}""",
            $$"""{"old":{{change.GetProperty("old").GetRawText()}},"new":{{change.GetProperty("new").GetRawText()}},"causes":{{change.GetProperty("causes").GetRawText()}}}"""));
        Assert.Equal(1, (await reporting.JsonAsync($"/editions/{first}")).GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task Messages_that_come_twice_or_late_change_nothing()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var report = await reporting.OpenAsync();
        var edition = await reporting.FreezeAsync(report);
        var cut = reporting.Indicators.Requests[0].CutId;
        var before = (await reporting.ReadAsync(report)).GetRawText();

        var publisher = reporting.Service<IMessagePublisher>();
        await StandInIndicators.PublishAsync(publisher, new CutTaken { CutId = cut, RootDigest = ContentStore.DigestOf([1]), Open = [] });
        await StandInIndicators.PublishAsync(publisher, new CutTaken { CutId = cut, Open = [OpenMarch] });
        await StandInIndicators.PublishAsync(publisher, new CutTaken { CutId = Guid.NewGuid(), Open = [] });

        Assert.Equal(before, (await reporting.ReadAsync(report)).GetRawText());
        Assert.Equal(edition, await reporting.FreezeAsync(report));
    }

    [Fact]
    public async Task Names_every_invalid_field()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var report = await reporting.OpenAsync("lot-et-garonne", "2014");
        object row = new { source = "surveys", site = Given.Agen, month = "2014-03", pending = 2, reason = "Panne" };
        object[] declared = [row, row, new { source = "phone", site = Given.Evry, month = "2012-12", pending = -1, reason = " ", more = 1 }];

        using var response = await reporting.PostToAsync($"/reports/{report}/freeze", new { declared, asOf = "2999-01-01", colour = "bleu" });

        Assert.Equal(
            ["/asOf", "/colour", "/declared", "/declared/2/month", "/declared/2/more", "/declared/2/pending", "/declared/2/reason", "/declared/2/site", "/declared/2/source", "Idempotency-Key"],
            (await RunningReporting.RefusedAsync(response, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-905")).Order(StringComparer.Ordinal));
        Assert.Empty(reporting.Indicators.Requests);
    }

    [Fact]
    public async Task Is_refused_without_the_role_or_a_site_of_the_network()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var report = await reporting.OpenAsync();
        using var nobody = reporting.Client();
        using var handler = reporting.Client(["handler"]);
        using var partial = reporting.Client(["quality"], [Given.Evry]);

        using var unknown = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1", nobody);
        using var wrongRole = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1", handler);
        using var wrongSites = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1", partial);

        await RunningReporting.RefusedAsync(unknown, HttpStatusCode.Unauthorized, "QP-REPORTING-908");
        await RunningReporting.RefusedAsync(wrongRole, HttpStatusCode.Forbidden, "QP-REPORTING-909");
        await RunningReporting.RefusedAsync(wrongSites, HttpStatusCode.Forbidden, "QP-REPORTING-909");
    }

    private static Task<JsonElement> OperationAsync(RunningReporting reporting, string path, string status) => Eventually.ReadsAsync(
        $"the operation has {status}", _ => reporting.JsonAsync(path), operation => operation.GetProperty("status").GetString() == status,
        cancellationToken: TestContext.Current.CancellationToken);
}
