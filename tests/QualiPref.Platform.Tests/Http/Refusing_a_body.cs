using System.Net;
using System.Text.Json;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Http;

public sealed class Refusing_a_body
{
    [Fact]
    public async Task Names_every_fault_at_once()
    {
        await using var host = await ProbeHost.StartAsync();

        var (status, problem) = await host.PostAsync("""
            { "name": "longer", "kind": "c", "id": "1", "count": 10, "share": "0.5", "open": 1, "day": "2026-02-30",
              "at": "2026-07-03T10:12:08", "list": [1, 2, 3], "part/~": {}, "more": null }
            """);

        Assert.Equal(422, status);
        Assert.Equal("QP-PROBE-905", problem.GetProperty("code").GetString());
        Assert.Equal(
            ["/at", "/count", "/day", "/id", "/kind", "/list", "/more", "/name", "/open", "/part~1~0/inner", "/share"],
            problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "kind": "a" }""", "/name")]
    [InlineData("""{ "kind": "a", "name": null }""", "/name")]
    [InlineData("""{ "kind": "a", "name": "  " }""", "/name")]
    [InlineData("""{ "kind": "a", "name": "\u0000" }""", "/name")]
    [InlineData("""{ "kind": "a", "name": "\ud800" }""", "/name")]
    [InlineData("""{ "kind": "a", "name": "x", "at": "0001-01-01T00:00:00+14:00" }""", "/at")]
    [InlineData("""{ "kind": "a", "name": "x", "id": "00000000-0000-0000-0000-000000000000" }""", "/id")]
    [InlineData("""{ "kind": "a", "name": "x", "share": 1e400 }""", "/share")]
    [InlineData("""{ "kind": "a", "name": "x", "count": 1.5 }""", "/count")]
    [InlineData("[]", "")]
    public async Task Names_the_field(string body, string pointer)
    {
        await using var host = await ProbeHost.StartAsync();

        var (status, problem) = await host.PostAsync(body);

        Assert.Equal(422, status);
        Assert.Contains(problem.GetProperty("errors").EnumerateArray(), error => error.GetProperty("pointer").GetString() == pointer);
    }

    [Theory]
    [MemberData(nameof(MalformedBodies.All), MemberType = typeof(MalformedBodies))]
    public async Task Calls_unreadable_what_is_no_plain_json_and_invalid_what_is_no_object(string body, int expected)
    {
        await using var host = await ProbeHost.StartAsync();

        var (status, problem) = await host.PostAsync(body);

        Assert.Equal((expected, expected == 400 ? "QP-PROBE-901" : "QP-PROBE-905"), (status, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Calls_too_large_what_is_over_64_kilobytes()
    {
        await using var host = await ProbeHost.StartAsync();

        var (status, _) = await host.PostAsync($"{{ \"name\": \"{new string('x', 64 * 1024)}\" }}");

        Assert.Equal(413, status);
    }

    [Fact]
    public async Task Wants_json()
    {
        await using var host = await ProbeHost.StartAsync();

        Assert.Equal(415, (await host.PostAsync("{}", type: "text/plain")).Status);
    }

    [Theory]
    [InlineData(null, "Ce champ est obligatoire.")]
    [InlineData("fr-FR,en;q=0.5", "Ce champ est obligatoire.")]
    [InlineData("en-GB", "This field is required.")]
    public async Task Speaks_the_callers_language(string? language, string sentence)
    {
        await using var host = await ProbeHost.StartAsync();

        var (_, problem) = await host.PostAsync("""{ "kind": "a" }""", language);

        Assert.Equal(sentence, problem.GetProperty("errors")[0].GetProperty("detail").GetString());
        Assert.Equal(JsonValueKind.String, problem.GetProperty("instance").ValueKind);
    }

    [Theory]
    [InlineData("\"3\"", HttpStatusCode.OK)]
    [InlineData("\"2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"3\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"-3\"", HttpStatusCode.PreconditionFailed)]
    [InlineData(null, HttpStatusCode.PreconditionRequired)]
    public async Task Compares_the_version_that_was_read(string? ifMatch, HttpStatusCode status)
    {
        await using var host = await ProbeHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/probe/v1/things");
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }
}
