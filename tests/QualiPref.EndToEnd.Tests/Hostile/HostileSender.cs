using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Platform.Http;
using QualiPref.Recomputation;
using QualiPref.Synthetic.Sending;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>
/// Sends requests one after the other, judges every reply, and notes in the recount what the server has acknowledged. Of failures of one kind, by fault, call
/// and status, the first is kept.
/// </summary>
internal sealed partial class HostileSender(HttpClient http, RequestWriter writer, OwnThings own, Recount recount, AnswersOtherwise otherwise, AccessOracle access, ConcurrentDictionary<string, string> failures)
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Words of an exception or of the inside: no reply may hold them.</summary>
    private static readonly string[] Inside = ["   at ", "Exception", "System.", "MongoDB", "Microsoft.", "StackTrace", "/src/", ".cs:line"];

    /// <summary>How often each line of the table was sent, and each status was answered.</summary>
    public Dictionary<PublicCall, int> Calls { get; } = [];

    public Dictionary<int, int> Statuses { get; } = [];

    /// <summary>Goes on with other sessions.</summary>
    public void ComeAs(PageSession staff, PageSession leaving) => (writer.StaffPages, writer.LeavingPages) = (staff, leaving);

    public async Task SendAsync(int requests, CancellationToken cancellation)
    {
        for (var sent = 0; sent < requests; sent++)
        {
            var request = writer.Next();
            Calls[request.Call] = Calls.GetValueOrDefault(request.Call) + 1;
            var at = TimeProvider.System.GetUtcNow();
            try
            {
                using var message = Written(request);
                using var response = await http.SendAsync(message, cancellation);
                var reply = await ApiReply.ReadAsync(response);
                Statuses[reply.Status] = Statuses.GetValueOrDefault(reply.Status) + 1;
                foreach (var fault in Faults(request, reply))
                    failures.TryAdd($"{fault} {request.Call.Method} {request.Call.Path}: {reply.Status}", $"{reply.ContentType}\n{Short(reply.Text)}\n--- request:\n{request}");
                await NoteAsync(request, reply, at, cancellation);
            }
            catch (HttpRequestException e) when (IsCutShort(request, e))
            {
                Statuses[413] = Statuses.GetValueOrDefault(413) + 1;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                failures.TryAdd($"{e.GetType().Name} {request.Call.Method} {request.Call.Path}", $"{e.Message} {e.InnerException?.Message}\n{e.StackTrace}\n--- request:\n{request}");
            }
        }
    }

    /// <summary>Whether a server that takes no more of a body that is too large has hung up on it, so that its reply is not read: HTTP lets it.</summary>
    private static bool IsCutShort(HostileRequest request, HttpRequestException fault) => request.Body?.Length > BodyMutator.JustTooLarge && fault.InnerException is IOException;

    private HttpRequestMessage Written(HostileRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), new Uri(http.BaseAddress!.OriginalString.TrimEnd('/') + request.Target, AsWritten));
        if (request.Authorization is not null)
            message.Headers.TryAddWithoutValidation("Authorization", request.Authorization);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            if (!string.IsNullOrEmpty(request.ContentType))
                message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
            message.Headers.TransferEncodingChunked = request.IsChunked ? true : null;
        }
        foreach (var (name, value) in request.Headers)
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private IEnumerable<string> Faults(HostileRequest request, ApiReply reply)
    {
        var waits = WaitsForACatalogue(request, reply);
        if (reply.Status >= 500 && !waits)
            yield return "The server failed.";
        if (reply.Status is >= 200 and < 300 && !access.MaySucceed(request, writer.RoleOf(request)))
            yield return "It succeeded for somebody whom the metadata do not name.";
        if (request.IsValid && reply.Status is not (200 or 201) && !waits)
            yield return "A valid request was not acknowledged.";
        if (request.IsValid && request.Call.Path.EndsWith("/batch", StringComparison.Ordinal) && reply.Status == 200 && !KeptItsGoodItems(reply))
            yield return "A batch lost a good item to a bad neighbour.";
        if (reply.Status < 400 || request.Method == "HEAD" || (request.IsBrokenHttp && reply.Text.Length == 0))
            yield break;
        if (Inside.FirstOrDefault(word => reply.Text.Contains(word, StringComparison.Ordinal)) is { } leaked)
            yield return $"The refusal tells of the inside: {leaked}";
        if (request.CanonicalPath.StartsWith("/api/", StringComparison.Ordinal) && request.Target.StartsWith("/api/", StringComparison.Ordinal)
            && (reply.ContentType != "application/problem+json" || !Code().IsMatch(reply.Code ?? "")))
            yield return "The refusal is no problem document with a stable code.";
    }

    /// <summary>
    /// Whether a kiosk is told to send a batch again that names, in sound words, a questionnaire or a version that there is not: it might be on its way into this server's catalogue,
    /// and the contract says so.
    /// </summary>
    private static bool WaitsForACatalogue(HostileRequest request, ApiReply reply) =>
        reply is { Status: 503, Code: "QP-SURVEYS-916", RetryAfter: not null } && request.Token.Kiosk is not null
        && Json.Parse(request.Body is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : request.Body ?? [])!.Value.GetProperty("items").EnumerateArray().Any(NamesAnotherQuestionnaire);

    private static bool NamesAnotherQuestionnaire(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("questionnaire", out var code) && code.ValueKind == JsonValueKind.String
        && item.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number
        && (code.GetString(), version.GetRawText()) != ("accueil-general", "1");

    private static bool KeptItsGoodItems(ApiReply reply)
    {
        var results = reply.Body!.Value.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("result").GetString()).ToArray();
        return results[0] == "accepted" && results[^1] == "accepted";
    }

    /// <summary>Notes what was acknowledged, whether or not it was meant to be.</summary>
    private async Task NoteAsync(HostileRequest request, ApiReply reply, DateTimeOffset at, CancellationToken cancellation)
    {
        if (request.Method == "POST" && FiledInSeries().Match(reply.Location?.ToString() ?? "") is { Success: true } filed)
        {
            await NoteCaseAsync(Uuid5.Create(Guid.Parse(filed.Groups[1].Value), filed.Groups[2].Value), at, cancellation);
            return;
        }
        if (request.Method is not ("PUT" or "POST") || reply.Status is not (200 or 201 or 202))
            return;
        if (otherwise.Takes(request, reply))
            return;
        var path = request.CanonicalPath;
        if (path is "/reclamation" or "/saisie")
        {
            await NotePageAsync(reply, at, cancellation);
            return;
        }
        if (!path.StartsWith(ApiClient.Responses, StringComparison.Ordinal) && !path.StartsWith(ApiClient.Complaints, StringComparison.Ordinal))
            return;
        recount.Observe(new Exchange
        {
            Method = request.Method,
            Path = path,
            Caller = request.Token.Caller,
            Site = request.Token.Site,
            Kiosk = request.Token.Kiosk?.Kiosk,
            Enrolment = request.Token.Kiosk?.Enrolment,
            SentAt = at,
            Body = Json.Parse(request.Body is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : request.Body ?? []),
            Status = reply.Status,
            Reply = reply.Body,
        });
        Remember(path.Split('/'), request, reply);
    }

    private void Remember(string[] parts, HostileRequest request, ApiReply reply)
    {
        var isCase = parts[4] == "complaints";
        if (isCase && parts.Length == 5 && request.IsValid)
            own.Filed(reply.Body!.Value.GetProperty("id").GetGuid());
        else if (isCase && parts.Length == 7 && Guid.TryParse(parts[5], out var one) && one == own.Case.Id)
            own.Moved(reply.Etag!);
        else if (!isCase && parts.Length >= 6 && Guid.TryParse(parts[5], out var answer))
            own.Acknowledged(answer, reply.Etag);
        else if (!isCase && parts is [.., "batch"])
            foreach (var item in reply.Body!.Value.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("result").GetString() == "setAside").Take(2))
                own.Acknowledged(item.GetProperty("id").GetGuid(), null);
    }

    /// <summary>A page that shows a reference has filed a case: what it says of it is read back through the API.</summary>
    private async Task NotePageAsync(ApiReply reply, DateTimeOffset at, CancellationToken cancellation)
    {
        if (Reference().Match(reply.Text) is not { Success: true, Value: var reference })
            return;
        var found = (await ReadAsync($"{ApiClient.Complaints}?q={reference}", cancellation)).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("reference").GetString() == reference);
        await NoteCaseAsync(found.GetProperty("id").GetGuid(), at, cancellation);
    }

    private async Task NoteCaseAsync(Guid id, DateTimeOffset at, CancellationToken cancellation)
    {
        var whole = await ReadAsync($"{ApiClient.Complaints}/{id}", cancellation);
        recount.Observe(new Exchange
        {
            Method = "POST",
            Path = ApiClient.Complaints,
            Caller = Caller.Staff,
            SentAt = at,
            Body = whole,
            Status = 201,
            Reply = whole,
        });
    }

    private async Task<JsonElement> ReadAsync(string path, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        message.Headers.TryAddWithoutValidation("Authorization", writer.HandlersToken.Header);
        using var response = await http.SendAsync(message, cancellation);
        return (await ApiReply.ReadAsync(response)).Body!.Value;
    }

    private static string Short(string text) => text.Length > 2_000 ? text[..2_000] + "…" : text;

    [GeneratedRegex("^QP-[A-Z]+-[0-9]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("(91|47)-[A-Z]+-[0-9]{4}-[0-9]{6}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    // A slip of a pile is answered by the address of the next one, which says where in the pile it is.
    [GeneratedRegex("^/saisie/serie[?]pile=([0-9a-f-]{36})&.*derniere=([0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex FiledInSeries();
}
