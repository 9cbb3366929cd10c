using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

[assembly: AssemblyFixture(typeof(RealEngine))]

namespace QualiPref.Complaints.Tests.Setup;

/// <summary>The service over HTTP on a free port with the real engine, and a consumer in the place of indicators.</summary>
internal sealed class RunningComplaints : IAsyncDisposable
{
    private const string NoSurveys = "http://127.0.0.1:9";

    private readonly ServiceHost _host;
    private readonly DatabasePrefix? _databases;

    private RunningComplaints(ServiceHost host, DatabasePrefix? databases, Told told, ShiftedTime time)
    {
        _host = host;
        _databases = databases;
        Told = told;
        Time = time;
        Public = With(null);
        Handler = As("handler", "*");
    }

    /// <summary>What indicators would have been told.</summary>
    public Told Told { get; }

    public ShiftedTime Time { get; }

    /// <summary>The year at its sites, which for an hour or two is another than in UTC.</summary>
    public int LegalYear => SiteCalendar.DateOf(Time.GetUtcNow()).Year;

    /// <summary>A caller without a token.</summary>
    public HttpClient Public { get; }

    /// <summary>A handler of every site.</summary>
    public HttpClient Handler { get; }

    /// <summary>Publishes as another service would.</summary>
    public Task AskAsync<T>(T message) where T : class => _host.Service<IMessagePublisher>().PublishAsync(
        [new OutgoingMessage<T>(Guid.NewGuid(), message)], TestContext.Current.CancellationToken);

    /// <summary>Listens to its metrics.</summary>
    public HeardNumbers Hear() => _host.Hear();

    /// <summary>Where it is told that a letter is due.</summary>
    public DueLetters Due => _host.Service<DueLetters>();

    public ComplaintsStorage Storage => _host.Service<ComplaintsStorage>();

    /// <summary>Something that it registered.</summary>
    public T Part<T>() where T : notnull => _host.Service<T>();

    /// <summary>Starts on nothing; where surveys answers is asked only about kiosks.</summary>
    public static Task<RunningComplaints> StartAsync(RealEngine engine, string surveys = NoSurveys) => StartAsync(engine, engine.NewPrefix(), surveys);

    /// <summary>Starts on nothing with further settings.</summary>
    public static Task<RunningComplaints> StartAsync(RealEngine engine, string[] settings) => StartAsync(engine, engine.NewPrefix(), settings: settings);

    /// <summary>Starts on nothing, behind a wire to the database.</summary>
    public static Task<RunningComplaints> StartAsync(RealEngine engine, EngineWire wire, string[] settings) =>
        StartAsync(engine, [.. settings, $"--QUALIPREF_MONGO={wire.ConnectionString}"]);

    /// <summary>Starts beside this one, on the same cases.</summary>
    public Task<RunningComplaints> BesideAsync(RealEngine engine, string[] settings) => StartAsync(engine.ConnectionString, _databases!.Value, null, NoSurveys, settings);

    /// <summary>Starts on nothing with a catalogue that changes.</summary>
    public static Task<RunningComplaints> StartAsync(RealEngine engine, ChangingCatalogue catalogue) =>
        StartAsync(engine, engine.NewPrefix(), settings: catalogue.Setting);

    /// <summary>Starts beside this one, on the same cases, with another catalogue.</summary>
    public Task<RunningComplaints> BesideAsync(RealEngine engine, ChangingCatalogue catalogue) =>
        StartAsync(engine.ConnectionString, _databases!.Value, null, NoSurveys, catalogue.Setting);

    /// <summary>Starts on nothing where its queries are heard.</summary>
    public static Task<RunningComplaints> StartAsync(RealEngine engine, HeardQueries queries) =>
        StartAsync(engine, engine.NewPrefix(), settings: $"--QUALIPREF_MONGO={queries.ConnectionString}");

    /// <summary>Ends it and starts it again on the same cases.</summary>
    /// <param name="engine">The engine.</param>
    public async Task<RunningComplaints> AgainAsync(RealEngine engine)
    {
        await _host.DisposeAsync();
        return await StartAsync(engine, _databases!);
    }

    /// <summary>Has it take what changed in the folder of its catalogue.</summary>
    public void LookAtCatalogue() => _host.LookAtCatalogue();

    /// <summary>
    /// Starts on cases that were filed by letter on some days before and published then. What is told at start is over and forgotten when it
    /// returns; the ids are in the order of the days.
    /// </summary>
    public static async Task<(RunningComplaints Service, IReadOnlyList<Guid> Ids)> StartOnAsync(RealEngine engine, params IReadOnlyList<SiteDay> held)
    {
        var databases = engine.NewPrefix();
        var ids = new List<Guid>();
        var before = await StartAsync(engine, databases);
        foreach (var day in held) ids.Add(Guid.Parse((await before.Handler.FiledAsync(("site", day.Site), ("receivedOn", day.Date.ToString("O", CultureInfo.InvariantCulture)))).Id));
        await Eventually.HoldsAsync("all are published", async token =>
            await before.Storage.Cases.CountDocumentsAsync(one => one.OutboxSince != null, cancellationToken: token) == 0, cancellationToken: TestContext.Current.CancellationToken);
        await before._host.DisposeAsync();
        var service = await StartAsync(engine, databases);
        await Eventually.ReadsAsync("every day is told at start", _ => Task.FromResult(service.Told.Statements.Sum(statement => statement.Rows.Count)),
            rows => rows == held.Distinct().Count(), cancellationToken: TestContext.Current.CancellationToken);
        service.Told.Everything.Clear();
        return (service, ids);
    }

    private static Task<RunningComplaints> StartAsync(RealEngine engine, DatabasePrefix databases, string surveys = NoSurveys, params string[] settings) =>
        StartAsync(engine.ConnectionString, databases.Value, databases, surveys, settings);

    private static async Task<RunningComplaints> StartAsync(string mongo, string prefix, DatabasePrefix? databases, string surveys, params string[] settings)
    {
        var told = new Told();
        var time = new ShiftedTime();
        var host = new ServiceHost(
            arguments => QualiPrefHost.Build(arguments, new ComplaintsModule(), new ListeningModule(told, time)),
            mongo, prefix, [$"--QualiPref:Services:Surveys={surveys}", .. settings]);
        return new RunningComplaints(await host.StartAsync(), databases, told, time);
    }

    /// <summary>A caller with a token of one role.</summary>
    public HttpClient As(string role, params string[] sites) => With(TokenOf(role, sites));

    /// <summary>A person who handles the cases of every site, for as long as a person's token lives.</summary>
    public HttpClient Person(string name, Guid? id = null) =>
        With(SampleToken.OfPerson(TestKeys.Folder, TimeSpan.FromSeconds(45), new HeldRole(Roles.Handler, ["*"]), name, id));

    /// <summary>A caller with a given token, or with none.</summary>
    public HttpClient With(string? token) => _host.Client(token, "complaints");

    /// <summary>The proof with which the public files a case, made a minute ago unless said otherwise.</summary>
    public string ProofOf(Guid id, TimeSpan? age = null, string signer = "complaints") =>
        SampleToken.ProofOf(TestKeys.Folder, id, Time.GetUtcNow() - (age ?? TimeSpan.FromMinutes(1)), signer);

    /// <summary>A token of one role.</summary>
    public static string TokenOf(string role, params string[] sites) => ServiceHost.TokenOf([role], sites, "Agent 7");

    /// <summary>
    /// Stores copies of a case, of two sites and many days: the server weighs its plans by trying them, and that takes more cases than a page.
    /// </summary>
    public async Task CopyAsync(Known known, int times)
    {
        var cases = Storage.Database.GetCollection<BsonDocument>("cases");
        var filed = await cases.Find(new BsonDocument("reference", known.Body.Text("reference"))).SingleAsync(TestContext.Current.CancellationToken);
        await cases.InsertManyAsync(Enumerable.Range(0, times).Select(number =>
        {
            var copy = filed.DeepClone().AsBsonDocument;
            var day = new DateOnly(2026, 1, 1).AddDays(number % 300).ToString("O", CultureInfo.InvariantCulture);
            copy["_id"] = new BsonBinaryData(Guid.CreateVersion7(), GuidRepresentation.Standard);
            copy["reference"] = $"copie-{number}";
            copy["trackingCode"] = $"copie-{number}";
            copy["state"]["site"] = number % 2 == 0 ? "91-EVRY" : "91-ETAMPES";
            copy["state"]["dueOn"] = day;
            copy["state"]["receivedOn"] = day;
            return copy;
        }), cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_databases is not null) await _databases.DisposeAsync();
    }
}
