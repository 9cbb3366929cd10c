using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>Two replicas on one ledger, of which one has a site and a questionnaire in its catalogue that the other does not know yet.</summary>
public sealed class While_a_catalogue_is_rolled_out(RealEngine engine) : IAsyncLifetime
{
    private readonly ChangingCatalogue _new = new(), _old = new();
    private SurveysHost _ahead = null!, _behind = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _new.AddSite();
        _new.AddQuestionnaire();
        _ahead = await SurveysHost.StartAsync(engine, _new);
        _behind = await _ahead.BesideAsync(engine, _old);
    }

    public async ValueTask DisposeAsync()
    {
        await _behind.DisposeAsync();
        await _ahead.DisposeAsync();
        _new.Dispose();
        _old.Dispose();
    }

    [Fact]
    public async Task A_kiosk_of_the_new_site_keeps_its_batch_until_the_site_is_known()
    {
        var kiosk = await EnrolAsync(ChangingCatalogue.NewSite);
        var id = Guid.CreateVersion7();
        JsonNode[] batch = [Item(id, kiosk.Answer(1, ("site", ChangingCatalogue.NewSite)))];

        await IsNotYetAsync(await kiosk.Http.PostBatchAsync(batch.Select(item => item.DeepClone())));
        Assert.Equal(0, await KeptAsync(id));
        RollOut();

        Assert.Equal("accepted", await ResultAsync(await kiosk.Http.PostBatchAsync(batch.Select(item => item.DeepClone()))));
        Assert.Equal(("counted", ChangingCatalogue.NewSite), await StateAsync(id));
    }

    [Fact]
    public async Task A_single_answer_of_it_has_to_come_again_too()
    {
        var kiosk = await EnrolAsync(ChangingCatalogue.NewSite);
        var (id, answer) = (Guid.CreateVersion7(), kiosk.Answer(1, ("site", ChangingCatalogue.NewSite)));

        await IsNotYetAsync(await kiosk.Http.PutAnswerAsync(id, answer));
        RollOut();

        Assert.Equal(HttpStatusCode.Created, (await kiosk.Http.PutAnswerAsync(id, answer)).StatusCode);
    }

    [Fact]
    public async Task What_staff_of_the_new_site_type_in_is_refused_for_now_and_not_for_good()
    {
        using var agent = _behind.As("agent", "91-EVRY", ChangingCatalogue.NewSite);
        var slip = Requests.Answer(("channel", "paper"), ("site", ChangingCatalogue.NewSite));
        var id = Guid.CreateVersion7();

        await IsNotYetAsync(await agent.PutAnswerAsync(id, slip));
        await IsNotYetAsync(await agent.PostBatchAsync([Item(Guid.CreateVersion7(), slip.With("site", "91-EVRY")), Item(id, slip)]));
        Assert.Equal(0, await _behind.Storage.Responses.CountDocumentsAsync(FilterDefinition<SurveyResponse>.Empty, null, Token));
        RollOut();

        Assert.Equal(HttpStatusCode.Created, (await agent.PutAnswerAsync(id, slip)).StatusCode);
    }

    [Fact]
    public async Task A_site_that_no_token_names_is_a_fault_of_the_caller()
    {
        using var agent = _behind.As("agent");
        var answer = Requests.Answer(("site", ChangingCatalogue.NewSite));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _behind.Http.PutAnswerAsync(Guid.CreateVersion7(), answer)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await agent.PutAnswerAsync(Guid.CreateVersion7(), answer.With("channel", "paper"))).StatusCode);
    }

    [Fact]
    public async Task A_kiosk_keeps_what_was_answered_with_the_new_questionnaire_until_that_is_known()
    {
        var kiosk = await EnrolAsync("91-EVRY");
        Assert.Equal(2, (await _ahead.Http.GetJsonAsync("questionnaires/accueil-general")).Number("version"));
        var (old, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        JsonNode[] batch = [Item(old, kiosk.Answer(1)), Item(id, kiosk.Answer(2, ("version", 2)))];

        await IsNotYetAsync(await kiosk.Http.PostBatchAsync(batch.Select(item => item.DeepClone())));
        Assert.Equal(0, await KeptAsync(old));
        RollOut();

        Assert.Equal("accepted", await ResultAsync(await kiosk.Http.PostBatchAsync(batch.Select(item => item.DeepClone()))));
        Assert.Equal(("counted", "91-EVRY"), await StateAsync(id));
        Assert.Equal(2, (await _behind.Http.GetJsonAsync("questionnaires/accueil-general")).Number("version"));
    }

    [Fact]
    public async Task What_was_answered_with_an_unknown_one_longer_ago_than_a_roll_out_takes_is_set_aside()
    {
        var kiosk = await EnrolAsync("91-EVRY");
        var (old, fresh) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var longAgo = DateTimeOffset.UtcNow.AddMinutes(-11).ToString("O", CultureInfo.InvariantCulture);

        var reply = await kiosk.Http.PostBatchAsync([Item(old, kiosk.Answer(1, ("version", 7), ("answeredAt", longAgo))), Item(fresh, kiosk.Answer(2, ("version", 7)))]);

        // The second too: else somebody who answers every few minutes would keep the kiosk from ever handing anything in.
        Assert.Equal(["setAside", "setAside"], (await reply.ReadAsync())["items"]!.AsArray().Select(item => item!.Text("result")));
    }

    /// <summary>No catalogue makes it readable: a kiosk that was told to come again would come for ever.</summary>
    [Theory]
    [InlineData("version", " ")]
    [InlineData("answeredAt", "${7*7}")]
    [InlineData("answeredAt", "2099-01-01T12:00:00Z")]
    public async Task What_cannot_be_read_in_whatever_catalogue_is_set_aside(string field, string value)
    {
        var kiosk = await EnrolAsync("91-EVRY");
        var reply = await kiosk.Http.PostBatchAsync([Item(Guid.CreateVersion7(), kiosk.Answer(1, ("version", 7), (field, value)))]);
        Assert.Equal("setAside", await ResultAsync(reply));
    }

    [Fact]
    public async Task A_token_for_all_sites_names_none_that_is_to_come()
    {
        using var agent = _behind.As("agent", "*");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await agent.PutAnswerAsync(Guid.CreateVersion7(), Requests.Answer(("channel", "paper"), ("site", "*")))).StatusCode);
    }

    private void RollOut()
    {
        _old.AddSite();
        _old.AddQuestionnaire();
        _behind.LookAtCatalogue();
    }

    /// <summary>A kiosk that was created at the replica ahead and whose requests meet the one behind.</summary>
    private async Task<EnrolledKioskClient> EnrolAsync(string site)
    {
        using var created = await _ahead.As("admin").PostAsJsonAsync("kiosks", new { site, label = "Accueil" }, Token);
        return await _behind.EnrolWithAsync((await created.ReadAsync()).Text("enrolmentCode")!);
    }

    private static async Task IsNotYetAsync(HttpResponseMessage reply)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Equal("QP-SURVEYS-916", (await reply.ReadAsync()).Text("code"));
        Assert.Equal(TimeSpan.FromSeconds(10), reply.Headers.RetryAfter!.Delta);
    }

    private static async Task<string?> ResultAsync(HttpResponseMessage reply) => (await reply.ReadAsync())["items"]!.AsArray()[^1]!.Text("result");

    private async Task<(string, string?)> StateAsync(Guid id)
    {
        var stored = await _behind.Storage.Responses.Find(response => response.Id == id).SingleAsync(Token);
        return (stored.Status, stored.Site);
    }

    private Task<long> KeptAsync(Guid id) => _behind.Storage.Responses.CountDocumentsAsync(response => response.Id == id, null, Token);

    private static JsonObject Item(Guid id, JsonObject answer) => answer.With("id", id.ToString());
}
