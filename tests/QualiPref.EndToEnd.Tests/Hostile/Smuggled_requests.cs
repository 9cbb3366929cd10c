using System.Globalization;
using System.Text;
using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>
/// A second request that is hidden in the body of a first one, whose end the portal and the service behind it may see at different places. The hidden one
/// is a call of an administrator with a token of theirs: nothing but its place could refuse it.
/// </summary>
[Collection(Distributed.Name)]
public sealed class Smuggled_requests(DistributedSystem system)
{
    private const string Kiosks = "/api/surveys/v1/kiosks";

    private static readonly Dictionary<string, Func<string, string>> Disguises = new()
    {
        ["counted, but after the last chunk"] = hidden => Counted($"0\r\n\r\n{hidden}", "Transfer-Encoding: chunked"),
        ["in a chunk, but not counted"] = hidden => $"Transfer-Encoding: chunked\r\nContent-Length: {Hex(hidden).Length + 2}\r\n\r\n{Hex(hidden)}\r\n{hidden}\r\n0\r\n\r\n",
        ["counted by the first length"] = hidden => Counted(hidden, "Content-Length: 0"),
        ["counted by the last length"] = hidden => $"Content-Length: 0\r\n{Counted(hidden, "Accept: */*")}",
        ["counted, but after the last chunk of a coding with a space"] = hidden => Counted($"0\r\n\r\n{hidden}", "Transfer-Encoding : chunked"),
    };

    public static TheoryData<string> Ways => [.. Disguises.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Are_never_carried_out(string way)
    {
        var label = NewLabel();
        var first = await HeadAsync("POST /api/surveys/v1/responses/batch", "agent");

        var reply = await SendAsync(first + Disguises[way](await HiddenAsync(label)));

        Assert.True(Replies(reply) <= 1, reply);
        // Asked over the portal's own connections to the service, in which the rest of a request could still lie.
        for (var times = 0; times < 3; times++) Assert.DoesNotContain(label, await KiosksAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Would_be_carried_out_if_they_came_through()
    {
        var label = NewLabel();

        var reply = await SendAsync((await HiddenAsync(label)).Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal));

        Assert.StartsWith("HTTP/1.1 201 ", reply, StringComparison.Ordinal);
        Assert.Contains(label, await KiosksAsync(), StringComparison.Ordinal);
    }

    private static string NewLabel() => $"Borne {Guid.NewGuid():N}";

    private static string Hex(string text) => text.Length.ToString("x", CultureInfo.InvariantCulture);

    private static string Counted(string body, string header) => $"Content-Length: {body.Length}\r\n{header}\r\n\r\n{body}";

    private static int Replies(string said) => said.Split("HTTP/1.1 ").Length - 1;

    private async Task<string> HiddenAsync(string label) =>
        await HeadAsync($"POST {Kiosks}", "admin") + Counted($$"""{"site":"91-EVRY","label":"{{label}}"}""", "Accept: */*");

    private async Task<string> HeadAsync(string call, string role) =>
        $"{call} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {system.Identities.Staff(role)}\r\nContent-Type: application/json\r\n";

    private Task<string> SendAsync(string text) => system.SendBytesAsync(Encoding.Latin1.GetBytes(text), isAll: false);

    private async Task<string> KiosksAsync()
    {
        var listed = await system.Api.GetAsync($"{Kiosks}?pageSize=200", "admin");
        Assert.Equal(200, listed.Status);
        return listed.Body.ToString()!;
    }
}
