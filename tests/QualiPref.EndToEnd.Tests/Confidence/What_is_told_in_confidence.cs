using System.Text;
using QualiPref.Contracts.Tests;
using QualiPref.EndToEnd.Tests.Access;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Confidence;

/// <summary>
/// Words are typed into every field of every call that takes text, rightly and wrongly, while everything runs and while parts are away. Afterwards all that the
/// system holds or has handed out is read as bytes: each word is in the collections that own its field, and nowhere else.
/// </summary>
[Long]
public sealed class What_is_told_in_confidence(ConfidentialSystem system) : IClassFixture<ConfidentialSystem>
{
    private static readonly string[] MessageBodies = ["complaints.messageBodies", "indicators.messageBodies", "reporting.messageBodies", "surveys.messageBodies"];

    private static readonly string[] Messages = ["complaints.messages", "indicators.messages", "reporting.messages", "surveys.messages"];

    // Where the words of each field may stand. Those of `staff` are the name of who did something, as histories show it.
    private static readonly SortedDictionary<string, string[]> Owners = new(StringComparer.Ordinal)
    {
        ["address"] = ["portal.persons"],
        ["body"] = ["complaints.cases", "complaints.letterTemplates"],
        ["colleague"] = ["portal.persons"],
        ["comment"] = ["surveys.responses"],
        ["content"] = MessageBodies,
        ["email"] = ["complaints.cases"],
        ["label"] = ["complaints.letterTemplates", "surveys.commentThemes", "surveys.kiosks"],
        ["message"] = ["indicators.messageBodies"],
        ["name"] = ["complaints.cases"],
        ["phone"] = ["complaints.cases"],
        ["postaladdress"] = ["complaints.cases"],
        ["reason"] = ["complaints.cases", "complaints.letterTemplates", "indicators.parked", "reporting.editions", "reporting.reports", "surveys.kiosks", "surveys.questionnaires", "surveys.responses", "surveys.waves", .. Messages],
        ["remark"] = ["indicators.facts"],
        ["source"] = ["indicators.facts"],
        ["staff"] = ["complaints.cases", "complaints.letterTemplates", "complaints.printBatches", "indicators.parked", "reporting.reports", "surveys.kiosks", "surveys.questionnaireDrafts", "surveys.questionnaires", "surveys.responses", "surveys.waves", .. Messages],
        ["subject"] = ["complaints.cases", "complaints.letterTemplates"],
        ["text"] = ["complaints.cases", "surveys.responses"],
        ["title"] = ["reporting.reports", "surveys.waves"],
        ["to"] = ["complaints.cases"],
    };

    // What nobody tells in confidence: it stands on reports and editions, and is what a wave is called.
    private static readonly string[] Public = ["title"];

    [Fact]
    public async Task Stays_where_it_is_owned()
    {
        using var planting = new Planting(system);
        using var calls = new ValidCalls(system) { Publication = Words.Text("reason") };
        await calls.PrepareAsync();
        await planting.PlantInCallsAsync(calls, MappedEndpoints.GrantsOf(await MappedEndpoints.AllAsync()));
        await planting.PlantInPagesAsync();
        await planting.PlantInMessagesAsync();
        await planting.PlantWithoutAsync("broker");
        await planting.PlantWithoutAsync("complaints");
        await planting.PlantWithoutAsync("engine");
        await SettledAsync();
        var holdings = new Holdings(system);
        var exports = await holdings.ExportsAsync(calls);
        var messages = (await system.MessagesAsync()).Select(message => ("the messages", message)).ToList();
        // Told to stop, they send what they have not sent yet.
        foreach (var service in system.Parts.Services) Assert.True(await service.StopAsync(), $"{service.Name} had to be ended by force");

        var secrets = planting.Secrets.Concat(KeyLines().Select(line => KeyValuePair.Create(line, (string?)null))).Select(one => (Text: one.Key, Bytes: Encoding.UTF8.GetBytes(one.Key), Owner: one.Value)).ToList();
        var owned = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var (place, bytes) in holdings.DocumentsAsync())
        {
            foreach (var field in Words.In(bytes)) (owned.TryGetValue(field, out var places) ? places : owned[field] = new(StringComparer.Ordinal)).Add(place);
            AddSecrets(place, bytes);
        }
        foreach (var (place, bytes) in holdings.Logs().Concat(system.Telemetry()).Concat(messages)) AddWords(place, bytes, []);
        foreach (var (place, bytes) in exports) AddWords(place, bytes, Public);
        EverythingWasThere();
        foreach (var place in PlacesIn(owned).Except(PlacesIn(Owners))) wrong.Add(place);
        foreach (var place in PlacesIn(Owners).Except(PlacesIn(owned))) wrong.Add($"not any more: {place}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        void AddWords(string place, byte[] bytes, string[] allowed)
        {
            foreach (var field in Words.In(bytes).Except(allowed)) wrong.Add($"a word of {field} is in {place}");
            AddSecrets(place, bytes);
        }

        void AddSecrets(string place, byte[] bytes)
        {
            foreach (var secret in secrets.Where(secret => secret.Owner != place && bytes.AsSpan().IndexOf(secret.Bytes) >= 0)) wrong.Add($"a secret ({secret.Text[..4]}…) is in {place}");
        }

        // Of what was never received nothing can be found.
        void EverythingWasThere()
        {
            foreach (var (place, known) in (IEnumerable<(string, string)>)
            [
                ("the traces", "/api/complaints/v1/complaints"), ("the metrics", "http.server.request.duration"), ("the logs", "Storage is away"),
                ("the log complaints.log", "Storage is away"), ("the messages", "ComplaintsChanged"),
            ])
            {
                var sought = Encoding.UTF8.GetBytes(known);
                Assert.True(holdings.Logs().Concat(system.Telemetry()).Concat(messages).Any(one => one.Item1 == place && one.Item2.AsSpan().IndexOf(sought) >= 0), $"\"{known}\" is not in {place}.");
            }
        }
    }

    private Task<string> SettledAsync() => Eventually.ReadsAsync("what nobody could take is parked", async _ =>
        (await system.Api.GetAsync("/api/indicators/v1/parked", "admin")).Text, text => text.Contains("messages", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);

    // A line of each private key is as good as the key.
    private IEnumerable<string> KeyLines() => Directory.EnumerateFiles(system.Keys, "*.pem").SelectMany(File.ReadLines).Where(line => line.Length > 40 && !line.StartsWith('-'));

    private static IEnumerable<string> PlacesIn<T>(IReadOnlyDictionary<string, T> owners) where T : IEnumerable<string> =>
        owners.SelectMany(one => one.Value.Select(place => $"a word of {one.Key} is in {place}"));
}
