using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>The audit logs of a system beside what they tell of.</summary>
internal static class AuditLogs
{
    private static readonly string[] Services = ["surveys", "complaints", "indicators", "reporting", "portal"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Every chain is whole, and every step of every case is in that of <c>complaints</c>, once, and no other.</summary>
    public static async Task HasNotedEveryStepAsync(this RunningSystem system)
    {
        var noted = new List<string>();
        foreach (var service in Services)
        {
            var check = new ChainCheck(service, []);
            foreach (var entry in await ChainAsync(system, service))
            {
                check.Take(entry);
                // Versions of standard letters are none of a case.
                if (service == "complaints" && !entry.Entry.Act.StartsWith("letterTemplate.", StringComparison.Ordinal) && entry.Entry.Details.TryGetValue("version", out var version)) noted.Add($"{entry.Entry.On.Ids[0]} {version} {entry.Entry.Act}");
            }
            Assert.Empty(check.Faults);
        }
        Assert.Distinct(noted);
        var taken = await StepsAsync(system);
        Assert.NotEmpty(taken);
        Assert.Equal(taken.Order(StringComparer.Ordinal), noted.Order(StringComparer.Ordinal));
    }

    /// <summary>How many lists of cases were given out.</summary>
    public static async Task<int> ListsOfCasesAsync(this RunningSystem system) => (await ChainAsync(system, "complaints")).Count(entry => entry.Entry.Act == "case.list");

    private static async Task<List<SealedEntry>> ChainAsync(RunningSystem system, string service)
    {
        var entries = new List<SealedEntry>();
        long? end = null;
        while (end is null || entries.Count < end)
        {
            var reply = await system.Api.GetAsync($"/api/{service}/v1/audit/chain?from={entries.Count + 1}", "admin");
            Assert.Equal(200, reply.Status);
            var part = reply.Body!.Value.Deserialize<AuditPart>(Json)!;
            end ??= part.Head.Number;
            if (part.Items.Count == 0) break;
            entries.AddRange(part.Items.Select(item => item.Shown()));
        }
        return entries;
    }

    private static async Task<List<string>> StepsAsync(RunningSystem system)
    {
        using var client = new MongoClient(system.Parts.Engine.ConnectionString);
        var cases = await client.GetDatabase("qualipref_complaints").GetCollection<BsonDocument>("cases").Find(new BsonDocument())
            .Project(new BsonDocument { ["history.version"] = 1, ["history.transition"] = 1 }).ToListAsync(TestContext.Current.CancellationToken);
        // How a case begins is noted by what made it.
        return [.. cases.SelectMany(one => one["history"].AsBsonArray.Where(step => step["transition"].AsString is not ("file" or "split-from"))
            .Select(step => $"{one["_id"].AsGuid} {step["version"]} {(step["transition"] == "take-back" ? "letter.takeBack" : $"case.{step["transition"]}")}"))];
    }
}
