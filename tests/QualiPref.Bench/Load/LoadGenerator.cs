using System.Diagnostics;
using System.Globalization;
using System.Text;
using QualiPref.Bench.Running;

namespace QualiPref.Bench.Load;

/// <summary>One acknowledged answer.</summary>
/// <param name="Site">Index into <see cref="AnswerRequests.Sites"/>.</param>
/// <param name="Latency">From the moment it was due to be sent, or was sent when nothing paces, to its acknowledgement.</param>
/// <param name="AcknowledgedAt"><see cref="Stopwatch"/> timestamp.</param>
internal readonly record struct Acknowledged(int Site, TimeSpan Latency, long AcknowledgedAt);

/// <summary>
/// Sends single answers over keep-alive connections, one at a time on each. Plain sockets and prepared requests: it shares the cores
/// with what it measures.
/// </summary>
/// <param name="address">Of the system.</param>
/// <param name="connections">How many.</param>
/// <param name="token">Staff token for answers dated back; null for public answers of today.</param>
/// <param name="answeredAt">When the answers were given; only counts with a token.</param>
internal sealed class LoadGenerator(Uri address, int connections, string? token, DateTimeOffset answeredAt)
{
    private const int Variants = 12;

    /// <summary>Sends as fast as answers come back.</summary>
    public Task<List<Acknowledged>> RunAsync(TimeSpan duration) => RunAsync(duration, null);

    /// <summary>
    /// Sends so many a second, whatever comes back: an answer that waits for its connection counts as slow, so a stall is seen by all
    /// that it delays.
    /// </summary>
    public Task<List<Acknowledged>> RunPacedAsync(TimeSpan duration, double perSecond) => RunAsync(duration, perSecond);

    private async Task<List<Acknowledged>> RunAsync(TimeSpan duration, double? perSecond)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Connection.OpenAsync(address)));
        var start = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(open.Select((connection, i) => Task.Run(() => DriveAsync(connection, i, start, duration, perSecond))));
        foreach (var connection in open) connection.Dispose();
        return [.. results.SelectMany(result => result)];
    }

    private async Task<List<Acknowledged>> DriveAsync(Connection connection, int index, long start, TimeSpan duration, double? perSecond)
    {
        var requests = Enumerable.Range(0, Variants).Select(variant => Prepare(index + variant)).ToArray();
        var acknowledged = new List<Acknowledged>(20_000);
        for (var i = 0; ; i++)
        {
            var due = perSecond is { } rate ? start + (long)((index + (double)i * connections) / rate * Stopwatch.Frequency) : Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(start, due) >= duration) return acknowledged;
            var ahead = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead);
            var request = requests[i % Variants];
            request.Renew();
            var status = await connection.SendAsync(request.Bytes);
            if (status != 201) throw new BenchException($"PUT /responses was answered {status}: {connection.LastReply}");
            var now = Stopwatch.GetTimestamp();
            acknowledged.Add(new Acknowledged(request.Site, Stopwatch.GetElapsedTime(due, now), now));
        }
    }

    private Request Prepare(int draw)
    {
        var site = draw % AnswerRequests.Sites.Length;
        var body = AnswerRequests.Json(site, token is null ? "web" : "paper", answeredAt, draw);
        var authorization = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        const string path = "PUT /api/surveys/v1/responses/";
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{path}{Guid.Empty} HTTP/1.1\r\nHost: {address.Authority}\r\n{authorization}Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        return new Request(site, Encoding.UTF8.GetBytes(text), path.Length);
    }

    private sealed record Request(int Site, byte[] Bytes, int IdOffset)
    {
        /// <summary>Gives it a new id.</summary>
        public void Renew() => Guid.CreateVersion7().TryFormat(Bytes.AsSpan(IdOffset, 36), out _);
    }
}
