using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

/// <summary>As the public does, on the channel <c>web</c>.</summary>
public sealed class Filing_with_a_proof(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Is_too_soon_for_four_seconds_and_makes_the_case_of_the_proof_then()
    {
        var given = await GivenAsync(new JsonObject());
        var filing = Web(("proof", given.Text("proof")));

        var early = await _service.Public.FileAsync(filing.DeepClone());
        Assert.InRange(early.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4));
        Assert.Equal("QP-COMPLAINTS-022", (await early.ReadAsync(HttpStatusCode.TooManyRequests)).Text("code"));
        Assert.Equal(0, await CountAsync());

        _service.Time.Advance(TimeSpan.FromSeconds(4));
        var filed = await (await _service.Public.FileAsync(filing.DeepClone())).ReadAsync(HttpStatusCode.Created);
        Assert.Equal(given.Text("id"), filed.Text("id"));
    }

    [Fact]
    public async Task Serves_once_a_repeat_answers_the_same_and_another_message_is_refused()
    {
        var id = Guid.CreateVersion7();
        var proof = _service.ProofOf(id);

        var first = await (await _service.Public.FileAsync(Web(("proof", proof)))).ReadAsync(HttpStatusCode.Created);
        var again = await (await _service.Public.FileAsync(Web(("proof", proof), ("id", id.ToString())))).ReadAsync(HttpStatusCode.Created);
        var other = await (await _service.Public.FileAsync(Web(("proof", proof), ("text", "Autre chose.")))).ReadAsync(HttpStatusCode.Conflict);

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal("QP-COMPLAINTS-002", other.Text("code"));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Is_given_for_the_id_that_was_asked_for_and_no_other()
    {
        var (asked, other) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString());
        var given = await GivenAsync(new JsonObject { ["id"] = asked });
        Assert.Equal(asked, given.Text("id"));

        var refused = await (await _service.Public.FileAsync(Web(("proof", given.Text("proof")), ("id", other)))).ReadAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["/proof"], refused.Pointers());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("garbage")]
    [InlineData("of another service")]
    [InlineData("a token")]
    [InlineData("changed")]
    [InlineData("of yesterday")]
    public async Task Is_refused_with_any_but_a_good_one(string which)
    {
        var id = Guid.CreateVersion7();
        string? proof = which switch
        {
            "none" => null,
            "garbage" => "x.y.z",
            "of another service" => _service.ProofOf(id, signer: "surveys"),
            "a token" => ServiceHost.TokenOf(["agent"], ["*"]),
            // The last letter of a signature has bits that do not count.
            "changed" => _service.ProofOf(id) is var good ? good[..^10] + (good[^10] == 'A' ? 'B' : 'A') + good[^9..] : null,
            _ => _service.ProofOf(id, TimeSpan.FromHours(24.1)),
        };

        var refused = await (await _service.Public.FileAsync(Web(("proof", proof)))).ReadAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["/proof"], refused.Pointers());
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Is_no_way_to_any_other_call()
    {
        using var bearer = _service.With(_service.ProofOf(Guid.CreateVersion7()));
        using var reply = await bearer.GetAsync(new Uri("complaints", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
    }

    [Fact]
    public async Task Is_not_asked_of_an_agent_of_the_site_but_of_one_of_another()
    {
        await (await _service.As("agent", Requests.Site).FileAsync(Web())).ReadAsync(HttpStatusCode.Created);
        await (await _service.As("agent", "91-PALAISEAU").FileAsync(Web())).ReadAsync(HttpStatusCode.UnprocessableEntity);
        await (await _service.As("agent", "91-PALAISEAU").FileAsync(Web(("proof", _service.ProofOf(Guid.CreateVersion7()))))).ReadAsync(HttpStatusCode.Created);
    }

    private static JsonObject Web(params (string Name, JsonNode? Value)[] changes) => Requests.Filing([("channel", "web"), .. changes]);

    private async Task<JsonNode> GivenAsync(JsonObject asked) =>
        await (await _service.Public.PostAsJsonAsync("filing-proofs", asked, Token)).ReadAsync(HttpStatusCode.OK);

    private Task<long> CountAsync() => _service.Storage.Cases.CountDocumentsAsync(FilterDefinition<CaseDocument>.Empty, null, Token);
}
