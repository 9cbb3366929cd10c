using System.Net;
using System.Net.Http.Headers;
using QualiPref.Complaints.Tests.Privacy;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Attachments;

public sealed class Adding_files_to_a_case(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private RunningComplaints Service => shared.Service;

    [Fact]
    public async Task Stands_in_its_history_and_the_person_does_not_see_them()
    {
        var known = await Service.Handler.FiledAsync();
        var (first, second) = (await HandedInAsync(Service.Handler, known.Id, "plan.pdf", SampleFiles.Pdf), await HandedInAsync(Service.Handler, known.Id, "mot.txt", SampleFiles.Text));

        var added = await Service.Handler.DoAsync(known, "add-files", new { attachments = new[] { first, second } });

        Assert.Equal([(first, "handler"), (second, "handler")], added.Body.List("attachments").Select(file => (file!.Text("id"), file!.Text("from"))));
        Assert.Equal(("add-files", "plan.pdf\nmot.txt", "received"), (added.Body.List("history")[^1]!.Text("transition"), added.Body.List("history")[^1]!.Text("note"), added.Body.Text("status")));
        Assert.Equal(HttpStatusCode.OK, await Service.Handler.StatusOfAsync($"complaints/{known.Id}/attachments/{first}"));
        Assert.Empty((await Service.Public.GetJsonAsync($"tracking/{known.Body.Text("trackingCode")}")).List("attachments"));
        // The next day's sweep leaves them.
        await Service.Part<Storage.AttachmentStore>().SweepAsync(Service.Time.GetUtcNow().AddDays(2), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await Service.Handler.StatusOfAsync($"complaints/{known.Id}/attachments/{second}"));
    }

    [Fact]
    public async Task Takes_what_an_agent_handed_in_for_this_case_and_each_once()
    {
        var (known, other) = (await Service.Handler.FiledAsync(), await Service.Handler.FiledAsync());
        var file = await HandedInAsync(Service.Handler, known.Id, "plan.pdf", SampleFiles.Pdf);
        var elsewhere = await HandedInAsync(Service.Handler, other.Id, "plan.pdf", SampleFiles.Pdf);
        var ofThePublic = await HandedInAsync(Service.Public, known.Id, "mot.txt", SampleFiles.Text, Service.ProofOf(Guid.Parse(known.Id)));

        Assert.Equal(["/attachments/0"], await FaultsAsync(known, elsewhere));
        Assert.Equal(["/attachments"], await FaultsAsync(known, ofThePublic));
        Assert.Equal(["/attachments"], await FaultsAsync(known));
        known = await Service.Handler.DoAsync(known, "add-files", new { attachments = new[] { file } });
        Assert.Equal(["/attachments"], await FaultsAsync(known, file));
        Assert.Single((await Service.Handler.KnownAsync(known.Id)).Body.List("attachments"));
    }

    [Fact]
    public async Task Needs_the_version_that_was_read_a_handler_of_the_site_and_a_case_that_is_kept()
    {
        var known = await Service.Handler.DoAsync(await Service.Handler.FiledAsync(), "close", new { outcome = "outOfScope" });
        var body = new { attachments = new[] { await HandedInAsync(Service.Handler, known.Id, "plan.pdf", SampleFiles.Pdf) } };

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Service.Handler.TryAsync(known.Id, "\"1\"", "add-files", body)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Service.As("handler", "91-ETAMPES").TryAsync(known, "add-files", body)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Service.As("agent", "*").TryAsync(known, "add-files", body)).StatusCode);
        known = await Service.As("quality", "*").ErasedAsync(known);
        Assert.Equal("QP-COMPLAINTS-050", (await (await Service.Handler.TryAsync(known, "add-files", body)).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
    }

    private async Task<IReadOnlyList<string>> FaultsAsync(Known known, params string[] attachments) =>
        (await (await Service.Handler.TryAsync(known, "add-files", new { attachments })).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers();

    private static async Task<string> HandedInAsync(HttpClient by, string id, string name, byte[] content, string? proof = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"complaints/{id}/attachments") { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        if (proof is not null) request.Headers.TryAddWithoutValidation("Filing-Proof", proof);
        return (await (await by.SendAsync(request, TestContext.Current.CancellationToken)).ReadAsync(HttpStatusCode.Created)).Text("id")!;
    }
}
