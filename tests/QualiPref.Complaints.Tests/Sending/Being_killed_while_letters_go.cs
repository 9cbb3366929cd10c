using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Sending;

/// <summary>The service as a process of its own is ended by SIGKILL again and again while it hands letters over, as a power cut would, and started again each time.</summary>
[Long]
public sealed class Being_killed_while_letters_go(RealEngine engine, RealBroker broker) : IClassFixture<RealBroker>
{
    private static readonly int Number = Effort.IsLong ? 500 : 60;

    // So many letters go in a life of the process, about.
    private static readonly int OfALife = Effort.IsLong ? 40 : 8;

    // Handing one over takes as long at most, so that hardly any kill finds nothing under way.
    private const int SlowestAnswer = 60;

    private readonly Random _random = new(Effort.Seed);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_each_person_theirs_once_or_the_case_says_that_nobody_knows()
    {
        await using var peer = await MailPeer.StartAsync();
        peer.BeforeAnswer = _ => Task.Delay(Random.Shared.Next(SlowestAnswer), Token);
        // What goes through it goes once a minute: it is there to file and to read, and some seconds behind, so that all is due at once for the others.
        await using var service = await RunningComplaints.StartAsync(engine, [.. peer.Settings(), "--QualiPref:Complaints:Mail:MessagesPerMinute=1"]);
        service.Time.Advance(-TimeSpan.FromMinutes(1));
        var cases = new ConcurrentDictionary<string, string>();
        await Parallel.ForAsync(0, Number, async (one, _) => cases[$"personne{one}@example.test"] = (await service.AnsweredAsync($"personne{one}@example.test")).Id);

        var kills = await KillAgainAndAgainAsync(service, peer);

        // Those that a killed process had begun are given up when nobody writes of them any more.
        await using var other = await service.BesideAsync(engine, peer.Settings());
        other.Pass(TimeSpan.FromMinutes(11));
        var states = new Dictionary<string, string?>();
        foreach (var (to, id) in cases)
        {
            states[to] = (await Eventually.ReadsAsync("the letter has gone or says why not", _ => other.Handler.KnownAsync(id),
                known => known.State() is not ("queued" or "handingOver"), cancellationToken: Token)).State();
        }
        var taken = peer.Taken.GroupBy(one => one.To).ToDictionary(one => one.Key, one => one.Count());
        TestContext.Current.SendDiagnosticMessage("seed {0}: {1} kills, {2} uncertain", Effort.Seed, kills, states.Values.Count(state => state == "uncertain"));
        Assert.All(states, one => Assert.True(
            taken.GetValueOrDefault(one.Key) is var times && one.Value switch { "handedOver" => times == 1, "uncertain" => times <= 1, _ => false }, $"{one.Key} is {one.Value} and came {times} times"));
        Assert.Contains("uncertain", states.Values);
        Assert.True(kills >= Number / (2 * OfALife), $"{kills} kills");
    }

    private async Task<int> KillAgainAndAgainAsync(RunningComplaints service, MailPeer peer)
    {
        using var folder = new TemporaryFolder();
        await using var process = new ServiceProcess("complaints", ProjectFolder.BuiltAssembly("QualiPref.Complaints.Host"), 0, SettingsOf(service, peer), folder["complaints.log"]);
        var kills = 0;
        for (; await WaitingAsync(service) > 0; kills++)
        {
            var until = peer.Taken.Count + _random.Next(1, OfALife);
            await process.StartAsync(Token);
            await Eventually.HoldsAsync("letters go", async _ => peer.Taken.Count >= until || await WaitingAsync(service) == 0, cancellationToken: Token);
            await Task.Delay(_random.Next(SlowestAnswer), Token);
            await process.KillAsync();
        }
        return kills;
    }

    private Dictionary<string, string> SettingsOf(RunningComplaints service, MailPeer peer)
    {
        var database = service.Storage.Database.DatabaseNamespace.DatabaseName;
        var settings = peer.Settings().Select(one => one.TrimStart('-').Split('=', 2)).ToDictionary(one => one[0].Replace(":", "__", StringComparison.Ordinal), one => one[1]);
        settings["QUALIPREF_MONGO"] = engine.ConnectionString;
        settings["QUALIPREF_RABBITMQ"] = broker.NewVirtualHost();
        settings["QualiPref__Storage__DatabasePrefix"] = database[..database.LastIndexOf('_')];
        settings["QualiPref__Identity__KeysPath"] = TestKeys.Folder;
        settings["QualiPref__Services__Surveys"] = "http://127.0.0.1:9";
        return settings;
    }

    private static Task<long> WaitingAsync(RunningComplaints service) => service.Storage.Cases.CountDocumentsAsync(
        Builders<CaseDocument>.Filter.Gt(ComplaintsStorage.DeliveryDueAt, DateTime.UnixEpoch) & new BsonDocument(ComplaintsStorage.DeliveryState, nameof(DeliveryState.Queued)), cancellationToken: Token);
}
