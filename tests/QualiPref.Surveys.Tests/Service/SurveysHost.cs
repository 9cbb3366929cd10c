using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>The service over HTTP with the real engine, and a consumer in the place of indicators that keeps what it was told.</summary>
internal sealed class SurveysHost : IAsyncDisposable
{
    public const string Site = "91-EVRY";

    private readonly ServiceHost _host;
    private readonly DatabasePrefix? _databases;

    private SurveysHost(ServiceHost host, DatabasePrefix? databases, Told told)
    {
        _host = host;
        _databases = databases;
        Told = told;
        Http = Client(null);
    }

    /// <summary>What indicators would have been told.</summary>
    public Told Told { get; }

    /// <summary>A caller without a token.</summary>
    public HttpClient Http { get; }

    /// <summary>Publishes as another service would.</summary>
    public Task AskAsync<T>(T message) where T : class => _host.Service<IMessagePublisher>().PublishAsync(
        [new OutgoingMessage<T>(Guid.NewGuid(), message)], TestContext.Current.CancellationToken);

    /// <summary>Listens to its metrics.</summary>
    public HeardNumbers Hear() => _host.Hear();

    public SurveysStorage Storage => _host.Service<SurveysStorage>();

    /// <summary>Offers an answer to the outbox as the ledger does after its commit.</summary>
    public void Offer(SurveyResponse response) =>
        _host.Service<LedgerOutbox<SurveyResponse, Guid, SurveyResponsesRecorded>>().Offer(response);

    public static Task<SurveysHost> StartAsync(RealEngine engine, TimeProvider? time = null)
    {
        var databases = engine.NewPrefix();
        return StartAsync(engine.ConnectionString, databases.Value, databases, time);
    }

    public static Task<SurveysHost> StartAsync(string mongo, string prefix, TimeProvider? time = null) => StartAsync(mongo, prefix, null, time);

    /// <summary>Starts on a ledger that holds answers already, with settings.</summary>
    public static async Task<SurveysHost> StartOnAsync(RealEngine engine, IEnumerable<SurveyResponse> held, TimeProvider? time, params string[] settings)
    {
        var databases = engine.NewPrefix();
        await HoldAsync(engine.ConnectionString, databases.Value, held);
        return await StartAsync(engine.ConnectionString, databases.Value, databases, time, settings);
    }

    /// <summary>Starts on nothing with a catalogue that changes.</summary>
    public static Task<SurveysHost> StartAsync(RealEngine engine, ChangingCatalogue catalogue)
    {
        var databases = engine.NewPrefix();
        return StartAsync(engine.ConnectionString, databases.Value, databases, null, catalogue.Setting);
    }

    /// <summary>Starts beside this one, on the same ledger, with another catalogue.</summary>
    public Task<SurveysHost> BesideAsync(RealEngine engine, ChangingCatalogue catalogue) =>
        StartAsync(engine.ConnectionString, _databases!.Value, null, null, catalogue.Setting);

    /// <summary>Starts beside this one, on the same ledger.</summary>
    public Task<SurveysHost> BesideAsync(RealEngine engine) => StartAsync(engine.ConnectionString, _databases!.Value, null, null);

    /// <summary>What was published and is not in force.</summary>
    public IReadOnlyList<string> LeftOut => _host.Service<LiveCatalogue>().LeftOut;

    /// <summary>Has it take what was published by another replica.</summary>
    public Task LookAtPublishedAsync() => _host.Service<LiveCatalogue>().TakeAsync(_host.Service<PublishedStore>().ReadAsync, TestContext.Current.CancellationToken);

    /// <summary>Has it take what changed in the folder of its catalogue.</summary>
    public void LookAtCatalogue() => _host.LookAtCatalogue();

    /// <summary>
    /// Starts on a ledger that holds answers already, none of them overdue. What is told at start is over and forgotten when it returns.
    /// </summary>
    public static async Task<SurveysHost> StartOnAsync(RealEngine engine, TimeProvider? time, params IReadOnlyList<SurveyResponse> held)
    {
        var databases = engine.NewPrefix();
        await HoldAsync(engine.ConnectionString, databases.Value, held);
        var host = await StartAsync(engine.ConnectionString, databases.Value, databases, time);
        var days = held.Select(answer => (answer.Site, answer.Date)).Distinct().Count();
        await Eventually.ReadsAsync("every day is told at start", _ => Task.FromResult(host.Told.Statements.Sum(statement => statement.Rows.Count)),
            rows => rows == days, cancellationToken: TestContext.Current.CancellationToken);
        host.Told.Everything.Clear();
        return host;
    }

    /// <summary>Puts answers into a ledger while no host runs on it, and how far its masking has come.</summary>
    public static async Task HoldAsync(string mongo, string prefix, IEnumerable<SurveyResponse> held, MaskingProgress? masked = null)
    {
        using var databases = new MongoDatabases(Options.Create(new StorageOptions { ConnectionString = mongo, DatabasePrefix = prefix }));
        var storage = new SurveysStorage(databases);
        await storage.Responses.InsertManyAsync(held, cancellationToken: TestContext.Current.CancellationToken);
        if (masked is not null) await storage.Maskings.ReplaceOneAsync(one => one.Id == masked.Id, masked, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static async Task<SurveysHost> StartAsync(string mongo, string prefix, DatabasePrefix? databases, TimeProvider? time, params string[] settings)
    {
        var told = new Told();
        var host = new ServiceHost(
            arguments => QualiPrefHost.Build(arguments, new SurveysModule(), new ListeningModule(told, time ?? TimeProvider.System)),
            mongo, prefix, ["--Logging:LogLevel:Default=Error", "--QualiPref:Storage:ServerSelectionTimeout=00:00:01", .. settings]);
        return new SurveysHost(await host.StartAsync(), databases, told);
    }

    /// <summary>A caller with a token of some roles; of all sites unless said otherwise.</summary>
    public HttpClient As(string role, params string[] sites) => Client(ServiceHost.TokenOf([role], sites.Length == 0 ? ["*"] : sites, "Usager 12"));

    /// <summary>A caller with a given token, or with none.</summary>
    public HttpClient Client(string? token) => _host.Client(token, "surveys");

    /// <summary>Creates and enrols a kiosk.</summary>
    public async Task<EnrolledKioskClient> EnrolAsync(string site = Site)
    {
        var created = await As("admin").PostAsJsonAsync("kiosks", new { site, label = "Accueil" }, TestContext.Current.CancellationToken);
        var code = (await created.ReadAsync())["enrolmentCode"]!.GetValue<string>();
        return await EnrolWithAsync(code);
    }

    public async Task<EnrolledKioskClient> EnrolWithAsync(string code)
    {
        var enrolled = await (await Http.PostAsJsonAsync("kiosks/enrol", new { code }, TestContext.Current.CancellationToken)).ReadAsync();
        return new EnrolledKioskClient(
            Guid.Parse(enrolled["kiosk"]!.GetValue<string>()), enrolled["enrolment"]!.GetValue<int>(), Client(enrolled["accessToken"]!.GetValue<string>()));
    }

    /// <summary>Stops the process as an operator does.</summary>
    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_databases is not null) await _databases.DisposeAsync();
    }
}

/// <summary>A kiosk that has its token.</summary>
internal sealed record EnrolledKioskClient(Guid Id, int Enrolment, HttpClient Http);

internal static class Requests
{
    /// <summary>A valid answer on channel web, with changes.</summary>
    public static JsonObject Answer(params (string Name, JsonNode? Value)[] changes)
    {
        var answer = new JsonObject
        {
            ["site"] = SurveysHost.Site,
            ["questionnaire"] = "accueil-general",
            ["version"] = 1,
            ["channel"] = "web",
            ["answeredAt"] = DateTimeOffset.UtcNow.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["answers"] = new JsonObject { ["global"] = "satisfait" },
        };
        foreach (var (name, value) in changes) answer[name] = value;
        return answer;
    }

    /// <summary>A valid answer of a kiosk.</summary>
    public static JsonObject Answer(this EnrolledKioskClient kiosk, long sequence, params (string Name, JsonNode? Value)[] changes) => Answer(
        [("channel", "kiosk"), ("kiosk", kiosk.Id.ToString()), ("enrolment", kiosk.Enrolment), ("sequence", sequence), .. changes]);

    public static JsonObject With(this JsonObject answer, string name, JsonNode? value)
    {
        var copy = answer.DeepClone().AsObject();
        copy[name] = value;
        return copy;
    }

    public static Task<HttpResponseMessage> PutAnswerAsync(this HttpClient client, Guid id, JsonNode answer) =>
        client.PutAsJsonAsync($"responses/{id}", answer, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> PostBatchAsync(this HttpClient client, IEnumerable<JsonNode> items, JsonNode? device = null) =>
        client.PostAsJsonAsync("responses/batch", new JsonObject { ["device"] = device, ["items"] = new JsonArray([.. items]) },
            TestContext.Current.CancellationToken);

    public static async Task<HttpResponseMessage> DecideAsync(this HttpClient client, Guid id, string decision, long? version, string reason = "doublon")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"responses/{id}/{decision}") { Content = JsonContent.Create(new { reason }) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonNode> ReadAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    public static async Task<JsonNode> GetJsonAsync(this HttpClient client, string address) =>
        await (await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).ReadAsync();

    public static int Number(this JsonNode node, string name) => node[name]!.GetValue<int>();

    public static string? Text(this JsonNode node, string name) => node[name]?.GetValue<string>();
}
