using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Adding_to_a_complaint(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private RunningComplaints Service => shared.Service;

    [Fact]
    public async Task Ends_the_wait_for_the_person_and_is_unread_until_a_handler_says_so()
    {
        var known = await Service.Handler.DoAsync(await Service.Handler.FiledAsync(("site", "91-ETAMPES")), "request-information", new { text = "Quel jour ?" });

        var tracked = await (await AddAsync(known, new { text = "Le 2 juillet." })).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("received", tracked.Text("status"));
        Assert.Single(tracked.List("messages"));
        known = await Service.Handler.KnownAsync(known.Id);
        Assert.Equal(["file", "request-information", "resume"], known.Body.List("history").Select(entry => entry!.Text("transition")));
        var message = Assert.Single(known.Body.List("messages"))!;
        Assert.Equal(("web", "Le 2 juillet."), (message.Text("channel"), message.Text("text")));
        Assert.Equal([known.Id], await UnreadAsync());
        Assert.Equal(1, (await Service.Handler.GetJsonAsync("complaints/desk?site=91-ETAMPES")).Number("unread"));

        var read = await (await Service.Handler.TryAsync(known.Id, null, $"messages/{message.Text("id")}/read", new { })).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(0, read.Number("unread"));
        Assert.Empty(await UnreadAsync());
        Assert.Equal(known.ETag, (await Service.Handler.KnownAsync(known.Id)).ETag);
    }

    [Fact]
    public async Task Leaves_the_version_where_nobody_waited_so_that_no_form_of_a_handler_is_refused()
    {
        var known = await Service.Handler.FiledAsync();
        await (await AddAsync(known, new { text = "Encore une précision." })).ReadAsync(HttpStatusCode.OK);

        await Service.Handler.DoAsync(known, "answer", new { subject = "Réponse", body = "Un guichet de plus." });
    }

    [Fact]
    public async Task A_closed_case_stays_closed()
    {
        var known = await Service.Handler.DoAsync(await Service.Handler.FiledAsync(), "close", new { outcome = "outOfScope" });

        Assert.Equal("closed", (await (await AddAsync(known, new { text = "Je ne suis pas d'accord." })).ReadAsync(HttpStatusCode.OK)).Text("status"));
    }

    [Fact]
    public async Task Sent_twice_adds_once_and_other_words_under_the_same_id_are_refused()
    {
        var known = await Service.Handler.FiledAsync();
        var id = Guid.NewGuid();
        for (var time = 0; time < 2; time++) await (await AddAsync(known, new { id, text = "Une précision." })).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("QP-COMPLAINTS-002", (await (await AddAsync(known, new { id, text = "Une autre." })).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        Assert.Single((await Service.Handler.KnownAsync(known.Id)).Body.List("messages"));
    }

    [Fact]
    public async Task Many_at_once_are_all_there_and_beyond_fifty_none_is()
    {
        var known = await Service.Handler.DoAsync(await Service.Handler.FiledAsync(), "request-information", new { text = "Quel jour ?" });
        await Parallel.ForAsync(0, 4, async (one, _) => await (await AddAsync(known, new { text = $"Précision {one}" })).ReadAsync(HttpStatusCode.OK));
        for (var one = 4; one < 50; one++) await (await AddAsync(known, new { text = $"Précision {one}" })).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("QP-COMPLAINTS-040", (await (await AddAsync(known, new { text = "Une de trop" })).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        var read = (await Service.Handler.KnownAsync(known.Id)).Body;
        Assert.Equal(50, read.List("messages").Select(message => message!.Text("text")).Distinct().Count());
        Assert.Single(read.List("history"), entry => entry!.Text("transition") == "resume");
    }

    [Fact]
    public async Task Needs_the_code_and_some_words()
    {
        var known = await Service.Handler.FiledAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("00000-00000-00000-00000", new { text = "Bonjour" })).StatusCode);
        Assert.Equal(["/text"], (await (await AddAsync(known, new { text = "" })).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        Assert.Equal(["/text"], (await (await AddAsync(known, new { text = new string('a', 10_001) })).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
    }

    private Task<HttpResponseMessage> AddAsync(Known known, object body) => PostAsync(known.Body.Text("trackingCode")!, body);

    private Task<HttpResponseMessage> PostAsync(string code, object body) =>
        Service.Public.PostAsync(new Uri($"tracking/{code}/messages", UriKind.Relative), JsonContent.Create(body), TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string?>> UnreadAsync() =>
        (await Service.Handler.GetJsonAsync("complaints?site=91-ETAMPES&unread=true")).List("items").OfType<JsonNode>().Select(one => one.Text("id"));
}
