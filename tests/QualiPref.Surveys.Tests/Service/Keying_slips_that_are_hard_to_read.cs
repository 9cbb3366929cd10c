using System.Net;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>Nothing is ticked, or only the first entry saw anything: a batch gets to its end all the same, and what was written and done with it is kept.</summary>
public sealed class Keying_slips_that_are_hard_to_read(RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;
    private HttpClient _agent = null!;
    private SlipSteps _slips = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine);
        _agent = _host.As("agent", SurveysHost.Site);
        _slips = new SlipSteps(_host, _agent, Guid.NewGuid());
        await _slips.BeginAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task One_with_a_comment_alone_is_keyed_a_second_time_without_anything_and_has_nothing_to_compare()
    {
        await _slips.KeyAsync(Guid.CreateVersion7(), ("commentaire", "Merci."));
        await _slips.CloseAsync();
        Assert.Equal(HttpStatusCode.Created, (await _slips.CheckAsync(1)).StatusCode);
        var batch = (await _slips.BatchAsync())["batch"]!;
        Assert.Equal("checked", batch.Text("state"));
        Assert.Null(batch["errorRate"]);
        Assert.Equal("Merci.", Assert.Single(await _slips.CountedAsync())["answers"]!.Text("commentaire"));
    }

    [Fact]
    public async Task A_second_entry_that_finds_nothing_ticked_is_taken_and_a_slip_that_is_blank_counts_no_more()
    {
        await _slips.KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"));
        await _slips.KeyAsync(Guid.CreateVersion7(), ("global", "satisfait"), ("commentaire", "À garder."));
        await _slips.CloseAsync();
        await _slips.CheckAsync(1);
        await _slips.CheckAsync(2, ("global", "peu-satisfait"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _slips.SettleAsync(1, ("global", "satisfait peu-satisfait"))).StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [(await _slips.SettleAsync(1, ("global", ""))).StatusCode, (await _slips.SettleAsync(2, ("global", ""))).StatusCode]);

        // Of the second one what is written is left.
        var left = Assert.Single(await _slips.CountedAsync());
        Assert.Equal(("partial", null, "À garder."), (left.Text("outcome"), left["answers"]!.Text("global"), left["answers"]!.Text("commentaire")));
        Assert.Equal(("checked", 2, 2), ((await _slips.BatchAsync())["batch"]!.Text("state"), (await _slips.BatchAsync())["batch"]!["errorRate"]!.Number("checked"), (await _slips.BatchAsync())["batch"]!["errorRate"]!.Number("wrong")));
    }

    [Fact]
    public async Task What_was_done_with_a_comment_stays_done_when_its_slip_is_corrected()
    {
        // Masked, it is longer than what may be keyed.
        var words = string.Concat(Enumerable.Repeat("Appelez le 01 69 91 91 91 svp. ", 64)).Trim();
        var slip = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.Created, (await _slips.KeyAsync(slip, ("global", "satisfait"), ("commentaire", words))).StatusCode);
        await _host.Storage.Responses.UpdateOneAsync(one => one.Id == slip, Builders<SurveyResponse>.Update.Set(one => one.Note, new CommentNote
        {
            State = CommentState.Read,
            Version = 4,
            Themes = ["attente"],
            Quotable = true,
            Reply = new PublicReply { Text = "Merci.", By = "Usager 12", At = DateTime.UnixEpoch },
            PassedOn = new PassedOn { Case = slip, Reference = "S-1", By = "Usager 12", At = DateTime.UnixEpoch },
        }), cancellationToken: Token);
        await _slips.CloseAsync();
        await _slips.CheckAsync(1, ("global", "peu-satisfait"));
        Assert.Equal(HttpStatusCode.OK, (await _slips.SettleAsync(1, ("global", "peu-satisfait"))).StatusCode);

        var stored = await _host.Storage.Responses.Find(FilterDefinition<SurveyResponse>.Empty).ToListAsync(Token);
        var right = Assert.Single(stored, one => one.Status == ResponseStatus.Counted);
        Assert.True(right.Texts!["commentaire"].Length > 2_000);
        Assert.Equal((CommentState.Read, 4, "attente", true, "Merci.", "S-1"),
            (right.Note!.State, right.Note.Version, right.Note.Themes!.Single(), right.Note.Quotable, right.Note.Reply!.Text, right.Note.PassedOn!.Reference));
        // The words stand once: whoever erases them erases them.
        var wrong = Assert.Single(stored, one => one.Status == ResponseStatus.Voided);
        Assert.Equal((null, null), (wrong.Texts, wrong.Note));
    }
}
