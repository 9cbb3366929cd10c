using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Privacy;

/// <summary>A thousand persons in the long run, thirty else: each with words that nobody else writes, a life of random steps, and handlers who go on while it is erased.</summary>
[Sampled]
public sealed class Erasing_many_persons(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private const int AtOnce = 4;

    private readonly HttpClient _quality = shared.Service.As("quality", "*");
    private readonly ConcurrentDictionary<string, string> _facts = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Number => Effort.IsLong ? 1_000 : 30;

    private RunningComplaints Service => shared.Service;

    [Fact]
    public async Task Leaves_what_is_counted_as_it_was_and_no_word_of_anybody_anywhere()
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {Effort.Seed}");
        var words = Enumerable.Range(0, Number).Select(number => $"zq7vk{number:D4}x").ToList();
        await Parallel.ForEachAsync(words, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token }, async (word, _) => await LiveAsync(word, new Random(Effort.Seed + words.IndexOf(word))));
        var known = await Service.Storage.Cases.Find(Builders<CaseDocument>.Filter.Gt(one => one.Reference, "")).Project(one => one.Id).ToListAsync(Token);
        Assert.Equal(Number, known.Count);
        Assert.NotEmpty(await Service.PlacesOfAsync("zq7vk"));
        var counted = await CountsAsync();

        await Parallel.ForEachAsync(known, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token }, async (id, _) => await EraseAmidAsync($"{id}"));

        Assert.Empty(await Service.PlacesOfAsync("zq7vk"));
        Assert.Equal(counted, await CountsAsync());
        foreach (var id in known)
        {
            var version = (await Service.Handler.KnownAsync($"{id}")).Body["version"]!.GetValue<int>();
            Assert.Equal(_facts[$"{id}"], FactsOf(await Service.Told.VersionAsync($"{id}", version)));
        }
        Assert.DoesNotContain("zq7vk", JsonSerializer.Serialize(Service.Told.Everything.ToList()), StringComparison.Ordinal);
    }

    private async Task LiveAsync(string word, Random random)
    {
        var handler = Service.Handler;
        var known = await handler.FiledAsync(("subject", $"Sujet {word}"), ("text", $"Texte {word}"), ("contact", Persons.Contact(word)),
            ("kind", Kinds.All[random.Next(Kinds.All.Count)]), ("site", random.Next(2) == 0 ? Requests.Site : "91-ETAMPES"));
        if (random.Next(3) == 0) await Service.WithFileAsync(known, word);
        for (var step = random.Next(6); step > 0; step--)
        {
            (string, object) wanted = random.Next(7) switch
            {
                0 => ("qualify", new { motive = "attente" }),
                1 => ("hold", new { text = $"Attente {word}", newDate = "2026-07-20", way = "post" }),
                2 => ("answer", new { subject = $"Réponse {word}", body = $"Corps {word}", way = "hand" }),
                3 => ("reopen", new { reason = $"Motif {word}" }),
                4 => ("correct", new { channel = "phone", reason = $"Cachet {word}" }),
                5 => ("request-information", new { text = $"Pièce {word}", way = "post" }),
                _ => ("letter", new { subject = $"Suite {word}", body = $"Suite {word}", way = "post" }),
            };
            await handler.TryAsync(known.Id, wanted.Item1 == "letter" ? null : known.ETag, wanted.Item1, wanted.Item2);
            known = await handler.KnownAsync(known.Id);
        }
        (string, object) end = random.Next(4) switch
        {
            0 => ("transfer", new { to = $"Organisme {word}", reason = $"Compétence {word}" }),
            1 => ("reject", new { reason = $"Abus {word}" }),
            _ => ("close", new { outcome = "outOfScope" }),
        };
        var ended = await handler.TryAsync(known, end.Item1, end.Item2);
        if (ended.StatusCode != HttpStatusCode.OK) await handler.DoAsync(known, "close", new { outcome = "founded" });
    }

    // A handler reopens it, writes to the person and brings a letter in the same moment, with what they read before.
    private async Task EraseAmidAsync(string id)
    {
        while (true)
        {
            var known = await Service.Handler.KnownAsync(id);
            if (known.Body["erased"]!.GetValue<bool>()) return;
            if (known.Body.Text("status") is not ("answered" or "closed" or "transferred" or "rejected")) known = await Service.Handler.DoAsync(known, "close", new { outcome = "outOfScope" });
            var told = await Service.Told.VersionAsync(id, known.Body["version"]!.GetValue<int>());
            _facts[id] = FactsOf(told);
            var amid = Service.Handler.TryAsync(id, null, "letter", new { subject = "zq7vk", body = "zq7vk", way = "post" });
            var erased = await _quality.TryAsync(known, "erase", new { });
            await amid;
            if (erased.StatusCode == HttpStatusCode.OK) return;
        }
    }

    private static string FactsOf(ComplaintState state) => JsonSerializer.Serialize(state with { Version = 0 });

    private async Task<string> CountsAsync()
    {
        var counts = new StringBuilder();
        foreach (var path in (string[])["complaints/counts", "complaints/desk"]) counts.AppendLine((await Service.Handler.GetJsonAsync(path)).ToJsonString());
        return counts.ToString();
    }
}
