using System.Text;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>What no library sends: bytes on the connection that are no HTTP, or nearly.</summary>
[Collection(AllInOne.Name)]
public sealed class Broken_http(AllInOneSystem system)
{
    private static readonly int Flipped = Effort.IsLong ? 20_000 : 1_000;

    private static readonly int Seed = Effort.Seed;

    private const string Given = "HTTP/1.1 200 OK";

    private const string Sound = "GET /api/surveys/v1/questionnaires/accueil-general?version=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: fr\r\nConnection: close\r\n\r\n";

    /// <summary>
    /// The reply to who speaks HTTP/2 where only 1.1 is spoken: a GOAWAY frame whose error is HTTP_1_1_REQUIRED (RFC 9113 §6.8 and §7).
    /// The number of that error, 13, is also the end of a line. The hang-up that follows may overtake the frame.
    /// </summary>
    private static readonly string UseHttp11 = "\0\0\b\a" + new string('\0', 12);

    public static TheoryData<string> Heads =>
    [
        "", "\r\n\r\n", "GET", "GET /\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET  /  HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\nHost: a\n\n", "G\0T / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
        "PUT /api/surveys/v1/responses/x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "PUT /api/surveys/v1/responses/x HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "PUT /api/surveys/v1/responses/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "PUT /api/surveys/v1/responses/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
        "POST /api/complaints/v1/complaints HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "POST /api/complaints/v1/complaints HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\nGET /alive HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /api/complaints/v1/complaints HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: gzip, identity\r\n\r\n", "POST /api/complaints/v1/complaints HTTP/1.1\r\nHost: a\r\nExpect: the-unexpected\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00", $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: a\r\n\r\n", $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', 60_000)}\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Repeat("X: a\r\n", 500)) + "\r\n",
    ];

    [Theory]
    [MemberData(nameof(Heads))]
    public async Task Is_refused_or_hung_up_on(string head)
    {
        IsRefusal(await SendAsync(Encoding.Latin1.GetBytes(head)), head);
        Assert.Equal(200, (await system.Api.GetAsync("/alive", role: null)).Status);
    }

    [Fact, Sampled]
    public async Task Is_refused_or_hung_up_on_wherever_a_byte_is_wrong()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Flipped; round++)
        {
            var bytes = Encoding.Latin1.GetBytes(Sound);
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var status = await SendAsync(bytes);
            // What was hit may be a value that nobody looks at: the questionnaire is then given, as to anybody.
            if (status != Given) IsRefusal(status, $"seed {Seed}, round {round}: {Convert.ToBase64String(bytes)}");
        }
        Assert.Equal(200, (await system.Api.GetAsync("/alive", role: null)).Status);
    }

    /// <summary>Told where the request ends, since a hang-up could come before the reply.</summary>
    [Fact]
    public async Task Is_refused_where_a_line_ends_with_a_line_feed_alone() => Assert.StartsWith(
        "HTTP/1.1 400", await system.SendBytesAsync(Encoding.Latin1.GetBytes(Sound.Replace("\r\n", "\n", StringComparison.Ordinal)), isAll: false), StringComparison.Ordinal);

    [Fact]
    public async Task An_upgrade_that_is_not_to_be_had_is_passed_over_or_hung_up_on() => Assert.Contains(
        await SendAsync(Encoding.Latin1.GetBytes(Sound.Replace("Connection: close", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 99", StringComparison.Ordinal))),
        (string[])["", Given]);

    /// <summary>A refusal in words of HTTP, or a hang-up. 505 is its word for a version that does not exist.</summary>
    private static void IsRefusal(string status, string sent) =>
        Assert.True(status.Length == 0 || status == UseHttp11 || status.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || status.StartsWith("HTTP/1.1 505", StringComparison.Ordinal), $"{status}\n{sent}");

    /// <summary>The first line of the reply, empty when the server hung up.</summary>
    private async Task<string> SendAsync(byte[] bytes)
    {
        using var reply = new StringReader(await system.SendBytesAsync(bytes, isAll: true));
        return await reply.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
    }
}
