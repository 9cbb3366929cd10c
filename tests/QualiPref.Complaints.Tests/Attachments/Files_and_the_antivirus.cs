using System.Net;
using MongoDB.Driver;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Attachments;

/// <summary>With Debian's ClamAV daemon.</summary>
public sealed class Files_and_the_antivirus(RealEngine engine) : IAsyncLifetime
{
    private readonly ClamDaemon _daemon = new();
    private RunningComplaints _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // On the day it is: the worker that looks at files late rests by the clock of the process.
    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine, _daemon.Settings());

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _daemon.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refuses_what_it_knows_and_stores_nothing_of_it(bool bySocket)
    {
        await _daemon.StartAsync();
        await using var beside = await _service.BesideAsync(engine, _daemon.Settings(bySocket));
        var id = Guid.NewGuid();

        await (await beside.Public.TryAttachAsync(id, "essai.txt", SampleFiles.Eicar, beside.ProofOf(id))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "033");
        await (await beside.Public.TryAttachAsync(id, "essai.pdf", [.. SampleFiles.Pdf, .. SampleFiles.Eicar], beside.ProofOf(id))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "033");
        var clean = await (await beside.Public.TryAttachAsync(id, "photo.jpg", SampleFiles.JpegOf(10 * 1024 * 1024), beside.ProofOf(id))).ReadAsync(HttpStatusCode.Created);

        Assert.Equal("clean", clean.Text("state"));
        Assert.Equal(Guid.Parse(clean.Text("id")!), (await _service.Storage.Files.Find(one => one.Metadata.Case == id).SingleAsync(Token)).Id);
    }

    [Fact]
    public async Task Is_not_there_and_the_file_is_taken_but_given_to_nobody_until_it_is()
    {
        var (clean, file) = await _service.FiledWithAsync("photo.jpg", SampleFiles.Jpeg);
        var (infected, virus) = await _service.FiledWithAsync("essai.txt", SampleFiles.Eicar);
        Assert.Equal("unchecked", StateOf(clean));
        await (await _service.Handler.DownloadAsync($"complaints/{clean.Id}/attachments/{file}")).RefusedAsync(HttpStatusCode.Conflict, "037");
        await (await _service.Public.DownloadAsync($"tracking/{clean.Body.Text("trackingCode")}/attachments/{file}")).RefusedAsync(HttpStatusCode.Conflict, "037");

        await _daemon.StartAsync();
        await using var beside = await _service.BesideAsync(engine, _daemon.Settings());

        Assert.Equal("clean", await BecomesAsync(clean));
        Assert.Equal("infected", await BecomesAsync(infected));
        Assert.Equal(clean.ETag, (await _service.Handler.KnownAsync(clean.Id)).ETag);
        Assert.Equal(HttpStatusCode.OK, await _service.Handler.StatusOfAsync($"complaints/{clean.Id}/attachments/{file}"));
        await (await _service.Handler.DownloadAsync($"complaints/{infected.Id}/attachments/{virus}")).RefusedAsync(HttpStatusCode.Gone, "038");
        Assert.Equal(0, await _service.Storage.Files.CountDocumentsAsync(one => one.Id == Guid.Parse(virus), cancellationToken: Token));
    }

    private static string? StateOf(Known known) => Assert.Single(known.Body.List("attachments"))!.Text("state");

    // Looked at by the one that starts now, at once; the other rests from when it found nobody.
    private async Task<string?> BecomesAsync(Known known) => await Eventually.ReadsAsync(
        "the file was looked at", async _ => StateOf(await _service.Handler.KnownAsync(known.Id)), state => state != "unchecked", cancellationToken: Token);
}
