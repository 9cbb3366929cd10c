using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Attachments;

public sealed class Handing_in_files(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private const int Megabyte = 1024 * 1024;

    private readonly RunningComplaints _service = shared.Service;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_handlers_what_came_with_a_case_as_it_was_and_only_to_be_saved()
    {
        var (known, file) = await _service.FiledWithAsync("../reçu du 3 juillet.PDF", SampleFiles.Pdf);

        var listed = Assert.Single(known.Body.List("attachments"))!;
        Assert.Equal((file, "reçu du 3 juillet.PDF", "application/pdf", SampleFiles.Pdf.Length, "notScanned", "person"),
            (listed.Text("id"), listed.Text("name"), listed.Text("mediaType"), listed.Number("bytes"), listed.Text("state"), listed.Text("from")));
        using var response = await _service.Handler.DownloadAsync($"complaints/{known.Id}/attachments/{file}");
        Assert.Equal(SampleFiles.Pdf, await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("application/pdf", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", "reçu du 3 juillet.PDF"), (response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Gives_a_person_their_own_files_back_by_the_code_and_nobody_else_s()
    {
        var (known, file) = await _service.FiledWithAsync("photo.jpg", SampleFiles.Jpeg);
        var (other, otherFile) = await _service.FiledWithAsync("autre.jpg", SampleFiles.JpegOf(100));
        var code = known.Body.Text("trackingCode")!;

        var listed = Assert.Single((await _service.Public.GetJsonAsync($"tracking/{code}")).List("attachments"))!;
        Assert.Equal((file, "photo.jpg"), (listed.Text("id"), listed.Text("name")));
        using var own = await _service.Public.DownloadAsync($"tracking/{code}/attachments/{file}");
        Assert.Equal(SampleFiles.Jpeg, await own.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("nosniff", Assert.Single(own.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(HttpStatusCode.NotFound, await _service.Public.StatusOfAsync($"tracking/{code}/attachments/{otherFile}"));
        Assert.Equal(HttpStatusCode.NotFound, await _service.Public.StatusOfAsync($"tracking/00000-00000-00000-00000/attachments/{file}"));
        Assert.Equal(HttpStatusCode.NotFound, await _service.Handler.StatusOfAsync($"complaints/{known.Id}/attachments/{otherFile}"));
        Assert.NotEqual(known.Id, other.Id);
    }

    [Fact]
    public async Task Is_for_handlers_of_the_site_to_read_and_noted_in_the_audit_log()
    {
        var (known, file) = await _service.FiledWithAsync("photo.png", SampleFiles.Png);
        var path = $"complaints/{known.Id}/attachments/{file}";

        Assert.Equal(HttpStatusCode.Unauthorized, await _service.Public.StatusOfAsync(path));
        Assert.Equal(HttpStatusCode.Forbidden, await _service.As("agent", "91-EVRY").StatusOfAsync(path));
        Assert.Equal(HttpStatusCode.Forbidden, await _service.As("handler", "91-ETAMPES").StatusOfAsync(path));
        Assert.Equal(HttpStatusCode.OK, await _service.As("handler", "91-EVRY").StatusOfAsync(path));
        var log = await Eventually.ReadsAsync("the reading is in the log", _ => _service.As("admin", "*").GetJsonAsync($"audit?on={known.Id}"),
            read => read.ToJsonString().Contains(file, StringComparison.Ordinal), cancellationToken: Token);
        Assert.DoesNotContain("photo.png", log.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Needs_the_proof_of_its_case_from_the_public_and_none_from_agents_whose_scans_the_person_is_not_offered()
    {
        var (id, other) = (Guid.NewGuid(), Guid.NewGuid());
        await (await _service.Public.TryAttachAsync(id, "a.pdf", SampleFiles.Pdf)).RefusedAsync(HttpStatusCode.Unauthorized, "908");
        await (await _service.Public.TryAttachAsync(id, "a.pdf", SampleFiles.Pdf, "")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "905");
        await (await _service.Public.TryAttachAsync(id, "a.pdf", SampleFiles.Pdf, _service.ProofOf(other))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "905");
        await (await _service.Public.TryAttachAsync(id, "a.pdf", SampleFiles.Pdf, _service.ProofOf(id, TimeSpan.FromSeconds(1)))).RefusedAsync(HttpStatusCode.TooManyRequests, "022");
        await (await _service.As("kiosk", "91-EVRY").TryAttachAsync(id, "a.pdf", SampleFiles.Pdf)).RefusedAsync(HttpStatusCode.Forbidden, "909");

        var agent = _service.As("agent", "91-EVRY");
        var scan = await (await agent.TryAttachAsync(id, "scan.pdf", SampleFiles.Pdf)).ReadAsync(HttpStatusCode.Created);
        await (await agent.FileAsync(Requests.Filing(("id", id.ToString()), ("attachments", new JsonArray(scan.Text("id")))))).ReadAsync(HttpStatusCode.Created);
        var known = await _service.Handler.KnownAsync(id.ToString());
        Assert.Equal("handler", Assert.Single(known.Body.List("attachments"))!.Text("from"));
        var code = known.Body.Text("trackingCode");
        Assert.Empty((await _service.Public.GetJsonAsync($"tracking/{code}")).List("attachments"));
        Assert.Equal(HttpStatusCode.NotFound, await _service.Public.StatusOfAsync($"tracking/{code}/attachments/{scan.Text("id")}"));
    }

    [Fact]
    public async Task Stores_the_same_file_once_and_answers_a_repeated_filing_the_same()
    {
        var id = Guid.NewGuid();
        var file = await _service.AttachAsync(id, "photo.jpg", SampleFiles.Jpeg);
        Assert.Equal(file, await _service.AttachAsync(id, "photo.jpg", SampleFiles.Jpeg));

        var first = await (await _service.FileWithAsync(id, file)).ReadAsync(HttpStatusCode.Created);
        var again = await (await _service.FileWithAsync(id, await _service.AttachAsync(id, "photo.jpg", SampleFiles.Jpeg))).ReadAsync(HttpStatusCode.Created);
        Assert.Equal(first.ToJsonString(), again.ToJsonString());

        var other = await _service.AttachAsync(id, "autre.jpg", SampleFiles.JpegOf(200));
        await (await _service.FileWithAsync(id, other)).RefusedAsync(HttpStatusCode.Conflict, "002");
        await (await _service.FileWithAsync(id)).RefusedAsync(HttpStatusCode.Conflict, "002");
    }

    // As when a form is sent twice in the same instant: each stores its own copy.
    [Fact]
    public async Task Takes_a_filing_with_another_copy_of_the_same_file_for_the_same()
    {
        var id = Guid.NewGuid();
        var file = await _service.AttachAsync(id, "photo.jpg", SampleFiles.Jpeg);
        var stored = await _service.Storage.Files.Find(one => one.Metadata.Case == id).SingleAsync(Token);
        var copy = stored.Metadata.Attachment with { Id = Guid.CreateVersion7() };
        await new Complaints.Storage.AttachmentStore(_service.Storage).AddAsync(id, copy, SampleFiles.Jpeg, agent: null, Token);

        await (await _service.FileWithAsync(id, file)).ReadAsync(HttpStatusCode.Created);
        await (await _service.FileWithAsync(id, copy.Id.ToString())).ReadAsync(HttpStatusCode.Created);
        Assert.Equal(file, Assert.Single((await _service.Handler.KnownAsync(id.ToString())).Body.List("attachments"))!.Text("id"));
    }

    [Fact]
    public async Task Refuses_a_filing_that_names_what_is_not_there_or_is_of_another_case()
    {
        var (id, other) = (Guid.NewGuid(), Guid.NewGuid());
        var file = await _service.AttachAsync(other, "photo.jpg", SampleFiles.Jpeg);

        var refused = await (await _service.FileWithAsync(id, Guid.NewGuid().ToString(), file)).ReadAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["/attachments/0", "/attachments/1"], refused.Pointers());
        Assert.Equal(HttpStatusCode.NotFound, await _service.Handler.StatusOfAsync($"complaints/{id}"));
    }

    [Fact]
    public async Task Refuses_what_is_too_large_alone_or_together_before_it_is_read_to_the_end()
    {
        var id = Guid.NewGuid();
        await (await _service.Public.TryAttachAsync(id, "photo.jpg", SampleFiles.JpegOf(30 * Megabyte), _service.ProofOf(id))).RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "031");
        await (await _service.Public.TryAttachAsync(id, "photo.jpg", SampleFiles.JpegOf((10 * Megabyte) + 1), _service.ProofOf(id))).RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "031");

        await _service.AttachAsync(id, "1.jpg", SampleFiles.JpegOf(10 * Megabyte, 1));
        await _service.AttachAsync(id, "2.jpg", SampleFiles.JpegOf(10 * Megabyte, 2));
        await (await _service.Public.TryAttachAsync(id, "3.jpg", SampleFiles.JpegOf(6 * Megabyte), _service.ProofOf(id))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "032");
        await _service.AttachAsync(id, "4.jpg", SampleFiles.JpegOf(5 * Megabyte));
    }

    [Fact]
    public async Task Refuses_the_twenty_first()
    {
        var id = Guid.NewGuid();
        for (byte number = 0; number < 20; number++) await _service.AttachAsync(id, $"{number}.jpg", SampleFiles.JpegOf(100, number));
        await (await _service.Public.TryAttachAsync(id, "de trop.jpg", SampleFiles.JpegOf(100, 20), _service.ProofOf(id))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "032");
    }

    [Fact]
    public async Task Stores_nothing_of_what_it_refuses()
    {
        var id = Guid.NewGuid();
        await (await _service.Public.TryAttachAsync(id, "facture.pdf", SampleFiles.Executable, _service.ProofOf(id))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "030");
        Assert.Equal(0, await _service.Storage.Files.CountDocumentsAsync(one => one.Metadata.Case == id, cancellationToken: Token));
    }

    [Fact]
    public async Task Is_named_by_a_case_within_the_day_or_swept_away_and_so_is_what_was_broken_off()
    {
        var (id, unsent) = (Guid.NewGuid(), Guid.NewGuid());
        var store = new Complaints.Storage.AttachmentStore(_service.Storage);
        var kept = await _service.AttachAsync(id, "gardée.jpg", SampleFiles.Jpeg);
        await (await _service.FileWithAsync(id, kept)).ReadAsync(HttpStatusCode.Created);
        var loose = await _service.AttachAsync(unsent, "perdue.jpg", SampleFiles.Jpeg);
        var broken = await _service.AttachAsync(unsent, "rompue.jpg", SampleFiles.JpegOf(3 * Megabyte));
        await _service.Storage.Files.DeleteOneAsync(one => one.Id == Guid.Parse(broken), Token);
        var now = _service.Time.GetUtcNow();

        await store.SweepAsync(now.AddHours(23), Token);
        Assert.NotNull(await store.ReadAsync(Guid.Parse(loose), Token));
        Assert.Equal(3, await PartsAsync(broken));
        // From an hour before on no filing names it any more: the sweep cannot take away what a case has just named.
        Assert.Empty(await store.NameableAsync(unsent, now.AddHours(23).AddMinutes(1), Token));

        Assert.True(await store.SweepAsync(now.AddHours(25), Token) >= 2);
        Assert.Null(await store.ReadAsync(Guid.Parse(loose), Token));
        Assert.Equal((0, 0), (await PartsAsync(loose), await PartsAsync(broken)));
        Assert.Equal(SampleFiles.Jpeg, await store.ReadAsync(Guid.Parse(kept), Token));
        await store.SweepAsync(now.AddYears(1), Token);
        Assert.Equal(SampleFiles.Jpeg, await store.ReadAsync(Guid.Parse(kept), Token));
    }

    private Task<long> PartsAsync(string file) =>
        _service.Storage.FileParts.CountDocumentsAsync(new BsonDocument("files_id", new BsonBinaryData(Guid.Parse(file), GuidRepresentation.Standard)), cancellationToken: Token);
}
