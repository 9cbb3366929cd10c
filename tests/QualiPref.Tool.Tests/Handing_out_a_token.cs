using System.Net;
using System.Net.Http.Headers;
using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

public sealed class Handing_out_a_token(RealEngine engine)
{
    [Fact]
    public async Task Gives_whoever_has_the_key_what_calls_are_made_with()
    {
        await using var installation = await Installation.StartAsync(engine);

        var plain = (await installation.RunAsync("token")).EndsWith(0).Output.TrimEnd();
        var json = (await installation.RunAsync("token", "--json")).EndsWith(0).Json.GetProperty("token").GetString();

        foreach (var token in (string?[])[plain, json]) Assert.Equal(HttpStatusCode.OK, await AskAsync(installation, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(installation, plain[..^4]));
    }

    [Fact]
    public async Task Writes_none_into_the_log_of_a_pod()
    {
        var run = (await ToolRun.OfAsync([new("QualiPref:Identity:KeysPath", TestKeys.Folder), new("QUALIPREF_FLEETING", "/tmp")], "token")).EndsWith(2);

        Assert.Contains("the log of this pod", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Has_none_without_a_key() => Assert.Contains("needs to know who asks", (await ToolRun.OfAsync([], "token")).EndsWith(3).Errors, StringComparison.Ordinal);

    private static async Task<HttpStatusCode> AskAsync(Installation installation, string? token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(installation.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var reply = await http.GetAsync(new Uri("/api/portal/v1/persons", UriKind.Relative), TestContext.Current.CancellationToken);
        return reply.StatusCode;
    }
}
