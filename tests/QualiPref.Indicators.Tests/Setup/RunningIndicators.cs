using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MongoDB.Bson;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Work;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Setup;

/// <summary>The service as it runs: real host on a free port, real engine, messages through the mediator, empty databases of its own.</summary>
public sealed class RunningIndicators : IAsyncDisposable
{
    private readonly DatabasePrefix? _databases;
    private readonly ServiceHost _host;
    private readonly CancellationTokenSource _stop = new();
    private Task _worker = Task.CompletedTask;

    private RunningIndicators(DatabasePrefix? databases, ServiceHost host)
    {
        _databases = databases;
        _host = host;
    }

    /// <summary>A client with role quality for every site; there is none of a service that does not run.</summary>
    public HttpClient Http => field ??= _host.Client(ServiceHost.TokenOf(["quality"], ["*"]), "indicators");

    internal IndicatorsDatabase Database => Service<IndicatorsDatabase>();

    internal SampleSources Sources => Service<SampleSources>();

    /// <param name="engine">The engine.</param>
    public static Task<RunningIndicators> StartAsync(RealEngine engine) => StartAsync(engine, new BalancePace());

    /// <summary>For tests of cuts: the balance asks nobody for anything, and only the test answers what a cut asks for.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="settings">Further arguments of the command line.</param>
    public static async Task<RunningIndicators> StartForCutsAsync(RealEngine engine, params string[] settings)
    {
        var running = await StartAsync(engine, Calm, settings);
        running.Sources.AnswerRequests = false;
        return running;
    }

    /// <summary>Starts on a catalogue that changes.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="time">Its clock; the real one when left out.</param>
    /// <param name="settings">Further arguments of the command line.</param>
    internal static async Task<RunningIndicators> StartAsync(RealEngine engine, ChangingCatalogue catalogue, TimeProvider? time = null, params string[] settings)
    {
        var databases = engine.NewPrefix();
        return new RunningIndicators(databases, await Build(engine, databases, new BalancePace(), time, [catalogue.Setting, .. settings]).StartAsync());
    }

    /// <summary>Starts another replica on the databases of this one, with a catalogue of its own.</summary>
    internal async Task<RunningIndicators> BesideAsync(RealEngine engine, ChangingCatalogue catalogue) =>
        new(null, await Build(engine, _databases!, new BalancePace(), settings: catalogue.Setting).StartAsync());

    /// <summary>Has it take what changed in the folder of its catalogue.</summary>
    public void LookAtCatalogue() => _host.LookAtCatalogue();

    /// <summary>Starts a host of its own on the databases of this one, as after a death.</summary>
    public async Task<RunningIndicators> StartAgainAsync(RealEngine engine)
    {
        var running = new RunningIndicators(null, await Build(engine, _databases!, Calm).StartAsync());
        running.Sources.AnswerRequests = false;
        return running;
    }

    internal static async Task<RunningIndicators> StartAsync(RealEngine engine, BalancePace pace, params string[] settings)
    {
        var databases = engine.NewPrefix();
        return new RunningIndicators(databases, await Build(engine, databases, pace, settings: settings).StartAsync());
    }

    private static BalancePace Calm => new() { Patience = TimeSpan.FromHours(1) };

    /// <summary>The same service with its storage, but neither worker nor endpoints started: the test takes the steps itself.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="time">Its clock; the real one when left out.</param>
    /// <param name="settings">Further arguments of the command line.</param>
    public static Task<RunningIndicators> PrepareAsync(RealEngine engine, TimeProvider? time = null, params string[] settings) =>
        PrepareAsync(engine, new BalancePace(), time, settings);

    internal static async Task<RunningIndicators> PrepareAsync(RealEngine engine, BalancePace pace, TimeProvider? time = null, params string[] settings)
    {
        var databases = engine.NewPrefix();
        var running = new RunningIndicators(databases, Build(engine, databases, pace, time, settings));
        await running.Database.PrepareAsync(TestContext.Current.CancellationToken);
        return running;
    }

    /// <summary>Starts one worker of a service that was only prepared; nothing else of it runs.</summary>
    internal void StartWorker<T>() where T : class, IWorker => _worker = Service<T>().RunAsync(_stop.Token);

    /// <summary>The service with nothing behind the address of its database, not started.</summary>
    /// <param name="settings">Further arguments of the command line.</param>
    public static RunningIndicators WithoutDatabase(params string[] settings) =>
        new(null, ServiceHost.WithoutDatabase(arguments => Build(arguments, new BalancePace(), TimeProvider.System), settings));

    public T Service<T>() where T : notnull => _host.Service<T>();

    /// <summary>Listens to its metrics.</summary>
    public HeardNumbers Hear() => _host.Hear();

    public static AuthenticationHeaderValue Bearer(string[] roles, string[] sites) => new("Bearer", ServiceHost.TokenOf(roles, sites));

    public Task PublishAsync(SurveyResponsesRecorded message) => PublishOneAsync(message);

    public Task PublishAsync(ComplaintsChanged message) => PublishOneAsync(message);

    public Task PublishAsync(IntakeBalanceChanged message) => PublishOneAsync(message);

    /// <summary>Waits until every fact is counted.</summary>
    public Task SettledAsync() => Eventually.ReadsAsync("no fact waits to be counted",
        async token => await Database.Facts.CountDocumentsAsync(new BsonDocument("dirty", new BsonDocument("$exists", true)), null, token),
        left => left == 0, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public Task<JsonElement> BalanceAsync(string query = "network=essonne&period=2026-03") =>
        Http.GetFromJsonAsync<JsonElement>($"/api/indicators/v1/balance?{query}", TestContext.Current.CancellationToken);

    /// <summary>Waits until the balance is closed over at least one row.</summary>
    public Task<JsonElement> ClosedAsync() => Eventually.ReadsAsync("the balance is closed",
        _ => BalanceAsync(), balance => balance.GetProperty("closed").GetBoolean() && balance.GetProperty("rows").GetArrayLength() > 0,
        TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    internal async Task<SiteDayCell?> CellAsync(string site, string date) =>
        (await Service<CellStore>().FindAsync(new SiteDay(site, Given.Day(date)), TestContext.Current.CancellationToken))?.ToCell();

    /// <summary>All figures that a query answers, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> FiguresAsync(string query)
    {
        var figures = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await Http.GetFromJsonAsync<JsonElement>(
                $"/api/indicators/v1/figures?{query}{(cursor is null ? "" : $"&cursor={cursor}")}", TestContext.Current.CancellationToken);
            figures.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return figures;
    }

    public async Task<JsonElement> FigureAsync(string query) => Assert.Single(await FiguresAsync(query));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _worker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        await _host.DisposeAsync();
        if (_databases is not null) await _databases.DisposeAsync();
    }

    private static ServiceHost Build(RealEngine engine, DatabasePrefix databases, BalancePace pace, TimeProvider? time = null, params string[] settings) =>
        new(arguments => Build(arguments, pace, time ?? TimeProvider.System), engine.ConnectionString, databases.Value, settings);

    private static WebApplication Build(string[] arguments, BalancePace pace, TimeProvider time) => QualiPrefHost.Build(
        arguments, new IndicatorsModule(), new PaceOf(pace, time), new SourceStandIn(), new CutStandIns());

    internal Task PublishOneAsync<T>(T message) where T : class => Service<IMessagePublisher>().PublishAsync<T>(
        [new OutgoingMessage<T>(Guid.NewGuid(), message)], TestContext.Current.CancellationToken);

    /// <summary>Sets the times of the balance and the clock.</summary>
    private sealed class PaceOf(BalancePace pace, TimeProvider time) : IServiceModule
    {
        public string Name => "pace";

        public void AddServices(IHostApplicationBuilder builder)
        {
            builder.Services.AddSingleton(pace);
            builder.Services.AddSingleton(time);
        }

        public void AddConsumers(ConsumerList consumers)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder api)
        {
        }
    }
}
