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
    public async Task Without_a_rule_nothing_goes_and_what_one_would_take_is_counted()
    {
        await using var host = await SurveysHost.StartOnAsync(engine, [Noted("Ancien", Old), Noted("Récent", Old.AddMonths(6))], null);
        using var quality = host.As("quality");
        using var elsewhere = host.As("quality", "91-ETAMPES");
        Assert.Equal(0, (await quality.GetJsonAsync("comments/erasure")).Number("comments"));
        Assert.Equal((1, 12), ((await quality.GetJsonAsync("comments/erasure?months=12")).Number("comments"), (await quality.GetJsonAsync("comments/erasure?months=12")).Number("months")));
        Assert.Equal(2, (await quality.GetJsonAsync("comments/erasure?months=3&site=91-EVRY")).Number("comments"));
        Assert.Equal(0, (await elsewhere.GetJsonAsync("comments/erasure?months=3")).Number("comments"));
        Assert.Equal(0, await CountAsync(host, CommentState.Erased));
    }

    private static SurveyResponse Noted(string comment, DateOnly date) => Stored.Unmasked(comment, date, isNoted: true);

    private static Task<long> CountAsync(SurveysHost host, string state) =>
        host.Storage.Responses.CountDocumentsAsync(r => r.Site == SurveysHost.Site && r.Note!.State == state, cancellationToken: Token);
}
