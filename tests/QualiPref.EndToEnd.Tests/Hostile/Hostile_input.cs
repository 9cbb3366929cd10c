using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>
/// A system of its own, all of whose services together may hold 160 MB, of which they need about 30 under these requests. What a request left behind
/// for good, were it 1 KB, would come near that before 100,000 of them are over: requests then fail for want of memory.
/// </summary>
public sealed class A_system_with_little_memory() : RunningSystem(SystemShape.AllInOne)
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0xA000000" };
}

/// <summary>
/// Every call of the contract with whatever a broken or hostile client may send, valid requests in between, many at a time: ten thousand, or ten times
/// a hundred thousand in the long run. A failure shows the request as it was sent.
/// </summary>
[Sampled]
public sealed class Hostile_input : IAsyncLifetime
{
    private const int Senders = 12;

    private static readonly int Requests = Effort.IsLong ? 100_000 : 2_500;

    private readonly A_system_with_little_memory _system = new();

    private readonly ConcurrentDictionary<string, string> _failures = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Effort.IsLong ? 10 : 1).Select(round => Effort.Seed + (round * 100))];

    public ValueTask InitializeAsync() => _system.InitializeAsync();

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Is_refused_in_words_costs_no_neighbour_and_leaves_nothing_behind(int seed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var process = _system["all-in-one"].ProcessId;
        using var http = Client();
        var senders = await SendersAsync(http, seed, cancellation);

        for (var tenth = 1; tenth <= 10; tenth++)
        {
            await SendAsync(senders, Requests / 10, cancellation);
            TestContext.Current.SendDiagnosticMessage("{0}/10: resident {1:0} MB", tenth, ResidentMegabytes(process!.Value));
        }
        await _system.AgreesAsync();

        TestContext.Current.SendDiagnosticMessage("{0} requests, seed {1}: {2}", Requests, seed, Told(senders));
        Assert.Equal(process, _system["all-in-one"].ProcessId);
        WasAboutTheContract(senders);
    }

    private async Task SendAsync(IReadOnlyList<HostileSender> senders, int requests, CancellationToken cancellation)
    {
        await Task.WhenAll(senders.Select(sender => Task.Run(() => sender.SendAsync(requests / senders.Count, cancellation), cancellation)));
        Assert.True(_failures.IsEmpty, $"{_failures.Count} kinds of failures:\n\n{string.Join("\n\n=====\n\n", _failures.Select(one => $"{one.Key}\n{one.Value}"))}");
    }

    /// <summary>Every line of the table was sent, and most were refused for what they said, not for who sent them.</summary>
    private static void WasAboutTheContract(IReadOnlyList<HostileSender> senders)
    {
        Assert.All(PublicCall.All, call => Assert.True(senders.Sum(sender => sender.Calls.GetValueOrDefault(call)) >= Math.Max(Senders, Requests / 10_000), $"{call.Method} {call.Path} was hardly sent."));
        var statuses = senders.SelectMany(sender => sender.Statuses).ToLookup(one => one.Key, one => one.Value);
        int Of(params int[] some) => some.Sum(status => statuses[status].Sum());
        Assert.True(Of(400, 413, 415, 422) > Requests / 4);
        Assert.True(Of(200, 201, 202) > Requests / 10);
        Assert.True(Of(401, 403) < Requests / 4);
        Assert.All((int[])[400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428], status => Assert.NotEqual(0, Of(status)));
    }

    private async Task<IReadOnlyList<HostileSender>> SendersAsync(HttpClient http, int seed, CancellationToken cancellation)
    {
        var tokens = await Tokens.TakeAsync(_system, cancellation);
        var (visitor, staff) = (await PageSession.OfPublicAsync(http, cancellation), await PageSession.OfStaffAsync(http, cancellation));
        var shared = await SharedAsync(tokens);
        var access = await AccessOracle.ReadAsync();
        return
        [
            .. Enumerable.Range(1, Senders).Select(at =>
            {
                var own = new OwnThings { Shared = shared };
                return new HostileSender(http, new RequestWriter(seed + at, tokens, own, visitor, staff), own, _system.Recount, access, _failures);
            }),
        ];
    }

    /// <summary>Things to ask for: a report, an edition of a smaller one, a figure, a followed case, and a word of thanks, which no step makes count.</summary>
    private async Task<IReadOnlyDictionary<string, string>> SharedAsync(Tokens tokens)
    {
        var thanks = Samples.Filing(Guid.NewGuid());
        thanks["kind"] = "thanks";
        var filed = await _system.Api.FileAsync(thanks);
        var small = await _system.Api.SendAsync(HttpMethod.Post, "/api/reporting/v1/reports", "quality", new { network = "lot-et-garonne", period = $"{RunningSystem.Year}-02", title = "Essai" });
        var figures = await _system.Api.GetAsync($"/api/indicators/v1/figures?network=essonne&period={RunningSystem.Year}&indicator=satisfaction.global");
        Assert.Equal((201, 201, 200), (filed.Status, small.Status, figures.Status));
        var smallReport = small.Body!.Value.GetProperty("id").GetString()!;
        return new Dictionary<string, string>
        {
            ["thanks"] = thanks["id"]!.ToString(),
            ["tracking"] = filed.Body!.Value.GetProperty("trackingCode").GetString()!,
            ["report"] = await _system.OpenReportAsync(),
            ["small"] = smallReport,
            ["edition"] = await _system.FrozenAsync(smallReport, Guid.NewGuid().ToString()),
            ["figure"] = figures.Body!.Value.GetProperty("items")[0].GetProperty("id").GetString()!,
            ["kiosk"] = tokens.Kiosk.Kiosk.ToString(),
            ["session"] = "5a0b8d3e-0f6b-4c0e-9b64-2f6d1c3a7e10",
        };
    }

    private HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    })
    {
        BaseAddress = new Uri(_system.Parts.Address),
        // A freezing may take 30 s until it answers 202.
        Timeout = TimeSpan.FromSeconds(90),
    };

    private static string Told(IReadOnlyList<HostileSender> senders) => string.Join(", ", senders.SelectMany(sender => sender.Statuses)
        .GroupBy(one => one.Key, one => one.Value).OrderBy(status => status.Key).Select(status => $"{status.Key} × {status.Sum()}"));

    private static double ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(one => one.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024 / 1_000_000;
    }
}
