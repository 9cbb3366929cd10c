using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Contracts.Surveys.V1;
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

    private static readonly byte[] Key = new byte[32];

    private readonly WebApplication _app;
    private readonly DatabasePrefix? _databases;

    private SurveysHost(WebApplication app, DatabasePrefix? databases, Told told)
    {
        _app = app;
        _databases = databases;
        Told = told;
        Http = Client(null);
    }

    /// <summary>What indicators would have been told.</summary>
    public Told Told { get; }

    /// <summary>A caller without a token.</summary>
    public HttpClient Http { get; }

    public SurveysStorage Storage => _app.Services.GetRequiredService<SurveysStorage>();

    /// <summary>Offers an answer to the outbox as the ledger does after its commit.</summary>
    public void Offer(SurveyResponse response) =>
        _app.Services.GetRequiredService<LedgerOutbox<SurveyResponse, Guid, SurveyResponsesRecorded>>().Offer(response);

    public static Task<SurveysHost> StartAsync(RealEngine engine)
    {
        var databases = engine.NewPrefix();
        return StartAsync(engine.ConnectionString, databases.Value, databases);
    }

    public static Task<SurveysHost> StartAsync(string mongo, string prefix) => StartAsync(mongo, prefix, null);

    private static async Task<SurveysHost> StartAsync(string mongo, string prefix, DatabasePrefix? databases)
    {
        var told = new Told();
        var app = QualiPrefHost.Build(
            [
                "--urls", "http://127.0.0.1:0",
                "--QUALIPREF_MONGO", mongo,
                "--QUALIPREF_RABBITMQ", "",
                "--Logging:LogLevel:Default", "Error",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning",
                "--QualiPref:Storage:DatabasePrefix", prefix,
                "--QualiPref:Storage:ServerSelectionTimeout", "00:00:01",
                "--QualiPref:Identity:SigningKey", Convert.ToBase64String(Key),
                "--QualiPref:Identity:Development", "true",
            ],
            new SurveysModule(), new ListeningModule(told));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SurveysHost(app, databases, told);
    }

    /// <summary>A caller with a token of some roles; of all sites unless said otherwise.</summary>
    public HttpClient As(string role, params string[] sites) => Client(TokenOf(role, sites.Length == 0 ? ["*"] : sites));

    /// <summary>A caller with a given token.</summary>
    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri($"{_app.Urls.First()}/api/surveys/v1/") };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

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

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_databases is not null) await _databases.DisposeAsync();
    }

    private static string TokenOf(string role, string[] sites) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "qualipref",
        Audience = "qualipref",
        Subject = new ClaimsIdentity([new Claim("name", "Usager 12"), new Claim("roles", role), .. sites.Select(site => new Claim("sites", site))]),
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Key), SecurityAlgorithms.HmacSha256),
    });
}

/// <summary>A kiosk that has its token.</summary>
internal sealed record EnrolledKioskClient(Guid Id, int Enrolment, HttpClient Http);

/// <summary>What a consumer was told.</summary>
internal sealed class Told
{
    public ConcurrentQueue<(Guid MessageId, SurveyResponsesRecorded Message)> Messages { get; } = new();

    public IEnumerable<SurveyResponseState> States => Messages.SelectMany(told => told.Message.Responses);

    /// <summary>Waits until an answer was told in some version or a later one.</summary>
    public async Task<SurveyResponseState> WaitAsync(Guid id, int version = 1) => (await Eventually.ReadsAsync(
        $"version {version} of {id} is told", _ => Task.FromResult(Latest(id)), state => state?.Version >= version,
        cancellationToken: TestContext.Current.CancellationToken))!;

    /// <summary>What the highest version of an answer says, as a consumer that minds versions would hold it.</summary>
    public SurveyResponseState? Latest(Guid id) => States.Where(state => state.ResponseId == id).MaxBy(state => state.Version);
}

/// <summary>Stands where indicators consumes.</summary>
internal sealed class ListeningModule(Told told) : IServiceModule
{
    public string Name => "indicators";

    public void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton(told);

    public void AddConsumers(ConsumerList consumers) => consumers.Add<Consumer, SurveyResponsesRecorded>(Name, concurrency: 4);

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
    }

    internal sealed class Consumer(Told told) : IConsumer<SurveyResponsesRecorded>
    {
        public Task Consume(ConsumeContext<SurveyResponsesRecorded> context)
        {
            told.Messages.Enqueue((context.MessageId!.Value, context.Message));
            return Task.CompletedTask;
        }
    }
}

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
