using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The calls about files that come with cases.</summary>
internal sealed class ValidFileCalls(RunningSystem system, Dictionary<(string Call, string? When), ValidCall> calls) : CallTable(system.Api, calls)
{
    private const string Complaints = "/api/complaints/v1", Cases = $"{Complaints}/complaints", Octets = "application/octet-stream";

    /// <summary>Writes them into the table.</summary>
    public async Task AddAsync()
    {
        Add("POST", $"{Cases}/{{id:guid}}/attachments", "with a proof", None, async () =>
        {
            var id = Guid.NewGuid().ToString();
            return Attaching(id) with { Proof = await system.Api.ProofAsync(id) };
        });
        Add("POST", $"{Cases}/{{id:guid}}/attachments", "without a proof", Own, async () => Attaching((await SentAsync(HttpMethod.Post, Cases, ValidBodies.Filing("letter"))).GetProperty("id").GetString()!));
        Add("POST", $"{Cases}/{{id:guid}}/add-files", null, Own, async () =>
        {
            var (added, loose) = await HandedInAsync();
            return await Made(HttpMethod.Post, $"{Cases}/{added}/add-files", new { attachments = new[] { loose } }, "\"1\"");
        });
        var (id, code, file) = await FiledAsync();
        Get($"{Cases}/{{id:guid}}/attachments/{{attachment:guid}}", $"{Cases}/{id}/attachments/{file}", Own);
        Get($"{Complaints}/tracking/{{trackingCode}}/attachments/{{attachment:guid}}", $"{Complaints}/tracking/{code}/attachments/{file}");
    }

    private static ValidRequest Attaching(string id) => new(HttpMethod.Post, $"{Cases}/{id}/attachments", "%PDF-1.7\n%%EOF\n"u8.ToArray(), Type: Octets);

    /// <summary>A case, and a file that an agent handed in for it afterwards.</summary>
    private async Task<(string Id, string File)> HandedInAsync()
    {
        var id = (await SentAsync(HttpMethod.Post, Cases, ValidBodies.Filing("letter"))).GetProperty("id").GetString()!;
        // A text that is JSON too, as which every call is noted.
        using var content = new ByteArrayContent("\"Un texte de quelques mots.\""u8.ToArray());
        content.Headers.ContentType = new(Octets);
        var taken = await system.Api.SendRawAsync(HttpMethod.Post, $"{Cases}/{id}/attachments", "agent", content);
        Assert.True(taken.Status == 201, taken.ToString());
        return (id, taken.Body!.Value.GetProperty("id").GetString()!);
    }

    /// <summary>A case of the public with a file: what an agent attached is not given to the person.</summary>
    public async Task<(string Id, string Code, string File)> FiledAsync()
    {
        var id = Guid.NewGuid().ToString();
        var proof = await system.Api.ProofAsync(id);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Cases}/{id}/attachments") { Content = new ByteArrayContent(Attaching(id).Body!) };
        request.Content.Headers.ContentType = new(Octets);
        request.Headers.TryAddWithoutValidation("Filing-Proof", proof);
        using var taken = await system.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var file = (await taken.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("id").GetString()!;
        var filing = JsonSerializer.SerializeToNode(ValidBodies.Filing("web"))!.AsObject();
        (filing["id"], filing["proof"], filing["attachments"]) = (id, proof, new JsonArray(file));
        var filed = await SentAsync(HttpMethod.Post, Cases, filing);
        return (id, filed.GetProperty("trackingCode").GetString()!, file);
    }
}
