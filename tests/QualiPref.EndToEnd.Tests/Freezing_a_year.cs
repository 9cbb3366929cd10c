using System.Text.Json;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

[Long, Collection(AllInOne.Name)]
public sealed class Freezing_a_year_all_in_one(AllInOneSystem system) : Freezing_a_year(system);

[Sampled, Collection(Distributed.Name)]
public sealed class Freezing_a_year_distributed(DistributedSystem system) : Freezing_a_year(system);

/// <summary>An edition stays what it was; what comes later makes the next one, which says what changed and why.</summary>
public abstract class Freezing_a_year(RunningSystem system)
{
    private const int Corrections = 20;

    private static readonly int LateAnswers = Effort.IsLong ? 300 : 100;

    [Fact]
    public async Task Late_answers_and_corrections_make_a_second_edition_and_leave_the_first_as_it_was()
    {
        await Losing.SendAsync(system, seed: 51);
        var corrected = await FileAsync();
        await system.SettlesAsync();
        var report = await system.OpenReportAsync();
        var first = await system.FrozenAsync(report, $"first {report}");
        await system.VerifiesAsync(first);

        var late = await DeliverLateAsync();
        await CorrectAsync(corrected);
        await system.SettlesAsync();
        var second = await system.FrozenAsync(report, $"second {report}");

        Assert.NotEqual(first, second);
        await system.VerifiesAsync(first);
        await system.VerifiesAsync(second);
        var (figures, changes) = await system.DifferencesAsync(first, second);
        Assert.Equal(late.Order(), Ids(changes, "surveys", "late").Order());
        Assert.Equal(corrected.Order(), Ids(changes, "complaints", "corrected").Order());
        Assert.Equal(LateAnswers + Corrections, changes.Count);
        AssertAllAreExplained(figures);
    }

    [Long, Fact]
    public async Task The_same_key_gives_the_same_edition_and_it_outlives_what_happens_to_its_cases()
    {
        var cases = await FileAsync();
        await system.SettlesAsync();
        var report = await system.OpenReportAsync();
        var before = (await system.EditionsAsync()).Count;
        var edition = await system.FrozenAsync(report, $"once {report}");

        foreach (var id in cases)
        {
            var etag = (await system.Api.GetAsync($"{ApiClient.Complaints}/{id}", "handler")).Etag;
            Assert.Equal(200, (await system.Api.MoveAsync(id, "answer", new { subject = "Réponse", body = "Texte." }, etag)).Status);
        }
        await system.SettlesAsync();

        Assert.Equal(edition, await system.FrozenAsync(report, $"once {report}"));
        Assert.Equal(before + 1, (await system.EditionsAsync()).Count);
        await system.VerifiesAsync(edition);
    }

    private async Task<IReadOnlyList<Guid>> FileAsync()
    {
        var ids = Enumerable.Range(0, Corrections).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var id in ids)
            Assert.Equal(201, (await system.Api.FileAsync(Samples.Filing(id))).Status);
        return ids;
    }

    private async Task<IReadOnlyList<Guid>> DeliverLateAsync()
    {
        var items = Enumerable.Range(0, LateAnswers).Select(number =>
        {
            var item = Samples.Item(Guid.NewGuid(), number % 3 == 0 ? "peu-satisfait" : "satisfait");
            item["answeredAt"] = $"{RunningSystem.Year}-12-{1 + (number % 31):00}T10:12:08+01:00";
            return item;
        }).ToArray();
        var reply = await system.Api.SendAsync(HttpMethod.Post, $"{ApiClient.Responses}/batch", "agent", Samples.Batch(items));
        Assert.All(reply.Body!.Value.GetProperty("items").EnumerateArray(), item => Assert.Equal("accepted", item.GetProperty("result").GetString()));
        return [.. items.Select(item => item["id"]!.GetValue<Guid>())];
    }

    /// <summary>Half of them go to another channel, half to another day.</summary>
    private async Task CorrectAsync(IReadOnlyList<Guid> cases)
    {
        for (var i = 0; i < cases.Count; i++)
        {
            var etag = (await system.Api.GetAsync($"{ApiClient.Complaints}/{cases[i]}", "handler")).Etag;
            object body = i % 2 == 0
                ? new { channel = "phone", reason = "Canal mal saisi" }
                : new { receivedOn = $"{RunningSystem.Year}-03-0{1 + (i % 9)}", reason = "Cachet de la poste" };
            Assert.Equal(200, (await system.Api.MoveAsync(cases[i], "correct", body, etag)).Status);
        }
    }

    private static IEnumerable<Guid> Ids(IEnumerable<JsonElement> changes, string source, string cause) => changes
        .Where(change => change.GetProperty("source").GetString() == source && change.GetProperty("cause").GetString() == cause)
        .Select(change => change.GetProperty("id").GetGuid());

    private static void AssertAllAreExplained(IReadOnlyList<JsonElement> figures)
    {
        Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.NotEqual(0, figure.GetProperty("causes").GetArrayLength()));
        var total = figures.Single(figure => figure.GetProperty("indicator").GetString() == "satisfaction.global" && figure.GetProperty("site").ValueKind == JsonValueKind.Null);
        Assert.Equal(LateAnswers, total.GetProperty("new").GetProperty("n").GetInt64() - total.GetProperty("old").GetProperty("n").GetInt64());
    }
}
