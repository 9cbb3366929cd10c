using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Erasing_comments_by_rule(RealEngine engine)
{
    private static readonly DateOnly Old = DateOnly.FromDateTime(DateTime.UtcNow).AddMonths(-12).AddDays(-1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_due_goes_at_start_as_one_act_and_the_answers_count_on()
    {
        // More than one page of them.
        SurveyResponse[] due = [.. Enumerable.Range(0, 600).Select(i => Noted($"Avis {i}", Old))];
        var kept = Noted("Encore là", Old.AddDays(1));
        await using var host = await SurveysHost.StartOnAsync(engine, [.. due, kept], null, "--QualiPref:Surveys:Comments:KeptMonths=12");

        await Eventually.ReadsAsync("all that is due is erased", async _ => await CountAsync(host, CommentState.Erased), count => count == due.Length, cancellationToken: Token);

        var erased = await host.Storage.Responses.Find(r => r.Id == due[0].Id).SingleAsync(Token);
        Assert.Equal((null, 1, "counted", 2, null), (erased.Comment, erased.Version, erased.Status, erased.Note!.Version, erased.Note.Erased!.Reason));
        Assert.Equal("Encore là", (await host.Storage.Responses.Find(r => r.Id == kept.Id).SingleAsync(Token)).Comment);
        using var admin = host.As("admin");
        var entries = await Eventually.ReadsAsync("the act has its place in the log", async _ => (await admin.GetJsonAsync("audit?kind=correction"))["items"]!.AsArray(), items => items.Count > 0, cancellationToken: Token);
        var entry = Assert.Single(entries)!;
        Assert.Equal(("comment.eraseByRule", "600", "surveys"), (entry.Text("act"), entry["details"]!.Text("comments"), entry["by"]!.Text("id")));
    }

    [Fact]
    public async Task What_could_not_be_read_goes_too_stays_what_it_is_and_can_only_be_refused()
    {
        SurveyResponse old = Unread(Old), young = Unread(Old.AddDays(1));
        await using var host = await SurveysHost.StartOnAsync(engine, [old, young], null, "--QualiPref:Surveys:Comments:KeptMonths=12");

        await Eventually.ReadsAsync("what could not be read is erased", async _ => await RawOf(host, old), raw => raw?.Length == 0, cancellationToken: Token);

        Assert.Contains("Rappelez", await RawOf(host, young), StringComparison.Ordinal);
        var held = await host.Storage.Responses.Find(r => r.Id == old.Id).SingleAsync(Token);
        Assert.Equal((1, "setAside", null), (held.Version, held.Status, held.PendingSince));
        using var quality = host.As("quality");
        var listed = (await quality.GetJsonAsync("responses?status=setAside"))["items"]!.AsArray().Single(item => item!.Text("id") == old.Id.ToString())!;
        Assert.Equal(("", null), (listed.Text("raw"), listed.Text("outcome")));
        Assert.Equal(409, (int)(await quality.DecideAsync(old.Id, "accept", 1)).StatusCode);
        Assert.Equal(200, (int)(await quality.DecideAsync(old.Id, "discard", 1)).StatusCode);
        using var admin = host.As("admin");
        var entry = Assert.Single((await admin.GetJsonAsync("audit?kind=correction"))["items"]!.AsArray())!;
        Assert.Equal(("comment.eraseByRule", "1"), (entry.Text("act"), entry["details"]!.Text("comments")));
    }

    [Fact]
    public async Task Without_a_rule_nothing_goes_and_what_one_would_take_is_counted()
    {
        await using var host = await SurveysHost.StartOnAsync(engine, [Noted("Ancien", Old), Unread(Old), Noted("Récent", Old.AddMonths(6))], null);
        using var quality = host.As("quality");
        using var elsewhere = host.As("quality", "91-ETAMPES");
        Assert.Equal(0, (await quality.GetJsonAsync("comments/erasure")).Number("comments"));
        Assert.Equal((2, 12), ((await quality.GetJsonAsync("comments/erasure?months=12")).Number("comments"), (await quality.GetJsonAsync("comments/erasure?months=12")).Number("months")));
        Assert.Equal(3, (await quality.GetJsonAsync("comments/erasure?months=3&site=91-EVRY")).Number("comments"));
        Assert.Equal(0, (await elsewhere.GetJsonAsync("comments/erasure?months=3")).Number("comments"));
        Assert.Equal(0, await CountAsync(host, CommentState.Erased));
    }

    private static SurveyResponse Noted(string comment, DateOnly date) => Stored.Unmasked(comment, date, isNoted: true);

    private static SurveyResponse Unread(DateOnly date) => Stored.Unmasked(null, date, raw: """{"comment":"Rappelez-moi, Mme Martin","surprise":1}""");

    private static Task<string?> RawOf(SurveysHost host, SurveyResponse response) => host.Storage.Responses.Find(r => r.Id == response.Id).Project(r => r.Raw).SingleAsync(Token)!;

    private static Task<long> CountAsync(SurveysHost host, string state) =>
        host.Storage.Responses.CountDocumentsAsync(r => r.Site == SurveysHost.Site && r.Note!.State == state, cancellationToken: Token);
}
