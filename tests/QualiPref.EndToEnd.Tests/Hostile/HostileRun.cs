using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>Sends so many hostile requests, many at a time, and judges all replies. A failure shows the request as it was sent.</summary>
internal sealed class HostileRun(RunningSystem system, int requests, int seed)
{
    private const int Senders = 12;

    private readonly AnswersOtherwise _otherwise = new(system);
    private readonly ConcurrentDictionary<string, string> _failures = new();

    public async Task RunAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var processes = system.Parts.Services.Select(service => service.ProcessId).ToList();
        using var http = Client();
        var senders = await SendersAsync(http, cancellation);

        for (var tenth = 1; tenth <= 10; tenth++)
        {
            // Sessions end and want to be renewed: a long run lasts for longer than one may be left to itself.
            if (tenth > 1) await SignInAsync(senders, http, cancellation);
            await SendAsync(senders, Share(requests, tenth, 10), cancellation);
            TestContext.Current.SendDiagnosticMessage("{0}/10: resident {1} MB", tenth, string.Join(" + ", processes.Select(process => $"{ResidentMegabytes(process!.Value):0}")));
        }
        await _otherwise.ObserveAsync();
        await system.AgreesAsync();

        TestContext.Current.SendDiagnosticMessage("{0} requests, seed {1}: {2}", requests, seed, Told(senders));
        Assert.Equal(processes, system.Parts.Services.Select(service => service.ProcessId));
        WasAboutTheContract(senders);
    }

    private async Task SendAsync(IReadOnlyList<HostileSender> senders, int some, CancellationToken cancellation)
    {
        await Task.WhenAll(senders.Select((sender, at) => Task.Run(() => sender.SendAsync(Share(some, at + 1, senders.Count), cancellation), cancellation)));
        Assert.True(_failures.IsEmpty, $"{_failures.Count} kinds of failures:\n\n{string.Join("\n\n=====\n\n", _failures.Select(one => $"{one.Key}\n{one.Value}"))}");
    }

    // The shares of a whole are the whole, and as equal as they can be.
    private static int Share(int whole, int part, int parts) => (whole * part / parts) - (whole * (part - 1) / parts);

    /// <summary>As many were sent as were promised, of every line of the table, and most were refused for what they said, not for who sent them.</summary>
    private void WasAboutTheContract(IReadOnlyList<HostileSender> senders)
    {
        Assert.Equal(requests, senders.Sum(sender => sender.Calls.Values.Sum()));
        Assert.All(PublicCall.All, call => Assert.True(senders.Sum(sender => sender.Calls.GetValueOrDefault(call)) >= Math.Max(1, requests / 10_000), $"{call.Method} {call.Path} was hardly sent."));
        var statuses = senders.SelectMany(sender => sender.Statuses).ToLookup(one => one.Key, one => one.Value);
        int Of(params int[] some) => some.Sum(status => statuses[status].Sum());
        Assert.True(Of(400, 413, 415, 422) > requests / 4);
        Assert.True(Of(200, 201, 202) > requests / 10);
        Assert.True(Of(401, 403) < requests / 4);
        Assert.All((int[])[400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428], status => Assert.NotEqual(0, Of(status)));
    }

    private async Task<IReadOnlyList<HostileSender>> SendersAsync(HttpClient http, CancellationToken cancellation)
    {
        var tokens = new List<Tokens>();
        for (var sender = 1; sender <= Senders; sender++) tokens.Add(await Tokens.TakeAsync(system, sender, cancellation));
        var visitor = await PageSession.OfPublicAsync(http, cancellation);
        var (staff, leaving) = await SignInAsync(http, cancellation);
        var shared = await SharedAsync();
        var access = await AccessOracle.ReadAsync();
        return
        [
            .. tokens.Select((taken, at) =>
            {
                var own = new OwnThings { Shared = new Dictionary<string, string>(shared) { ["kiosk"] = taken.Kiosk.Kiosk.ToString() }, Keys = system.Keys };
                return new HostileSender(http, new RequestWriter(seed + at + 1, PublicCall.All.Where((_, call) => call % Senders == at), taken, own, visitor) { StaffPages = staff, LeavingPages = leaving }, own, system.Recount, _otherwise, access, _failures);
            }),
        ];
    }

    private static async Task SignInAsync(IReadOnlyList<HostileSender> senders, HttpClient http, CancellationToken cancellation)
    {
        var (staff, leaving) = await SignInAsync(http, cancellation);
        foreach (var sender in senders) sender.ComeAs(staff, leaving);
    }

    private static async Task<(PageSession Staff, PageSession Leaving)> SignInAsync(HttpClient http, CancellationToken cancellation) =>
        (await PageSession.OfStaffAsync(http, cancellation), await PageSession.OfStaffAsync(http, cancellation, "handler"));

    /// <summary>Things to ask for: a report, an edition of a smaller one, a figure, a followed case, and a word of thanks, which no step makes count.</summary>
    private async Task<IReadOnlyDictionary<string, string>> SharedAsync()
    {
        var thanks = Samples.Filing(Guid.NewGuid());
        thanks["kind"] = "thanks";
        var filed = await system.Api.FileAsync(thanks);
        var small = await system.Api.SendAsync(HttpMethod.Post, "/api/reporting/v1/reports", "quality", new { network = "lot-et-garonne", period = $"{RunningSystem.Year}-02", title = "Essai" });
        var figures = await system.Api.GetAsync($"/api/indicators/v1/figures?network=essonne&period={RunningSystem.Year}&indicator=satisfaction.global");
        Assert.Equal((201, 201, 200), (filed.Status, small.Status, figures.Status));
        var smallReport = small.Body!.Value.GetProperty("id").GetString()!;
        return new Dictionary<string, string>
        {
            ["thanks"] = thanks["id"]!.ToString(),
            ["tracking"] = filed.Body!.Value.GetProperty("trackingCode").GetString()!,
            ["report"] = await system.OpenReportAsync(),
            ["small"] = smallReport,
            ["edition"] = await system.FrozenAsync(smallReport, Guid.NewGuid().ToString()),
            ["figure"] = figures.Body!.Value.GetProperty("items")[0].GetProperty("id").GetString()!,
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
        BaseAddress = new Uri(system.Parts.Address),
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
