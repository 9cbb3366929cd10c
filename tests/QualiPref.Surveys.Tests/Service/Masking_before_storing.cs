using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Masking_before_storing(RealEngine engine) : IAsyncLifetime
{
    private const string Typed = "Rappelez-moi au 06 12 34 56 78 ou a.b@exemple.fr";
    private const string Kept = "Rappelez-moi au [téléphone masqué] ou [adresse masquée]";

    private SurveysHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_was_typed_is_stored_nowhere_and_its_repetition_is_still_told()
    {
        var kiosk = await _host.EnrolAsync();
        var (web, paper, raw) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        JsonObject answer = Requests.Answer(("comment", Typed), ("answers", new JsonObject { ["global"] = "satisfait", ["commentaire"] = Typed }));
        Assert.Equal(HttpStatusCode.Created, (await _host.Http.PutAnswerAsync(web, answer)).StatusCode);
        JsonNode[] items = [kiosk.Answer(1, ("id", paper.ToString()), ("comment", Typed)), kiosk.Answer(2, ("id", raw.ToString()), ("comment", Typed), ("surprise", Typed))];
        Assert.Equal(["accepted", "setAside"], ResultsOf(await kiosk.Http.PostBatchAsync(items.Select(item => item.DeepClone()))));

        Assert.Equal(HttpStatusCode.OK, (await _host.Http.PutAnswerAsync(web, answer)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await _host.Http.PutAnswerAsync(web, answer.With("comment", Kept))).StatusCode);
        Assert.Equal(["duplicate", "setAside"], ResultsOf(await kiosk.Http.PostBatchAsync(items.Select(item => item.DeepClone()))));
        var held = await _host.Storage.Responses.Find(r => r.Id == web).SingleAsync(Token);
        Assert.Equal((Kept, Kept, CommentState.Unread), (held.Comment, held.Texts!["commentaire"], held.Note?.State));
        Assert.Contains(Kept, (await _host.Storage.Responses.Find(r => r.Id == raw).SingleAsync(Token)).Raw, StringComparison.Ordinal);
        await NothingHoldsAsync("06 12 34", "exemple.fr");
    }

    [Fact]
    public async Task What_could_not_be_read_keeps_its_words_when_it_is_accepted_and_without_words_there_is_no_comment()
    {
        var kiosk = await _host.EnrolAsync();
        using var quality = _host.As("quality");
        var (silent, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await kiosk.Http.PostBatchAsync([kiosk.Answer(1, ("id", silent.ToString())), kiosk.Answer(2, ("id", id.ToString()), ("site", "91-ETAMPES"), ("comment", Typed))]);
        Assert.Null((await _host.Storage.Responses.Find(r => r.Id == silent).SingleAsync(Token)).Note);
        Assert.Equal(["setAside"], (await quality.GetJsonAsync($"responses?kiosk={kiosk.Id}&status=setAside"))["items"]!.AsArray().Select(one => one!.Text("status")));
        Assert.Equal(409, (int)(await quality.DecideAsync(id, "accept", 1)).StatusCode);
        var kept = await _host.Storage.Responses.Find(r => r.Id == id).SingleAsync(Token);
        await _host.Storage.Responses.UpdateOneAsync(r => r.Id == id,
            Builders<SurveyResponse>.Update.Set(r => r.Raw, kept.Raw!.Replace("91-ETAMPES", SurveysHost.Site, StringComparison.Ordinal)), cancellationToken: Token);

        Assert.Equal(200, (int)(await quality.DecideAsync(id, "accept", 1)).StatusCode);

        var accepted = await _host.Storage.Responses.Find(r => r.Id == id).SingleAsync(Token);
        Assert.Equal((Kept, CommentState.Unread, ResponseStatus.Counted), (accepted.Comment, accepted.Note?.State, accepted.Status));
        // Kept twice, its words would outlast their erasure.
        Assert.Null(accepted.Raw);
    }

    private static IEnumerable<string?> ResultsOf(HttpResponseMessage reply) =>
        JsonNode.Parse(reply.Content.ReadAsStream(Token))!["items"]!.AsArray().Select(item => item!.Text("result"));

    private async Task NothingHoldsAsync(params string[] secrets)
    {
        foreach (var name in await (await _host.Storage.Database.ListCollectionNamesAsync(cancellationToken: Token)).ToListAsync(Token))
        {
            using var all = await _host.Storage.Database.GetCollection<RawBsonDocument>(name).Find(new BsonDocument(), new FindOptions { Hint = "_id_" }).ToCursorAsync(Token);
            await all.ForEachAsync(document => Assert.All(secrets, secret => Assert.Equal(-1, document.Slice.AccessBackingBytes(0).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)))), Token);
        }
    }
}
