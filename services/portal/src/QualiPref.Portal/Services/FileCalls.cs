using System.Net.Http.Headers;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the complaints service about files.</summary>
internal sealed partial class ComplaintsClient
{
    /// <summary>Hands in a file for a case that is about to be filed.</summary>
    /// <param name="id">The case.</param>
    /// <param name="proof">What lets the public do so; null for staff.</param>
    /// <param name="name">What its sender calls it.</param>
    /// <param name="content">Its bytes, handed on as they come.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<FileTaken> AttachAsync(Guid id, string? proof, string name, Stream content, CancellationToken cancellationToken)
    {
        var body = new StreamContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Octet);
        // A browser says at most some hundred characters; who says more is not one.
        body.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name.Length <= 250 ? name : name[^250..] };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"complaints/{id}/attachments") { Content = body }.Within(CallBudget.WholeNetwork);
        if (proof is not null) request.Headers.TryAddWithoutValidation("Filing-Proof", proof);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await ReadAsync<FileTaken>(response, cancellationToken);
    }

    /// <summary>Adds files to a case that were handed in for it.</summary>
    public Task<Case> AddFilesAsync(Guid id, long version, IEnumerable<Guid> attachments, CancellationToken cancellationToken) =>
        MoveAsync(id, "add-files", version, new { attachments }, cancellationToken);

    /// <summary>A file of a case; the caller disposes of the answer.</summary>
    public Task<HttpResponseMessage> DownloadFileAsync(Guid id, Guid file, CancellationToken cancellationToken) => DownloadAsync($"complaints/{id}/attachments/{file}", cancellationToken);

    /// <summary>A file that the person handed in; the caller disposes of the answer.</summary>
    public Task<HttpResponseMessage> DownloadOwnFileAsync(string code, Guid file, CancellationToken cancellationToken) =>
        DownloadAsync($"tracking/{Uri.EscapeDataString(code)}/attachments/{file}", cancellationToken);

    /// <summary>The whole case as one document; the caller disposes of the answer.</summary>
    public Task<HttpResponseMessage> DownloadCaseAsync(Guid id, CancellationToken cancellationToken) => DownloadAsync($"complaints/{id}/document", cancellationToken);

    private async Task<HttpResponseMessage> DownloadAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path).Within(CallBudget.WholeNetwork).HandingOn();
        return await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}

/// <summary>Hands a file on from a page.</summary>
internal static class FileAnswers
{
    /// <summary>The file, to be saved: whatever it is, no browser shows it, guesses at it or runs anything in it.</summary>
    public static async Task<IActionResult> SaveAsync(this PageModel page, HttpResponseMessage file, CancellationToken cancellationToken)
    {
        page.HttpContext.Response.RegisterForDispose(file);
        var headers = page.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox";
        var content = file.Content;
        var name = content.Headers.ContentDisposition?.FileNameStar ?? content.Headers.ContentDisposition?.FileName?.Trim('"') ?? "piece-jointe";
        return page.File(await content.ReadAsStreamAsync(cancellationToken), content.Headers.ContentType?.MediaType ?? MediaTypeNames.Application.Octet, name);
    }
}
