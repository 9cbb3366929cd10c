using System.Text.Json;
using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>How to make a call so that whoever may call gets a success.</summary>
/// <param name="Sites">The sites that the call concerns.</param>
/// <param name="MakeAsync">A request that nobody sent before, with what has to exist for it.</param>
internal sealed record ValidCall(IReadOnlyList<string> Sites, Func<Task<ValidRequest>> MakeAsync);

/// <summary>A request as it goes over the wire, without who sends it.</summary>
internal sealed record ValidRequest(HttpMethod Method, string Path, byte[]? Body = null, string? IfMatch = null, string? Key = null, string Type = "application/json", string? Proof = null)
{
    /// <summary>Whether an answer is a success: to leave for the provider is to be led on.</summary>
    public bool IsDone(int status) => status is >= 200 and < 300 || (status == 302 && Path.StartsWith("/connexion/depart?", StringComparison.Ordinal));
}

/// <summary>Valid requests of calls, by method, path and case as the list of accesses names them.</summary>
internal abstract class CallTable(ApiClient api, Dictionary<(string Call, string? When), ValidCall> calls)
{
    protected static readonly IReadOnlyList<string> None = [], Own = [Person.Own], Network = Person.Network;

    public IReadOnlyDictionary<(string Call, string? When), ValidCall> All => calls;

    /// <summary>The table itself, for those who write parts of it.</summary>
    protected Dictionary<(string Call, string? When), ValidCall> Table => calls;

    protected void Get(string call, string path, IReadOnlyList<string>? sites = null) => Add("GET", call, null, sites ?? None, () => Made(HttpMethod.Get, path));

    protected void Add(string method, string path, string? when, IReadOnlyList<string> sites, Func<Task<ValidRequest>> make) =>
        calls.Add(($"{method} `/{path.TrimStart('/')}`", when), new ValidCall(sites, make));

    protected static Task<ValidRequest> Made(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? key = null) =>
        Task.FromResult(new ValidRequest(method, path, body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType()), ifMatch, key));

    protected async Task<JsonElement> SentAsync(HttpMethod method, string path, object? body = null)
    {
        var reply = await api.SendAsync(method, path, "admin", body);
        Assert.True(reply.Status is 200 or 201 or 202, $"{method} {path}: {reply}");
        return reply.Body!.Value;
    }
}
