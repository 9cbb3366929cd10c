using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Attachments;

/// <summary>What the tests of files do with the service.</summary>
internal static class Files
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Hands a file in.</summary>
    public static async Task<HttpResponseMessage> TryAttachAsync(this HttpClient client, Guid id, string name, byte[] content, string? proof = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"complaints/{id}/attachments") { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        if (proof is not null) request.Headers.Add("Filing-Proof", proof);
        return await client.SendAsync(request, Token);
    }

    /// <summary>Hands a file in as the public.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> AttachAsync(this RunningComplaints service, Guid id, string name, byte[] content) =>
        (await (await service.Public.TryAttachAsync(id, name, content, service.ProofOf(id))).ReadAsync(HttpStatusCode.Created)).Text("id")!;

    /// <summary>Files a case of the public that names files.</summary>
    public static Task<HttpResponseMessage> FileWithAsync(this RunningComplaints service, Guid id, params IEnumerable<string> files) => service.Public.FileAsync(Requests.Filing(
        ("channel", "web"), ("proof", service.ProofOf(id)), ("attachments", new JsonArray([.. files.Select(file => JsonValue.Create(file))]))));

    /// <summary>A case of the public with one file.</summary>
    /// <returns>The case as a handler reads it, and the file's id.</returns>
    public static async Task<(Known Case, string File)> FiledWithAsync(this RunningComplaints service, string name, byte[] content)
    {
        var id = Guid.NewGuid();
        var file = await service.AttachAsync(id, name, content);
        await (await service.FileWithAsync(id, file)).ReadAsync(HttpStatusCode.Created);
        return (await service.Handler.KnownAsync(id.ToString()), file);
    }

    public static Task<HttpResponseMessage> DownloadAsync(this HttpClient client, string path) => client.GetAsync(new Uri(path, UriKind.Relative), Token);

    /// <summary>Insists on a refusal and its code.</summary>
    public static async Task RefusedAsync(this HttpResponseMessage response, HttpStatusCode status, string code) =>
        Assert.Equal($"QP-COMPLAINTS-{code}", (await response.ReadAsync(status)).Text("code"));
}
