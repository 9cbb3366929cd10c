using System.Net.Http.Json;
using System.Text.Json;
using MongoDB.Driver;
using QualiPref.Local;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;

namespace QualiPref.Traces.Tests;

/// <summary>A whole system as <c>make run TRACES=1</c> starts it, which sends its spans at once instead of every five seconds.</summary>
public abstract class TracedSystem(SystemShape shape) : WholeSystem(shape, traces: true)
{
    public HttpClient Http { get; private set; } = null!;

    public Identities Identities { get; private set; } = null!;

    public ViewerClient Viewer { get; private set; } = null!;

    public MongoClient Mongo { get; private set; } = null!;

    // Nothing is asked for again: a record that came a second time, and first, would be counted in the trace of whoever asked.
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["QualiPref__Indicators__Balance__Patience"] = "01:00:00",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        Http = new HttpClient { BaseAddress = new Uri(Address) };
        Identities = new Identities(Http, SampleToken.OfStaff(Parts.Keys));
        Viewer = new ViewerClient(Parts.Viewer!.Address);
        Mongo = new MongoClient(Parts.Engine.ConnectionString);
    }

    public override async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        Viewer?.Dispose();
        Mongo?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Hands an answer in from within a trace of the caller's.</summary>
    /// <returns>The id of the caller's span, from which to follow it.</returns>
    public async Task<string> AnswerAsync(string site)
    {
        var (trace, span) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N")[..16]);
        var answer = new
        {
            site,
            questionnaire = "accueil-general",
            version = 1,
            channel = "web",
            answeredAt = TimeProvider.System.GetUtcNow(),
            answers = new { global = "satisfait" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/surveys/v1/responses/{Guid.CreateVersion7()}") { Content = JsonContent.Create(answer) };
        request.Headers.Add("traceparent", $"00-{trace}-{span}-01");
        using var response = await Http.SendAsync(request, Token);
        response.EnsureSuccessStatusCode();
        return span;
    }

    /// <summary>Calls as staff.</summary>
    public async Task<JsonElement> CallAsync(HttpMethod method, string path, string role, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = Identities.Staff(role);
        using var response = await Http.SendAsync(request, Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    /// <summary>Fails unless the spans that follow each of a caller's lead, link by link, to each of these in turn.</summary>
    /// <returns>The ids of the last that the first leads to.</returns>
    public async Task<IReadOnlySet<string>> LeadAsync(IReadOnlyList<string> from, params Stage[] stages)
    {
        var first = await Eventually.ReadsAsync("the trace goes on from the request to the cell", async token =>
        {
            var spans = await Viewer.SpansAsync(token);
            var walks = from.Select(one => spans.Follow(one, stages)).ToList();
            return walks.Find(walk => walk.Missing is not null) ?? walks[0];
        }, walk => walk.Missing is null, TimeSpan.FromSeconds(60), Token);
        return first.Reached;
    }

    /// <inheritdoc cref="LeadAsync"/>
    public Task<IReadOnlySet<string>> LeadsAsync(string from, params Stage[] stages) => LeadAsync([from], stages);
}

/// <summary>One process with all services.</summary>
public sealed class AllInOneSystem() : TracedSystem(SystemShape.AllInOne);

/// <summary>One process per service, over the broker, which may be killed at once.</summary>
public sealed class DistributedSystem() : TracedSystem(SystemShape.Distributed)
{
    protected override async Task StartAsync()
    {
        await base.StartAsync();
        await QueuesAreOnDiskAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class AllInOne : ICollectionFixture<AllInOneSystem>
{
    public const string Name = "in one process";
}

[CollectionDefinition(Name)]
public sealed class Distributed : ICollectionFixture<DistributedSystem>
{
    public const string Name = "over the broker";
}
