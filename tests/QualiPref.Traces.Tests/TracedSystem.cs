using System.Net.Http.Json;
using System.Text.Json;
using MongoDB.Driver;
using QualiPref.Local;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;

namespace QualiPref.Traces.Tests;

/// <summary>A whole system as <c>make run TRACES=1</c> starts it, which sends its spans at once instead of every five seconds.</summary>
public abstract class TracedSystem : IAsyncLifetime
{
    private protected TracedSystem(SystemShape shape)
    {
        Folder = Path.Combine(ProjectFolder.Root, "artifacts", "traces", shape.ToString());
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        Parts = new LocalSystem(new LocalSystemOptions
        {
            Shape = shape,
            DataDirectory = Folder,
            Traces = true,
            Settings = new Dictionary<string, string> { ["OTEL_BSP_SCHEDULE_DELAY"] = "200" },
        });
        Http = new HttpClient { BaseAddress = new Uri(Parts.Address) };
        Identities = new Identities(Http);
        Viewer = new ViewerClient(Parts.Viewer!.Address);
        Mongo = new MongoClient(Parts.Engine.ConnectionString);
    }

    private protected string Folder { get; }

    public LocalSystem Parts { get; }

    public HttpClient Http { get; }

    public Identities Identities { get; }

    public ViewerClient Viewer { get; }

    public MongoClient Mongo { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => await Parts.StartAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Viewer.Dispose();
        Mongo.Dispose();
        await Parts.DisposeAsync();
        foreach (var data in (string[])["engine", "broker"])
            if (Directory.Exists(Path.Combine(Folder, data)))
                Directory.Delete(Path.Combine(Folder, data), recursive: true);
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
        request.Headers.Authorization = await Identities.StaffAsync(role, Token);
        using var response = await Http.SendAsync(request, Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    /// <summary>Fails unless the spans that follow one of a caller lead, link by link, to each of these in turn.</summary>
    /// <returns>The ids of the last.</returns>
    public async Task<IReadOnlySet<string>> LeadsAsync(string from, params Stage[] stages)
    {
        var (_, reached) = await Eventually.ReadsAsync("the trace goes on from the request to the kept cell",
            async token => (await Viewer.SpansAsync(token)).Follow(from, stages), walk => walk.Missing is null, TimeSpan.FromSeconds(60), Token);
        return reached;
    }
}

/// <summary>One process with all services.</summary>
public sealed class AllInOneSystem() : TracedSystem(SystemShape.AllInOne);

/// <summary>One process per service, over the broker.</summary>
public sealed class DistributedSystem() : TracedSystem(SystemShape.Distributed)
{
    /// <summary>Its broker may be killed at once.</summary>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await QuorumQueues.AreOnDiskAsync(Path.Combine(Folder, "broker"), "/", QuorumQueues.OfTheServices, TestContext.Current.CancellationToken);
    }
}
