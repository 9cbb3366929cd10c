using System.Collections.Concurrent;
using System.Diagnostics;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Local;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Requests;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;
using RabbitMQ.Client;

namespace QualiPref.EndToEnd.Tests;

/// <summary>A system in one process that nobody else has: its data are deleted.</summary>
public sealed class RestoredAllInOneSystem() : RunningSystem(SystemShape.AllInOne);

/// <summary>The same with a process for each service.</summary>
public sealed class RestoredDistributedSystem() : RunningSystem(SystemShape.Distributed);

[Long]
public sealed class Restoring_a_backup_all_in_one(RestoredAllInOneSystem system) : IClassFixture<RestoredAllInOneSystem>
{
    [Fact]
    public Task Of_200_000_answers_under_load_gives_back_what_was_acknowledged_before_and_nothing_later() => new Restoring(system, answers: 200_000).RunAsync("engine");
}

[Long]
public sealed class Restoring_a_backup_distributed(RestoredDistributedSystem system) : IClassFixture<RestoredDistributedSystem>
{
    [Theory]
    [InlineData("engine", "broker")]
    // What is later than the backup waits in the queues.
    [InlineData("engine")]
    public Task Under_load_gives_back_what_was_acknowledged_before_and_nothing_later(params string[] lost) => new Restoring(system, answers: 5_000).RunAsync(lost);
}

/// <summary>
/// A year of answers and complaints and an edition; then answers of people and of a kiosk, cases and what becomes of them, and a freezing, in the midst of which a
/// backup is taken; then another edition. Everything is deleted and restored. What was acknowledged before the backup began is there, what was sent after it had
/// ended is not, and all figures are what follows from the restored ledgers.
/// </summary>
internal sealed class Restoring(RunningSystem system, int answers)
{
    private const int Writers = 8, BatchSize = 500, More = 200;

    private static readonly string[] Sites = ["91-EVRY", "91-PALAISEAU", "91-ETAMPES"];

    private readonly Operator _operator = new(system);

    private readonly string _name = $"{Guid.NewGuid()}";

    private readonly ConcurrentQueue<(Exchange Exchange, DateTimeOffset At)> _load = new();

    private readonly SyntheticKiosk _kiosk = new(Sites[0], $"Borne {Guid.NewGuid()}");

    private int _number;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private string Backup => Path.Combine(system.Folder, $"{_name}.backup");

    public async Task RunAsync(params string[] lost)
    {
        await SendAYearAsync(seed: 80 + lost.Length);
        await system.SettlesAsync();
        var report = await system.OpenReportAsync();
        var before = await system.FrozenAsync(report, $"before {_name}");
        var (begun, took, ended) = await BackUpUnderLoadAsync(report);
        var after = await system.FrozenAsync(report, $"after {_name}");
        await LeaveMessagesAsync();

        await _operator.LoseAsync(lost);
        var restored = await _operator.RunAsync("restore", Backup, "--replace");
        await NoteWhatIsThereAsync(begun, ended);
        var watch = Stopwatch.StartNew();
        await system.Parts.StartAsync(Token);
        await system.SettlesAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{answers} answers, then {_load.Count} requests: backup {took.TotalSeconds:0.0} s, {new FileInfo(Backup).Length / 1e6:0.0} MB; "
            + $"restore {restored.TotalSeconds:0.0} s; balance closed {watch.Elapsed.TotalSeconds:0.0} s after the services were started");

        await system.AgreesAsync();
        var meanwhile = await system.FrozenAsync(report, $"meanwhile {_name}");
        foreach (var edition in (string[])[before, meanwhile]) await system.VerifiesAsync(edition);
        Assert.Contains(before, await system.EditionsAsync());
        Assert.DoesNotContain(after, await system.EditionsAsync());
    }

    private async Task SendAYearAsync(int seed)
    {
        // With every kind of trouble, and for the rest as many as there are to be.
        await Losing.SendAsync(system, seed);
        var sender = system.NewSender();
        await sender.SendAsync(Enumerable.Range(0, answers).Chunk(BatchSize).Select(numbers => (IReadOnlyList<SyntheticRequest>)[new PostBatch(null, [.. numbers.Select(number => Answer(number) with { Id = Guid.NewGuid() })])]), Writers, Token);
        Assert.Empty(sender.Faults);
    }

    private async Task<(DateTimeOffset Begun, TimeSpan Took, DateTimeOffset Ended)> BackUpUnderLoadAsync(string report)
    {
        await system.Identities.EnrolAsync(_kiosk.Site, _kiosk.Label, Token);
        using var over = new CancellationTokenSource();
        var sender = Sender();
        var load = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(sender, over.Token)));
        await GoesOnAsync();
        var freezing = system.FreezeAsync(report, $"meanwhile {_name}");
        var begun = Now;
        var took = await _operator.RunAsync("backup", Backup);
        var ended = Now;
        await GoesOnAsync();
        await over.CancelAsync();
        await load;
        Assert.True(sender.Faults.Count == 0, string.Join('\n', sender.Faults.Take(3)));
        await freezing;
        await system.FrozenAsync(report, $"meanwhile {_name}");
        return (begun, took, ended);
    }

    /// <summary>What is later than the backup waits in the queues when all is lost.</summary>
    private async Task LeaveMessagesAsync()
    {
        if (system.Parts.Broker is not { } broker) return;
        await system["indicators"].StopAsync();
        var sender = Sender();
        for (var i = 0; i < 20; i++) await sender.SendAsync(new PutAnswer(Guid.NewGuid(), Answer(i)), Token);
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker.ConnectionString) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        await Eventually.ReadsAsync("messages wait", token => channel.MessageCountAsync("indicators-survey-responses-recorded", token), count => count > 0, cancellationToken: Token);
    }

    /// <summary>Compares the restored ledgers with what was acknowledged, and counts what is there.</summary>
    private async Task NoteWhatIsThereAsync(DateTimeOffset begun, DateTimeOffset ended)
    {
        using var ledgers = new Ledgers(system);
        var (lost, later) = (new List<string>(), new List<string>());
        var there = 0;
        foreach (var (exchange, at) in _load)
        {
            var isThere = await ledgers.HoldAsync(exchange);
            if (!isThere && at < begun) lost.Add($"{exchange.Method} {exchange.Path}");
            if (isThere && exchange.SentAt > ended) later.Add($"{exchange.Method} {exchange.Path}");
            if (!isThere) continue;
            there++;
            system.Recount.Observe(exchange);
        }
        Assert.Empty(lost);
        Assert.Empty(later);
        Assert.InRange(there, More, _load.Count - More);
    }

    private ApiSender Sender() => new(system.Http, system.Identities, TimeProvider.System) { Observed = exchange => _load.Enqueue((exchange, Now)) };

    private Task GoesOnAsync()
    {
        var count = _load.Count + More;
        return Eventually.HoldsAsync($"{More} more requests are acknowledged", _ => Task.FromResult(_load.Count >= count), TimeSpan.FromMinutes(1), Token);
    }

    private async Task WriteAsync(ApiSender sender, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _number);
            foreach (var request in (number % 10) switch { 0 => Case(number), <= 3 => OfTheKiosk(number), _ => [new PutAnswer(Guid.NewGuid(), Answer(number))] }) await sender.SendAsync(request, Token);
        }
    }

    private static AnswerRequest Answer(int number) => new()
    {
        Site = Sites[number % Sites.Length],
        Questionnaire = "accueil-general",
        Version = 1,
        Channel = "paper",
        AnsweredAt = new DateTimeOffset(RunningSystem.Year, 1, 1, 11, 0, 0, TimeSpan.Zero).AddDays(number % 365),
        Answers = new Dictionary<string, string> { ["global"] = number % 4 == 0 ? "peu-satisfait" : "satisfait" },
    };

    private IEnumerable<SyntheticRequest> OfTheKiosk(int number) =>
        [new PutAnswer(Guid.NewGuid(), Answer(number) with { Site = _kiosk.Site, Channel = "kiosk", AnsweredAt = Now, Sequence = number }) { Kiosk = _kiosk }];

    /// <summary>A case that moves from one day to another and gets its letter.</summary>
    private static IEnumerable<SyntheticRequest> Case(int number)
    {
        var (id, day) = (Guid.NewGuid(), new DateOnly(RunningSystem.Year, 3, 1).AddDays(number % 200));
        return
        [
            new FileCase(new FilingRequest
            {
                Id = id,
                Site = Sites[number % Sites.Length],
                Kind = "complaint",
                Channel = "letter",
                ReceivedOn = day,
                Subject = "Attente",
                Text = "Texte de démonstration.",
                Motive = "attente",
                Contact = new ContactRequest { Name = "Usager 1", Email = "usager1@courriel.example" },
            }),
            new MoveCase(id, "correct", new TransitionRequest { ReceivedOn = day.AddDays(1), Reason = "Cachet de la poste" }),
            new MoveCase(id, "correct", new TransitionRequest { ReceivedOn = day.AddDays(2), Reason = "Cachet de la poste" }),
            new MoveCase(id, "answer", new TransitionRequest { OccurredOn = day.AddDays(9), Subject = "Réponse", Body = "Texte." }),
        ];
    }
}
