using System.Net;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Privacy;
using QualiPref.Complaints.Tests.Sending;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Hearing;

public sealed class Reviewing_an_answer(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private static readonly object Said = new { said = "partly", text = "Le guichet a rouvert, le courrier manque." };

    private RunningComplaints Service => shared.Service;

    [Fact]
    public async Task Is_asked_once_the_answer_arrived_as_far_as_its_record_says()
    {
        var known = await AnsweredAsync();
        Assert.False(await MayReviewAsync(known));
        Assert.Equal("QP-COMPLAINTS-042", (await (await ReviewAsync(known, Said)).ReadAsync(HttpStatusCode.Conflict)).Text("code"));

        known = await HandedAsync(known);
        Assert.True(await MayReviewAsync(known));
        var tracked = await (await ReviewAsync(known, Said)).ReadAsync(HttpStatusCode.OK);

        Assert.Equal((false, "partly"), (tracked["mayReview"]!.GetValue<bool>(), tracked["review"]!.Text("said")));
        // The page with the code repeats no words.
        Assert.DoesNotContain("guichet a rouvert", tracked.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_asked_of_a_closed_case_whatever_is_known_of_its_answer()
    {
        var known = await Service.Handler.DoAsync(await AnsweredAsync(), "close", new { outcome = "founded" });

        Assert.True(await MayReviewAsync(known));
        await (await ReviewAsync(known, new { said = "helped" })).ReadAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_not_asked_of_thanks_nor_while_the_answer_is_being_prepared()
    {
        var thanks = await Service.Handler.DoAsync(await Service.Handler.FiledAsync(("kind", "thanks")), "close", new { outcome = "outOfScope" });
        var open = await Service.Handler.FiledAsync();

        Assert.False(await MayReviewAsync(thanks));
        Assert.False(await MayReviewAsync(open));
        Assert.Equal("QP-COMPLAINTS-042", (await (await ReviewAsync(thanks, Said)).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
    }

    [Fact]
    public async Task Is_given_once_the_same_again_is_the_same_and_another_is_refused()
    {
        var known = await HandedAsync(await AnsweredAsync());
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReviewAsync(known, Said)));
        Assert.All(all, one => Assert.Equal(HttpStatusCode.OK, one.StatusCode));

        Assert.Equal("QP-COMPLAINTS-041", (await (await ReviewAsync(known, new { said = "helped" })).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        Assert.Equal("QP-COMPLAINTS-041", (await (await ReviewAsync(known, new { said = "partly", text = "Tout manque." })).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        Assert.Equal("partly", (await Service.Handler.KnownAsync(known.Id)).Body["review"]!.Text("said"));
    }

    [Fact]
    public async Task Waits_at_the_desk_until_somebody_says_that_they_read_it_and_leaves_the_version()
    {
        var known = await HandedAsync(await AnsweredAsync(("site", "91-PALAISEAU")));
        await (await ReviewAsync(known, Said)).ReadAsync(HttpStatusCode.OK);
        Assert.Equal([known.Id], await UnreadAsync());
        Assert.Equal(1, (await Service.Handler.GetJsonAsync("complaints/desk?site=91-PALAISEAU")).Number("reviews"));
        Assert.Equal(1, (await Service.Handler.GetJsonAsync("complaints/counts?site=91-PALAISEAU&unreadReview=true")).Number("total"));

        var read = await (await Service.Handler.TryAsync(known.Id, null, "review/read", new { })).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(("partly", "Le guichet a rouvert, le courrier manque.", false), (read["review"]!.Text("said"), read["review"]!.Text("text"), read["review"]!["unread"]!.GetValue<bool>()));
        Assert.Empty(await UnreadAsync());
        Assert.Equal(0, (await Service.Handler.GetJsonAsync("complaints/desk?site=91-PALAISEAU")).Number("reviews"));
        // A form that was open meanwhile is still good.
        await Service.Handler.DoAsync(known, "close", new { outcome = "founded" });
    }

    [Fact]
    public async Task Is_of_a_known_kind_and_of_a_thousand_characters()
    {
        var known = await HandedAsync(await AnsweredAsync());

        Assert.Equal(["/said"], (await (await ReviewAsync(known, new { text = "Oui" })).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        Assert.Equal(["/said", "/text"], (await (await ReviewAsync(known, new { said = "perhaps", text = new string('a', 1_001) })).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        Assert.Equal(HttpStatusCode.NotFound, (await Service.Public.PostJsonAsync("tracking/00000-00000-00000-00000/review", Said)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Service.Handler.TryAsync(known.Id, null, "review/read", new { })).StatusCode);
    }

    [Fact]
    public async Task An_erasure_leaves_what_was_said_and_none_of_the_words()
    {
        var known = await Service.Handler.DoAsync(await HandedAsync(await AnsweredAsync()), "close", new { outcome = "founded" });
        await (await ReviewAsync(known, new { said = "notHelped", text = "Motavis tout seul" })).ReadAsync(HttpStatusCode.OK);

        var erased = await Service.As("quality", "*").ErasedAsync(known);

        Assert.Equal(("notHelped", null), (erased.Body["review"]!.Text("said"), erased.Body["review"]!.Text("text")));
        Assert.Empty(await Service.PlacesOfAsync("Motavis"));
        var untold = await Service.As("quality", "*").ErasedAsync(await Service.Handler.DoAsync(await Service.Handler.FiledAsync(), "close", new { outcome = "outOfScope" }));
        Assert.Null(untold.Body["review"]);
    }

    private async Task<Known> AnsweredAsync(params (string Name, JsonNode? Value)[] changes) =>
        await Service.Handler.DoAsync(await Service.Handler.FiledAsync(changes), "answer", Sending.Letters.Answer);

    private async Task<Known> HandedAsync(Known known) =>
        known with { Body = await (await Service.Handler.TryAsync(known.Id, null, $"letters/{known.LastLetter()}/handed", new { })).ReadAsync(HttpStatusCode.OK) };

    private Task<HttpResponseMessage> ReviewAsync(Known known, object body) => Service.Public.PostJsonAsync($"tracking/{known.Body.Text("trackingCode")}/review", body);

    private async Task<bool> MayReviewAsync(Known known) => (await Service.Public.GetJsonAsync($"tracking/{known.Body.Text("trackingCode")}"))["mayReview"]!.GetValue<bool>();

    private async Task<IEnumerable<string?>> UnreadAsync() =>
        (await Service.Handler.GetJsonAsync("complaints?site=91-PALAISEAU&unreadReview=true")).List("items").OfType<JsonNode>().Select(one => one.Text("id"));
}
