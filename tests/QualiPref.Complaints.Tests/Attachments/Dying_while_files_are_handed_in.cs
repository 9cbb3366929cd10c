using System.Net;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Complaints.Tests.Attachments;

/// <summary>Between a file and the form that names it whatever a process knows is gone: all that is left is what it had written.</summary>
public sealed class Dying_while_files_are_handed_in : IAsyncLifetime
{
    private readonly RealEngine _engine;

    // Of the command that comes next: it is heard and judged by one thread.
    private readonly ThreadLocal<string> _into = new(() => "");
    private readonly EngineWire _wire;
    private RunningComplaints _service = null!;

    public Dying_while_files_are_handed_in(RealEngine engine)
    {
        _engine = engine;
        _wire = new EngineWire { Ear = command => _into.Value = $"{command.GetValue("insert", "")}" };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _wire.LeadTo(_engine.Engine);
        _service = await RunningComplaints.StartAsync(_engine, _wire, []);
    }

    public async ValueTask DisposeAsync()
    {
        _wire.Mood = _ => WireFault.None;
        await _service.DisposeAsync();
        await _wire.DisposeAsync();
        _into.Dispose();
    }

    [Fact]
    public async Task Before_the_form_leaves_a_file_that_it_still_names_and_for_a_day_one_that_nothing_names()
    {
        var (id, never) = (Guid.NewGuid(), Guid.NewGuid());
        _service.Time.Advance(-TimeSpan.FromHours(25));
        var lost = await _service.AttachAsync(never, "perdue.jpg", SampleFiles.JpegOf(2_000_000));
        _service.Time.Advance(TimeSpan.FromHours(24));
        var file = await _service.AttachAsync(id, "photo.jpg", SampleFiles.Jpeg);

        // As after the few seconds in which the dead one still counts as sweeping.
        await _service.Storage.Database.GetCollection<BsonDocument>("leases").DeleteOneAsync(new BsonDocument("_id", "attachments"), Token);
        _service = await _service.AgainAsync(_engine);

        await (await _service.FileWithAsync(id, file)).ReadAsync(HttpStatusCode.Created);
        // All that is left is the one part of that file: parts that no file names would be bytes that nobody finds any more.
        await Eventually.ReadsAsync("what nothing names is swept", _ => _service.Storage.FileParts.EstimatedDocumentCountAsync(cancellationToken: Token), parts => parts == 1, cancellationToken: Token);
        Assert.Null(await new AttachmentStore(_service.Storage).ReadAsync(Guid.Parse(lost), Token));
        var given = await _service.Handler.DownloadAsync($"complaints/{id}/attachments/{file}");
        Assert.Equal(SampleFiles.Jpeg, await given.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    // The file has not come whole, the case was not written, or it was and its answer was lost.
    [InlineData("attachments.files", WireFault.NotPrimary)]
    [InlineData("cases", WireFault.NotPrimary)]
    [InlineData("cases", WireFault.Cut)]
    public async Task In_the_midst_of_it_is_made_good_by_sending_all_again(string into, WireFault fault)
    {
        var id = Guid.NewGuid();
        _wire.Mood = _ => _into.Value == into ? fault : WireFault.None;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(id)).StatusCode);
        _wire.Mood = _ => WireFault.None;

        await (await SendAsync(id)).ReadAsync(HttpStatusCode.Created);

        var attached = Assert.Single((await _service.Handler.KnownAsync($"{id}")).Body.List("attachments"))!;
        var given = await _service.Handler.DownloadAsync($"complaints/{id}/attachments/{attached.Text("id")}");
        Assert.Equal(SampleFiles.Jpeg, await given.Content.ReadAsByteArrayAsync(Token));
    }

    private async Task<HttpResponseMessage> SendAsync(Guid id)
    {
        var taken = await _service.Public.TryAttachAsync(id, "photo.jpg", SampleFiles.Jpeg, _service.ProofOf(id));
        return taken.IsSuccessStatusCode ? await _service.FileWithAsync(id, (await taken.ReadAsync()).Text("id")!) : taken;
    }
}
