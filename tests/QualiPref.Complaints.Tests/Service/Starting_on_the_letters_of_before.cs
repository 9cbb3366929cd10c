using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Privacy;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

/// <summary>Versions before kept letters beside the cases, where one that no step named could be left behind.</summary>
public sealed class Starting_on_the_letters_of_before(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;

    private IMongoCollection<BsonDocument> Letters => _service.Storage.Database.GetCollection<BsonDocument>("letters");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Each_stands_in_the_case_that_names_it_without_a_claim_of_how_it_was_brought()
    {
        var known = await WrittenBeforeAsync();

        _service = await _service.AgainAsync(engine);

        var letters = (await _service.Handler.KnownAsync(known.Id)).Body.List("letters");
        Assert.Equal(known.Body.List("letters").Select(letter => (letter!.Text("id"), letter!.Text("body"), letter!.Text("sentOn"))),
            letters.Select(letter => (letter!.Text("id"), letter!.Text("body"), letter!.Text("sentOn"))));
        Assert.All(letters, letter => Assert.Null(letter!["delivery"]));
        Assert.Equal(0, await Letters.CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
    }

    [Fact]
    public async Task One_that_was_moved_before_the_service_died_is_not_moved_twice()
    {
        var known = await WrittenBeforeAsync();
        var left = await Letters.Find(new BsonDocument()).ToListAsync(Token);
        await LettersOfBefore.MoveAsync(_service.Storage, DateTime.MinValue, Token);
        await Letters.InsertManyAsync(left, cancellationToken: Token);

        _service = await _service.AgainAsync(engine);

        Assert.Equal(2, (await _service.Handler.KnownAsync(known.Id)).Body.List("letters").Count);
        Assert.Equal(0, await Letters.CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
    }

    [Fact]
    public async Task One_that_nothing_names_goes_after_an_hour()
    {
        var known = await WrittenBeforeAsync();
        var now = (await DatabaseClock.ReadAsync(_service.Storage.Database, Token)).UtcDateTime;
        var named = await Letters.Find(new BsonDocument()).FirstAsync(Token);
        BsonDocument old = NamedByNothing(now.AddHours(-2)), young = NamedByNothing(now.AddMinutes(-30));
        await Letters.InsertManyAsync([old, young], cancellationToken: Token);

        _service = await _service.AgainAsync(engine);

        var left = await Eventually.ReadsAsync("one of them is left", _ => Letters.Find(new BsonDocument()).ToListAsync(Token), letters => letters.Count <= 1, cancellationToken: Token);
        Assert.Equal(young["_id"], Assert.Single(left)["_id"]);
        Assert.Equal(2, (await _service.Handler.KnownAsync(known.Id)).Body.List("letters").Count);

        BsonDocument NamedByNothing(DateTime at)
        {
            var copy = named.DeepClone().AsBsonDocument;
            copy["_id"] = new BsonBinaryData(Guid.CreateVersion7(), GuidRepresentation.Standard);
            copy["at"] = at;
            return copy;
        }
    }

    [Fact]
    public async Task One_of_a_case_that_was_erased_meanwhile_goes_without_being_moved()
    {
        var known = await WrittenBeforeAsync();
        known = await _service.Handler.DoAsync(known, "close", new { outcome = "founded" });
        await _service.As("quality", "*").ErasedAsync(known);

        _service = await _service.AgainAsync(engine);

        Assert.Empty(await _service.PlacesOfAsync("Nous avons ouvert un guichet"));
        Assert.Empty((await _service.Handler.KnownAsync(known.Id)).Body.List("letters"));
    }

    /// <summary>A case with two letters as the version before left them.</summary>
    private async Task<Known> WrittenBeforeAsync()
    {
        var known = await _service.Handler.FiledAsync();
        known = await _service.Handler.DoAsync(known, "request-information", new { text = "Quel jour ?" });
        known = await _service.Handler.DoAsync(known, "answer", new { subject = "Réponse", body = "Nous avons ouvert un guichet de plus." });
        var cases = _service.Storage.Database.GetCollection<BsonDocument>("cases");
        var id = new BsonDocument("_id", new BsonBinaryData(Guid.Parse(known.Id), GuidRepresentation.Standard));
        var letters = (await cases.Find(id).SingleAsync(Token))["letters"].AsBsonArray.Select(letter => letter.AsBsonDocument).ToList();
        foreach (var letter in letters)
        {
            letter["case"] = id["_id"];
            letter["sentOn"] = letter["datedOn"];
            foreach (var later in (string[])["datedOn", "language", "deliveries", "before"]) letter.Remove(later);
        }
        await Letters.InsertManyAsync(letters, cancellationToken: Token);
        await cases.UpdateOneAsync(id, new BsonDocument("$unset", new BsonDocument("letters", "")), cancellationToken: Token);
        return known;
    }
}
