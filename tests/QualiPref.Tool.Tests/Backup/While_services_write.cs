using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Calls;
using QualiPref.Testing;
using QualiPref.Tool.Backup;

namespace QualiPref.Tool.Tests.Backup;

/// <summary>
/// After each collection that a backup has read, everything happens once that services do: an answer, a case with its letter, both counted, cut, frozen, each document
/// written in the order in which they write it. Whatever a backup then holds, what it refers to is there too.
/// </summary>
public sealed class While_services_write(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What refers, by which field, to what.</summary>
    private static readonly (string Collection, string Field, string Referred)[] References =
    [
        ("reporting.reports", "cut", "indicators.cuts"),
        ("reporting.reports", "edition", "reporting.editions"),
        ("reporting.editions", "report", "reporting.reports"),
        ("reporting.editions", "manifest", "reporting.editionParts"),
        ("reporting.editions", "cut", "indicators.cuts"),
        ("reporting.editionParts", "fact", "indicators.facts"),
        ("indicators.balanceRows", "answer", "surveys.responses"),
        ("indicators.parked", "answer", "surveys.responses"),
        ("indicators.cuts", "root", "indicators.cutParts"),
        ("indicators.cuts", "site", "indicators.cutSites"),
        ("indicators.cutStatements", "answer", "surveys.responses"),
        ("indicators.cutSites", "part", "indicators.cutParts"),
        ("indicators.cutParts", "fact", "indicators.facts"),
        ("indicators.cells", "fact", "indicators.facts"),
        ("indicators.facts", "answer", "surveys.responses"),
        ("indicators.facts", "case", "complaints.cases"),
        ("complaints.cases", "letter", "complaints.letters"),
        ("complaints.cases", "assignee", "portal.persons"),
        ("complaints.cases", "number", "complaints.referenceCounters"),
        ("complaints.cases", "batch", "complaints.printBatches"),
        ("complaints.cases", "slip", "complaints.disposalSlips"),
        ("complaints.cases", "file", "complaints.attachments.files"),
        ("complaints.attachments.files", "part", "complaints.attachments.chunks"),
        ("portal.savedViews", "person", "portal.persons"),
        ("complaints.letters", "template", "complaints.letterTemplates"),
        ("surveys.kiosks", "contiguous", "surveys.responses"),
        ("surveys.kiosks", "refused", "surveys.conflicts"),
        ("surveys.conflicts", "answer", "surveys.responses"),
        ("surveys.slipBatches", "slip", "surveys.responses"),
        ("surveys.responses", "theme", "surveys.commentThemes"),
        ("surveys.responses", "wave", "surveys.waves"),
        ("surveys.responses", "asked", "surveys.questionnaires"),
        ("surveys.waves", "asked", "surveys.questionnaires"),
        ("surveys.questionnaires", "draft", "surveys.questionnaireDrafts"),
        ("indicators.questionnaires", "original", "surveys.questionnaires"),
        ("reporting.questionnaires", "original", "surveys.questionnaires"),
        .. ServiceNames.All.Select(service => ($"{service}.messages", "body", $"{service}.messageBodies")),
    ];

    [Fact]
    public async Task A_backup_holds_whatever_its_documents_refer_to()
    {
        await using var installation = new Installation(engine);
        await using var restored = new Installation(engine);
        var round = 0;
        Everything(installation, ++round);
        Assert.Equal(0, await installation.RunAsync(BackupCommands.Backup, [restored.File("backup")], _ => Everything(installation, ++round)));
        Assert.Equal(0, await restored.RestoreAsync(restored.File("backup")));

        Assert.True(round > Collections.Kept.Count, "the writes came between");
        var held = new Dictionary<string, IReadOnlyList<BsonDocument>>();
        foreach (var collection in Collections.Kept) held[$"{collection}"] = await restored.ReadAsync($"{collection}");
        Assert.All(held, one => Assert.NotEmpty(one.Value));
        Assert.Empty(References.SelectMany(reference => held[reference.Collection]
            .Where(document => document.Contains(reference.Field) && held[reference.Referred].All(other => other["_id"] != document[reference.Field]))
            .Select(document => $"{reference.Collection} {document["_id"]} refers to {reference.Referred} {document[reference.Field]}, which is not there")));
        Assert.All(Collections.Owners, service =>
        {
            var entries = held[$"{service}.audit"].Concat(held[$"{service}.auditWaiting"]).Select(entry => entry["_id"].AsInt32).Distinct().Order().ToList();
            Assert.Equal(Enumerable.Range(1, entries.Count), entries);
        });
    }

    // An entry of an audit log stands for itself: what it was about may be gone.
    [Fact]
    public void Every_collection_that_a_backup_holds_refers_or_is_referred_to() =>
        Assert.Empty(Collections.Kept.Where(one => !one.Name.StartsWith("audit", StringComparison.Ordinal)).Select(one => $"{one}").Except(References.SelectMany(reference => (string[])[reference.Collection, reference.Referred])));

    /// <summary>All that comes of one answer and one case, what is referred to first.</summary>
    private static void Everything(Installation installation, int round)
    {
        foreach (var service in ServiceNames.All)
        {
            Write($"{service}.messageBodies");
            Write($"{service}.messages");
        }
        foreach (var service in Collections.Owners) Audit(service);
        Write("portal.persons");
        Write("portal.savedViews");
        Write("complaints.letterTemplates");
        Write("complaints.letters");
        Write("complaints.printBatches");
        Write("complaints.attachments.chunks");
        Write("complaints.attachments.files");
        Write("complaints.disposalSlips");
        Write("complaints.referenceCounters");
        Write("complaints.cases");
        Write("surveys.questionnaireDrafts");
        Write("surveys.questionnaires");
        Write("surveys.waves");
        Write("indicators.questionnaires");
        Write("reporting.questionnaires");
        Write("surveys.commentThemes");
        Write("surveys.responses");
        Write("surveys.conflicts");
        Write("surveys.slipBatches");
        Write("surveys.kiosks");
        Write("indicators.parked");
        Write("indicators.facts");
        Write("indicators.cells");
        Write("indicators.balanceRows");
        Write("reporting.reports");
        Write("indicators.cutStatements");
        Write("indicators.cutParts");
        Write("indicators.cutSites");
        Write("indicators.cuts");
        installation["reporting.reports"].UpdateOne(new BsonDocument("_id", round), Builders<BsonDocument>.Update.Set("cut", round));
        Write("reporting.editionParts");
        Write("reporting.editions");
        installation["reporting.reports"].UpdateOne(new BsonDocument("_id", round), Builders<BsonDocument>.Update.Set("edition", round));

        // What waits for its place in the chain gets it before the next one waits.
        void Audit(string service)
        {
            Write($"{service}.auditWaiting");
            if (round == 1) return;
            installation[$"{service}.audit"].InsertOne(new BsonDocument("_id", round - 1), null, Token);
            installation[$"{service}.auditWaiting"].DeleteOne(new BsonDocument("_id", round - 1), Token);
        }

        void Write(string collection)
        {
            var document = new BsonDocument("_id", round);
            // A report is there before it is frozen.
            foreach (var reference in References.Where(one => one.Collection == collection && collection != "reporting.reports")) document[reference.Field] = round;
            // A document for each number, so that it can be looked for like the rest.
            if (collection == "complaints.referenceCounters") document["last"] = (long)round;
            installation[collection].InsertOne(document, null, Token);
        }
    }
}
