using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Platform.Http;
using QualiPref.Platform.Messaging;
using QualiPref.Reporting.Features.FreezingReports;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class A_freezing_that_cannot_end(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_parked_with_its_reason()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        reporting.Indicators.Before = FailAtPartsAsync;
        var report = await reporting.OpenAsync();

        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");

        await RunningReporting.RefusedAsync(refused, HttpStatusCode.Conflict, "QP-REPORTING-014");
        var operation = await reporting.JsonAsync($"/operations/{reporting.Indicators.Requests[0].CutId}");
        Assert.Equal("failed", operation.GetProperty("status").GetString());
        Assert.Equal(("QP-REPORTING-014", "QP-REPORTING-017"), (
            operation.GetProperty("problem").GetProperty("code").GetString(), operation.GetProperty("problem").GetProperty("cause").GetString()));
        Assert.Equal(
            "L'édition n'a pas pu être établie et l'arrêté est en attente. Faites corriger la cause par l'exploitant, puis relancez l'arrêté ou abandonnez-le. "
                + "3 essais ont échoué ; le journal du service en donne la raison.",
            operation.GetProperty("problem").GetProperty("detail").GetString());
        var read = await reporting.ReadAsync(report);
        Assert.Equal("draft", read.GetProperty("status").GetString());
        Assert.Equal(("failed", "QP-REPORTING-014", $"/api/reporting/v1/operations/{reporting.Indicators.Requests[0].CutId}"), (
            Freezing(read, "status"), Freezing(read, "code"), Freezing(read, "operation")));
        var listed = Assert.Single((await reporting.JsonAsync("/reports")).GetProperty("items").EnumerateArray());
        Assert.Equal(("failed", "QP-REPORTING-017"), (Freezing(listed, "status"), Freezing(listed, "cause")));
        Assert.Contains("Degraded", await HealthAsync(reporting), StringComparison.Ordinal);
        Assert.Contains("reporting freezings: 1 parked", await HealthAsync(reporting), StringComparison.Ordinal);
        // The code alone does not say what happened, nor where.
        Assert.Contains(reporting.Logged, entry => entry.Contains("QP-REPORTING-017: ", StringComparison.Ordinal)
            && entry.Contains($"caused by {nameof(HttpRequestException)}", StringComparison.Ordinal) && entry.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shows_in_the_metrics_until_it_is_given_up()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        using var numbers = reporting.Hear();
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        reporting.Indicators.Before = FailAtPartsAsync;
        var report = await reporting.OpenAsync();
        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        await numbers.ReadsAsync("qualipref.parked.items", "freezings reporting", items => items == 1);

        using var given = await DecideAsync(reporting, report, "give-up", new { reason = "Essai" });

        await numbers.ReadsAsync("qualipref.parked.items", "freezings reporting", items => items == 0);
    }

    [Fact]
    public async Task Is_tried_a_few_times_and_not_again_after_a_restart()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        var tries = 0;
        reporting.Indicators.Before = (path, token) =>
        {
            if (path.Contains("/parts/", StringComparison.Ordinal)) Interlocked.Increment(ref tries);
            return FailAtPartsAsync(path, token);
        };
        var report = await reporting.OpenAsync();
        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        await reporting.RestartAsync();
        var first = $"{reporting.Indicators.Requests[0].CutId}";
        reporting.Indicators.Before = (path, _) =>
        {
            if (path.StartsWith(first, StringComparison.Ordinal)) Interlocked.Increment(ref tries);
            return Task.CompletedTask;
        };
        // Whatever the worker still had to do, it did before this one.
        await reporting.FreezeAsync(await reporting.OpenAsync(title: "Autre bilan"));

        Assert.Equal(FreezeWorker.MostTries, tries);
        Assert.Equal("failed", Freezing(await reporting.ReadAsync(report), "status"));
    }

    [Fact]
    public async Task Keeps_no_other_freezing_waiting()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        var broken = "";
        reporting.Indicators.Before = (path, _) => path.StartsWith(broken, StringComparison.Ordinal) ? throw new ProblemException(new Problem(CommonProblems.Unexpected)) : Task.CompletedTask;
        var report = await reporting.OpenAsync();
        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        broken = $"{reporting.Indicators.Requests[0].CutId}";

        await reporting.FreezeAsync(await reporting.OpenAsync(title: "Autre bilan"));
        await reporting.FreezeAsync(report, "2");
        using var overtaken = await DecideAsync(reporting, report, "retry", null);

        Assert.Equal("frozen", (await reporting.ReadAsync(report)).GetProperty("status").GetString());
        await RunningReporting.RefusedAsync(overtaken, HttpStatusCode.Conflict, "QP-REPORTING-018");
        using var admin = reporting.Client(["admin"]);
        Assert.EndsWith("a later freezing overtook it, so it can only be given up", (await ParkedAsync(admin)).GetProperty("reason").GetString(), StringComparison.Ordinal);
        using var stays = await reporting.PostToAsync($"/parked/freezings/{broken}/retry", null, client: admin);
        await RunningReporting.RefusedAsync(stays, HttpStatusCode.Conflict, "QP-REPORTING-915");
    }

    [Fact]
    public async Task Is_among_what_an_administrator_has_tried_again()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        reporting.Indicators.Before = FailAtPartsAsync;
        var report = await reporting.OpenAsync();
        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        using var admin = reporting.Client(["admin"]);
        var cut = $"{reporting.Indicators.Requests[0].CutId}";
        var parked = await ParkedAsync(admin);
        reporting.Indicators.Before = (_, _) => Task.CompletedTask;

        using var unknown = await reporting.PostToAsync($"/parked/freezings/{Guid.NewGuid()}/retry", null, client: admin);
        using var retried = await reporting.PostToAsync($"/parked/freezings/{cut}/retry", null, client: admin);

        Assert.Equal(("freezings", cut), (parked.GetProperty("place").GetString(), parked.GetProperty("id").GetString()));
        Assert.Contains($"report {report} ", parked.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("QP-REPORTING-017", parked.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Accepted), (unknown.StatusCode, retried.StatusCode));
        await Eventually.ReadsAsync("the edition is built", _ => reporting.ReadAsync(report), read => read.GetProperty("status").GetString() == "frozen", cancellationToken: Token);
        Assert.Contains("Healthy", await HealthAsync(reporting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_among_what_an_administrator_gives_up_and_is_over_then()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        reporting.Indicators.Before = FailAtPartsAsync;
        var report = await reporting.OpenAsync();
        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        using var admin = reporting.Client(["admin"]);
        var cut = $"{reporting.Indicators.Requests[0].CutId}";

        using var givenUp = await reporting.PostToAsync($"/parked/freezings/{cut}/give-up", new { reason = "Mesure fausse" }, client: admin);

        Assert.Equal(HttpStatusCode.NoContent, givenUp.StatusCode);
        var operation = await Eventually.ReadsAsync("it is over", _ => reporting.JsonAsync($"/operations/{cut}"),
            one => one.GetProperty("problem").GetProperty("code").GetString() == "QP-REPORTING-015", cancellationToken: Token);
        Assert.Equal("Mesure fausse", operation.GetProperty("problem").GetProperty("reason").GetString());
        Assert.Empty((await admin.GetFromJsonAsync<JsonElement>("/api/reporting/v1/parked?givenUp=true", Token)).GetProperty("items").EnumerateArray());
        using var late = await reporting.PostToAsync($"/parked/freezings/{cut}/retry", null, client: admin);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task Is_the_answer_to_its_key_until_somebody_decides()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        reporting.Indicators.Before = FailAtPartsAsync;
        var report = await reporting.OpenAsync();
        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");

        using var again = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");

        await RunningReporting.RefusedAsync(again, HttpStatusCode.Conflict, "QP-REPORTING-014");
        Assert.Single(reporting.Indicators.Requests);
    }

    [Fact]
    public async Task Goes_on_from_its_cut_when_it_is_tried_again()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        reporting.Indicators.Before = FailAtPartsAsync;
        var report = await reporting.OpenAsync();
        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        var parked = await reporting.ReadAsync(report);
        reporting.Indicators.Before = (_, _) => Task.CompletedTask;

        using var retried = await DecideAsync(reporting, report, "retry", null, parked);

        Assert.Equal("QP-REPORTING-017", Freezing(parked, "cause"));
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        Assert.Equal("succeeded", (await EndedAsync(reporting, retried)).GetProperty("status").GetString());
        Assert.Single(reporting.Indicators.Requests);
        Assert.Contains("Healthy", await HealthAsync(reporting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Can_be_given_up()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        reporting.Indicators.Before = FailAtPartsAsync;
        var report = await reporting.OpenAsync();
        using var refused = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");

        using var givenUp = await DecideAsync(reporting, report, "give-up", new { reason = "Mesure fausse" });

        var operation = await EndedAsync(reporting, givenUp, "QP-REPORTING-015");
        Assert.Equal("Mesure fausse", operation.GetProperty("problem").GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, (await reporting.ReadAsync(report)).GetProperty("freezing").ValueKind);
        Assert.Contains("Healthy", await HealthAsync(reporting), StringComparison.Ordinal);
        var acts = (await reporting.Client(["admin"], ["*"]).GetFromJsonAsync<JsonElement>("audit?kind=freeze", Token)).GetProperty("items").EnumerateArray();
        Assert.Equal(["freezing.giveUp", "report.freeze"], acts.Select(act => act.GetProperty("act").GetString()));
        Assert.All(acts, act => Assert.Equal(report.ToString(), act.GetProperty("on").GetProperty("ids")[0].GetString()));
    }

    [Fact]
    public async Task Is_given_up_while_its_cut_is_awaited_and_a_late_cut_changes_nothing()
    {
        await using var reporting = await RunningReporting.StartAsync(engine, "--QualiPref:Reporting:FreezeWait=00:00:00");
        reporting.Indicators.TakesCuts = false;
        var report = await reporting.OpenAsync();
        using var accepted = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        var request = (await Eventually.ReadsAsync("the cut is asked for", _ => Task.FromResult(reporting.Indicators.Requests.ToList()), all => all.Count == 1, cancellationToken: Token))[0];

        using var givenUp = await DecideAsync(reporting, report, "give-up", new { reason = "Trop long" });
        await reporting.Indicators.TakeAsync(request, reporting.Service<IMessagePublisher>());
        using var another = await reporting.PostToAsync($"/reports/{report}/freeze", null, "2");

        await EndedAsync(reporting, givenUp, "QP-REPORTING-015");
        Assert.Equal(HttpStatusCode.Accepted, another.StatusCode);
    }

    [Fact]
    public async Task Waits_out_an_outage_however_long_unless_it_is_given_up()
    {
        await using var reporting = await RunningReporting.StartAsync(engine, "--QualiPref:Reporting:FreezeWait=00:00:00", "--QualiPref:Reporting:FreezePause=00:00:00.01");
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        var asked = 0;
        reporting.Indicators.Before = (_, _) => Interlocked.Increment(ref asked) > 0 ? throw new ProblemException(new Problem(CommonProblems.StorageAway)) : Task.CompletedTask;
        var report = await reporting.OpenAsync();
        using var accepted = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        await Eventually.ReadsAsync("it was tried more often than a fault is", _ => Task.FromResult(Volatile.Read(ref asked)), times => times > FreezeWorker.MostTries, cancellationToken: Token);
        // The report itself cannot be read: its figures are those of the service that is away.
        using var waiting = await reporting.GetAsync($"/reports/{report}/freezing");

        using var givenUp = await reporting.PostToAsync($"/reports/{report}/freezing/give-up", new { reason = "Reporté" }, match: waiting.Headers.ETag!.Tag);

        Assert.Equal("running", (await RunningReporting.JsonOf(waiting)).GetProperty("status").GetString());
        await EndedAsync(reporting, givenUp, "QP-REPORTING-015");
    }

    [Fact]
    public async Task Is_decided_on_in_the_version_that_was_read_and_only_while_there_is_something_to_decide()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var report = await reporting.OpenAsync();
        object reason = new { reason = "Erreur" };

        using var unread = await reporting.PostToAsync($"/reports/{report}/freezing/give-up", reason);
        using var stale = await reporting.PostToAsync($"/reports/{report}/freezing/retry", null, match: "\"9\"");
        using var nothing = await DecideAsync(reporting, report, "retry", null);
        using var nothingEither = await DecideAsync(reporting, report, "give-up", reason);
        using var unexplained = await DecideAsync(reporting, report, "give-up", new { because = "Erreur" });
        using var handler = reporting.Client(["handler"]);
        using var refused = await reporting.PostToAsync($"/reports/{report}/freezing/give-up", reason, client: handler, match: "\"1\"");

        await RunningReporting.RefusedAsync(unread, HttpStatusCode.PreconditionRequired, "QP-REPORTING-906");
        await RunningReporting.RefusedAsync(stale, HttpStatusCode.PreconditionFailed, "QP-REPORTING-907");
        await RunningReporting.RefusedAsync(nothing, HttpStatusCode.Conflict, "QP-REPORTING-016");
        await RunningReporting.RefusedAsync(nothingEither, HttpStatusCode.Conflict, "QP-REPORTING-016");
        Assert.Equal(["/because", "/reason"], (await RunningReporting.RefusedAsync(unexplained, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-905")).Order(StringComparer.Ordinal));
        await RunningReporting.RefusedAsync(refused, HttpStatusCode.Forbidden, "QP-REPORTING-909");
    }

    private static Task FailAtPartsAsync(string path, CancellationToken token) =>
        path.Contains("/parts/", StringComparison.Ordinal) ? throw new ProblemException(new Problem(CommonProblems.Unexpected)) : Task.CompletedTask;

    private static string? Freezing(JsonElement report, string member) => report.GetProperty("freezing").GetProperty(member).GetString();

    private static async Task<JsonElement> ParkedAsync(HttpClient admin) =>
        Assert.Single((await admin.GetFromJsonAsync<JsonElement>("/api/reporting/v1/parked", Token)).GetProperty("items").EnumerateArray());

    private static async Task<string> HealthAsync(RunningReporting reporting) => await reporting.Http.GetStringAsync(new Uri("/health", UriKind.Relative), Token);

    private static async Task<HttpResponseMessage> DecideAsync(RunningReporting reporting, Guid report, string decision, object? body, JsonElement? read = null)
    {
        var version = (read ?? await reporting.ReadAsync(report)).GetProperty("version").GetInt64();
        return await reporting.PostToAsync($"/reports/{report}/freezing/{decision}", body, match: $"\"{version}\"");
    }

    /// <summary>The operation once it has ended; with a problem when one is expected.</summary>
    private static async Task<JsonElement> EndedAsync(RunningReporting reporting, HttpResponseMessage accepted, string? code = null)
    {
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var ended = await Eventually.ReadsAsync("the operation has ended",
            _ => reporting.JsonAsync(accepted.Headers.Location!.OriginalString["/api/reporting/v1".Length..]),
            operation => operation.GetProperty("status").GetString() != "running", cancellationToken: Token);
        if (code is not null) Assert.Equal(code, ended.GetProperty("problem").GetProperty("code").GetString());
        return ended;
    }
}
