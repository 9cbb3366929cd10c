using System.Net;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Following_a_complaint(RealEngine engine) : IAsyncLifetime
{
    private static readonly string[] Shape =
        ["reference", "site", "language", "kind", "status", "receivedOn", "dueOn", "legalDueOn", "acknowledgedOn", "announcedOn", "answeredOn", "closedOn", "answer", "attachments", "messages", "mayReview", "review", "promises"];

    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningComplaints.StartAsync(engine);
        _service.Time.Set(new DateOnly(2026, 7, 3));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Shows_state_and_answer_in_one_shape_and_nothing_personal()
    {
        var known = await _service.Handler.FiledAsync();
        var code = known.Body.Text("trackingCode")!;

        var before = await _service.Public.GetJsonAsync($"tracking/{code}");
        await _service.Handler.DoAsync(known, "answer", new { subject = "Réponse", body = "Un guichet de plus." });
        var after = await _service.Public.GetJsonAsync($"tracking/{code}");

        Assert.Equal(Shape, before.AsObject().Select(member => member.Key));
        Assert.Equal(Shape, after.AsObject().Select(member => member.Key));
        Assert.Null(before["answer"]);
        Assert.Equal(("answered", "Un guichet de plus."), (after.Text("status"), after["answer"]!.Text("body")));
        Assert.DoesNotContain("Usager", after.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Deux heures", after.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pt", "pt")]
    [InlineData("de", "fr")]
    [InlineData(null, "fr")]
    public async Task Says_the_language_of_the_filing_where_it_is_one_of_ours(string? filed, string told)
    {
        var known = await _service.Handler.FiledAsync(("contact", new JsonObject { ["name"] = "Usager 7", ["language"] = filed }));
        Assert.Equal(told, (await _service.Public.GetJsonAsync($"tracking/{known.Body.Text("trackingCode")}")).Text("language"));
    }

    [Fact]
    public async Task Takes_the_code_as_people_type_it()
    {
        var known = await _service.Handler.FiledAsync();
        var typed = known.Body.Text("trackingCode")!.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant().Replace('0', 'o').Replace('1', 'l');

        Assert.Equal(HttpStatusCode.OK, await _service.Public.StatusOfAsync($"tracking/{typed}"));
    }

    [Theory]
    [InlineData("00000-00000-00000-00000")]
    [InlineData("x")]
    [InlineData("U0000-00000-00000-00000")]
    public async Task With_another_code_finds_nothing(string code) => Assert.Equal(HttpStatusCode.NotFound, await _service.Public.StatusOfAsync($"tracking/{code}"));
}
