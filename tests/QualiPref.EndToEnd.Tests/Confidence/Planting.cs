using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.EndToEnd.Tests.Access;
using QualiPref.EndToEnd.Tests.Hostile;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Confidence;

/// <summary>Types words into everything that takes text: every call and what pages send, rightly and wrongly, while all runs and while parts are away.</summary>
internal sealed partial class Planting(ConfidentialSystem system) : IDisposable
{
    private static readonly string[] Everywhere = ["*"];

    // As long as the portal's are.
    private static readonly TimeSpan PersonToken = TimeSpan.FromSeconds(45);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(system.Address) };
    private readonly List<string> _wrong = [];
    private readonly Dictionary<string, string?> _secrets = new(StringComparer.Ordinal) { [ConfidentialSystem.Secret] = null };

    /// <summary>What opens something: tokens, codes, cookies; each with the one collection that may hold it as it is, if any.</summary>
    public IReadOnlyDictionary<string, string?> Secrets => _secrets;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    /// <summary>Makes every call of the list of accesses with words in it, then in each manner of being refused.</summary>
    public async Task PlantInCallsAsync(ValidCalls calls, IReadOnlyList<(string Call, Grant Grant)> grants)
    {
        foreach (var (name, grant) in grants.Where(one => calls.All.ContainsKey((one.Call, one.Grant.When))))
        {
            var call = calls.All[(name, grant.When)];
            var token = grant.IsPublic ? null : TokenOf(grant.AnyOf.Contains(Roles.Kiosk) && grant.AnyOf.Count == 1 ? Roles.Kiosk : grant.AnyOf[^1]);
            var made = await call.MakeAsync();
            var planted = Planted(made);
            var (status, text) = await SendAsync(planted, token);
            if (!made.IsDone(status)) _wrong.Add($"{name} {grant.When}: {status} {text}");
            await SendAsync(made with { Path = $"{made.Path}{(made.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}nom={Words.Of("query")}" }, token);
            await SendAsync(made with { Path = $"{made.Path.Split('?')[0]}/{Words.Of("path")}" }, token);
            await SendAsync(planted with { IfMatch = $"\"{Words.Of("version")}\"" }, token);
            await SendAsync(planted, Words.Of("token"));
            if (planted.Body is not { } body) continue;
            await SendAsync(planted with { Body = body[..^1] }, token);
            await SendAsync(planted with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("\":\"", $"\":[\"{Words.Of("wrong")}\"],\"{Words.Of("unknown")}\":\"", StringComparison.Ordinal)) }, token);
        }
        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong));
    }

    /// <summary>Files a case on the page, follows it, and looks for it as staff does.</summary>
    public async Task PlantInPagesAsync()
    {
        var visitor = await PageSession.OfPublicAsync(_http, Token);
        var filed = await PostAsync("/reclamation", visitor, Filing());
        Assert.Contains("code-suivi", filed, StringComparison.Ordinal);
        var code = Regex.Match(filed, "id=\"code-suivi\"[^>]*>\\s*([^<\\s]+)").Groups[1].Value;
        Assert.NotEmpty(code);
        foreach (var shown in (string[])[code, code.Replace("-", "", StringComparison.Ordinal)]) _secrets[shown] = "complaints.cases";
        await PostAsync("/suivi", visitor, new() { ["Code"] = code });
        await PostAsync("/suivi", visitor, new() { ["Code"] = Words.Of("trackingcode") });
        await PostAsync("/reclamation", visitor, new(Filing()) { ["Form.Site"] = Words.Of("site") });
        var staff = await PageSession.OfStaffAsync(_http, Token);
        foreach (var cookie in staff.Cookie.Split("; ")) _secrets[cookie.Split('=', 2)[1]] = null;
        foreach (var path in (string[])[$"/reclamations?q={Words.Of("name")}", $"/suivi/{code}?nom={Words.Of("query")}", $"/{Words.Of("path")}", $"/connexion?retour=/{Words.Of("path")}"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", staff.Cookie);
            using var _ = await _http.SendAsync(request, Token);
        }
    }

    /// <summary>Hands in what cannot be kept because a part is away, in calls and on pages, and starts the part again.</summary>
    /// <param name="part">The part.</param>
    public async Task PlantWithoutAsync(string part)
    {
        var visitor = await PageSession.OfPublicAsync(_http, Token);
        await system[part].KillAsync();
        foreach (var (method, path, body) in (IEnumerable<(HttpMethod, string, object)>)
        [
            (HttpMethod.Put, $"/api/surveys/v1/responses/{Guid.NewGuid()}", ValidBodies.Answer("paper")),
            (HttpMethod.Post, "/api/complaints/v1/complaints", ValidBodies.Filing("letter")),
        ])
        {
            await SendAsync(Planted(new ValidRequest(method, path, JsonSerializer.SerializeToUtf8Bytes(body))), TokenOf(Roles.Agent));
        }
        await PostAsync("/reclamation", visitor, Filing());
        await system[part].StartAsync(Token);
    }

    /// <summary>Puts a message on a queue that nobody can take.</summary>
    public async Task PlantInMessagesAsync()
    {
        await using var broker = await RawBroker.ConnectAsync(system.Parts.Broker!.ConnectionString);
        foreach (var body in (string[])[$$$"""{"message":{"responses":[{"site":"{{{Words.Of("message")}}}"}]}}""", Words.Of("message")])
        {
            await broker.PutAsync(MessageTopology.QueueOf("indicators", typeof(SurveyResponsesRecorded)), Encoding.UTF8.GetBytes(body), "application/vnd.masstransit+json");
        }
    }

    /// <summary>A token of somebody with a name of that role at every site.</summary>
    public string TokenOf(string role)
    {
        var token = role switch
        {
            Roles.Kiosk => system.Identities.Kiosks.First(kiosk => kiosk.Site == Person.Own).AccessToken,
            Roles.Service => SampleToken.Sign(system.Keys, [role], Everywhere),
            _ => SampleToken.OfPerson(system.Keys, PersonToken, new HeldRole(role, Everywhere), Words.Of("staff")),
        };
        _secrets[token.Split('.')[2]] = null;
        return token;
    }

    private static Dictionary<string, string> Filing() => new()
    {
        ["Form.Site"] = Person.Own,
        ["Form.Kind"] = "complaint",
        ["Form.Motive"] = "attente",
        ["Form.Subject"] = Words.Text("subject"),
        ["Form.Text"] = Words.Text("text"),
        ["Form.Name"] = Words.Text("name"),
        ["Form.Email"] = Words.Text("email"),
        ["Form.Phone"] = Words.Text("phone"),
        ["Form.PostalAddress"] = Words.Text("postalAddress"),
    };

    private static ValidRequest Planted(ValidRequest made) => made.Body is { } body && made.Type == "application/json"
        ? made with { Body = Encoding.UTF8.GetBytes(Words.PlantedIn(JsonNode.Parse(body)!).ToJsonString()) }
        : made;

    private async Task<string> PostAsync(string path, PageSession session, Dictionary<string, string> form)
    {
        var sent = await HiddenAsync(path, session);
        foreach (var (name, value) in form) sent[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(sent) };
        request.Headers.Add("Cookie", session.Cookie);
        using var response = await _http.SendAsync(request, Token);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary>What the form of a page brings with it; of a page that cannot be shown, only what any form does.</summary>
    private async Task<Dictionary<string, string>> HiddenAsync(string path, PageSession session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", session.Cookie);
        using var page = await _http.SendAsync(request, Token);
        var fields = new Dictionary<string, string> { [PageSession.FormField] = session.FormToken };
        foreach (Match field in Hidden().Matches(await page.Content.ReadAsStringAsync(Token))) fields[field.Groups["name"].Value] = WebUtility.HtmlDecode(field.Groups["value"].Value);
        return fields;
    }

    private async Task<(int Status, string Text)> SendAsync(ValidRequest made, string? token)
    {
        using var request = new HttpRequestMessage(made.Method, made.Path);
        if (made.Proof is not null) request.Headers.TryAddWithoutValidation("Filing-Proof", made.Proof);
        if (made.IfMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", made.IfMatch);
        if (made.Key is not null) request.Headers.Add("Idempotency-Key", made.Key);
        if (made.Body is not null) request.Content = new ByteArrayContent(made.Body) { Headers = { ContentType = new MediaTypeHeaderValue(made.Type) } };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, Token);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    [GeneratedRegex("""<input (?:name="(?<name>[^"]+)" type="hidden"|type="hidden" name="(?<name>[^"]+)") value="(?<value>[^"]*)""")]
    private static partial Regex Hidden();
}
