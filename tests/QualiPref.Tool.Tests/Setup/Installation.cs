using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Portal;
using QualiPref.Reporting;
using QualiPref.Surveys;
using QualiPref.Testing;

namespace QualiPref.Tool.Tests.Setup;

/// <summary>An installation as it is in production, all of it in this process.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly DatabasePrefix _databases;
    private readonly ServiceHost _host;

    private Installation(DatabasePrefix databases, ServiceHost host, string mongo, string keys) => (_databases, _host, Mongo, Keys) = (databases, host, mongo, keys);

    public string Address => _host.Address;

    public string Mongo { get; }

    /// <summary>Folder of the keys that it goes by, the operator's among them.</summary>
    public string Keys { get; }

    /// <summary>What pods and whoever operates have in their environment.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        ["QUALIPREF_ADDRESS"] = Address,
        ["QUALIPREF_MONGO"] = Mongo,
        ["QualiPref:Storage:DatabasePrefix"] = _databases.Value,
        ["QualiPref:Identity:KeysPath"] = Keys,
        ["QUALIPREF_OPERATOR"] = "Exploitation",
    };

    /// <summary>A client with the operator's token.</summary>
    public HttpClient Http => field ??= _host.Client(PlatformTokens.ForOperator(Keys, "Essai", TimeProvider.System));

    public static async Task<Installation> StartAsync(RealEngine engine, string? keys = null, params IEnumerable<string> settings)
    {
        var databases = engine.NewPrefix();
        keys ??= TestKeys.Folder;
        var host = new ServiceHost(
            arguments => QualiPrefHost.Build(arguments, new SurveysModule(), new ComplaintsModule(), new IndicatorsModule(), new ReportingModule(), new PortalModule()),
            engine.ConnectionString, databases.Value, [$"--QualiPref:Identity:KeysPath={keys}", .. settings]);
        return new Installation(databases, await host.StartAsync(), engine.ConnectionString, keys);
    }

    /// <summary>Runs a command as whoever operates this installation.</summary>
    public Task<ToolRun> RunAsync(params string[] arguments) => ToolRun.OfAsync(Environment, arguments);

    public IMongoCollection<BsonDocument> Collection(string service, string name) => _databases.Client.GetDatabase($"{_databases.Value}_{service}").GetCollection<BsonDocument>(name);

    /// <summary>Hands in one answer on paper, and waits until it is counted.</summary>
    public async Task<Guid> AnswerAsync(DateOnly day, string site = "91-EVRY")
    {
        var id = Guid.NewGuid();
        var answer = new
        {
            site,
            questionnaire = "accueil-general",
            version = 1,
            channel = "paper",
            language = "fr",
            outcome = "complete",
            answeredAt = $"{day:yyyy-MM-dd}T10:12:08+02:00",
            answers = new { global = "satisfait", attente = "non-concerne" },
        };
        using var reply = await Http.PutAsJsonAsync($"/api/surveys/v1/responses/{id}", answer, TestContext.Current.CancellationToken);
        reply.EnsureSuccessStatusCode();
        await ClosedAsync();
        return id;
    }

    /// <summary>Waits until everything received is counted, and there is something.</summary>
    public Task ClosedAsync() => Eventually.ReadsAsync("the balance is closed", _ => RunAsync("balance", "--json", "--network", "essonne"),
        run => run.ExitCode == 0 && run.Json.GetProperty("networks")[0].GetProperty("rows").GetArrayLength() > 0, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Makes an edition of a month.</summary>
    /// <returns>Ids of the report and of the edition.</returns>
    public async Task<(string Report, string Edition)> FreezeAsync(DateOnly month)
    {
        var report = await SentAsync(HttpMethod.Post, "/api/reporting/v1/reports", new { network = "essonne", period = $"{month:yyyy-MM}", title = "Bilan" });
        var id = report.GetProperty("id").GetString()!;
        var edition = await Eventually.ReadsAsync("the report is frozen", _ => SentAsync(HttpMethod.Post, $"/api/reporting/v1/reports/{id}/freeze", new { }, "one"),
            reply => !reply.TryGetProperty("progress", out var _), cancellationToken: TestContext.Current.CancellationToken);
        return (id, edition.GetProperty("id").GetString()!);
    }

    public async Task<JsonElement> SentAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        using var reply = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(reply.IsSuccessStatusCode, $"{method} {path}: {(int)reply.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _databases.DisposeAsync();
    }
}
