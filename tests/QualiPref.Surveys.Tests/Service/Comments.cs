using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QualiPref.Surveys.Tests.Service;

internal static class Comments
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Hands in an answer with words.</summary>
    public static async Task<Guid> CommentAsync(this SurveysHost host, string words, string grade = "satisfait", string language = "fr", string site = SurveysHost.Site, DateOnly? day = null)
    {
        var id = Guid.CreateVersion7();
        using var agent = host.As("agent");
        var answer = Requests.Answer(("channel", "paper"), ("site", site), ("language", language), ("comment", words), ("answers", new JsonObject { ["global"] = grade, ["attente"] = "satisfait" }));
        if (day is { } date) answer["answeredAt"] = $"{date:yyyy-MM-dd}T10:00:00Z";
        Assert.True((await agent.PutAnswerAsync(id, answer)).IsSuccessStatusCode);
        return id;
    }

    /// <summary>Does something with a comment.</summary>
    public static async Task<HttpResponseMessage> ActAsync(this HttpClient client, Guid id, string act, long? version, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"comments/{id}/{act}") { Content = body is null ? null : JsonContent.Create(body) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await client.SendAsync(request, Token);
    }

    public static async Task<HttpResponseMessage> PutThemesAsync(this HttpClient client, long version, params string[] codes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "comment-themes/essonne")
        {
            Content = JsonContent.Create(new { themes = codes.Select(code => new { code, label = $"Le thème {code}" }) }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await client.SendAsync(request, Token);
    }

    public static IEnumerable<Guid> Ids(this JsonNode list) => list["items"]!.AsArray().Select(item => Guid.Parse(item!.Text("id")!));
}
