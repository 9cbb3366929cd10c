using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Privacy;

/// <summary>The backup is from before persons were erased: whoever restored it has written down which cases that were.</summary>
public sealed class After_a_backup_was_restored(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Those_who_were_erased_are_so_again_before_anybody_can_ask_for_them()
    {
        var closed = await _service.ClosedCaseOfAsync("restaure1");
        var kept = await _service.ClosedCaseOfAsync("restaure2");
        await NoteAsync(closed.Id, $"{Guid.NewGuid()}");

        _service = await _service.AgainAsync(engine);

        Assert.Empty(await _service.PlacesOfAsync("restaure1"));
        Assert.Equal(["cases"], await _service.PlacesOfAsync("restaure2"));
        var erased = await _service.Handler.KnownAsync(closed.Id);
        Assert.Equal((closed.Facts(), "restored", "system"), (erased.Facts(), erased.Body["erasure"]!.Text("reason"), erased.Body["erasure"]!.Text("by")));
        Assert.Equal(kept.ETag, (await _service.Handler.KnownAsync(kept.Id)).ETag);
        Assert.Equal(0, await _service.Storage.ToEraseAgain.CountDocumentsAsync(Builders<BsonDocument>.Filter.Empty, new CountOptions { Hint = "_id_" }, Token));
    }

    [Fact]
    public async Task One_that_was_still_open_then_is_closed_and_its_letter_does_not_go()
    {
        var open = await _service.Handler.FiledAsync(("text", "restaure3"), ("contact", Persons.Contact("restaure3")));
        var held = await _service.Handler.DoAsync(open, "hold", new { text = "restaure3", newDate = _service.Time.GetUtcNow().AddDays(9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), way = "post" });
        var id = Guid.Parse(open.Id);
        var waiting = (await _service.Part<CaseStore>().FindAsync(id, Token))!.Letters[^1].Delivery!;
        await _service.Part<CaseStore>().TryReplaceAsync(id, waiting, waiting with { State = DeliveryState.Queued, DueAt = waiting.LastAt }, null, Token);
        await NoteAsync(open.Id);

        _service = await _service.AgainAsync(engine);

        Assert.Empty(await _service.PlacesOfAsync("restaure3"));
        var erased = await _service.Handler.KnownAsync(open.Id);
        Assert.Equal(("closed", "noReplyPossible", "notApplicable"), (erased.Body.Text("status"), erased.Body.Text("outcome"), erased.Body.Text("verdict")));
        Assert.Equal("takenBack", erased.Body.List("letters").Single()!["delivery"]!.Text("state"));
        Assert.Equal("notApplicable", (await _service.Told.VersionAsync(open.Id, (int)held.Body["version"]! + 1)).Verdict);
    }

    private Task NoteAsync(params string[] ids) => _service.Storage.ToEraseAgain.InsertManyAsync(
        ids.Select(id => new BsonDocument("_id", new BsonBinaryData(Guid.Parse(id), GuidRepresentation.Standard))), cancellationToken: Token);
}
