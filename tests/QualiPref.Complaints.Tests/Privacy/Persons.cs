using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Attachments;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.ErasingCases;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Platform.Auditing;

namespace QualiPref.Complaints.Tests.Privacy;

/// <summary>What the tests of erasing do with persons.</summary>
internal static class Persons
{
    /// <summary>A contact of which every part holds a word that nobody else writes.</summary>
    public static JsonObject Contact(string word) => new()
    {
        ["name"] = $"Personne {word}",
        ["email"] = $"{word}@example.test",
        ["phone"] = "01 69 12 34 56",
        ["postalAddress"] = $"1 rue {word}\n91000 Évry",
    };

    /// <summary>A case of a person with the word in everything that takes text, answered, written to again and closed.</summary>
    public static async Task<Known> ClosedCaseOfAsync(this RunningComplaints service, string word)
    {
        var handler = service.Handler;
        var known = await handler.FiledAsync(("subject", $"Sujet {word}"), ("text", $"Texte {word}"), ("contact", Contact(word)));
        known = await handler.DoAsync(known, "qualify", new { motive = "attente", gravity = "forte" });
        known = await handler.DoAsync(known, "correct", new { channel = "phone", reason = $"Motif {word}" });
        known = await handler.DoAsync(known, "hold", new { text = $"Attente {word}", newDate = service.Time.GetUtcNow().AddDays(9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), way = "post" });
        known = await handler.DoAsync(known, "answer", new { subject = $"Réponse {word}", body = $"Corps {word}", way = "hand" });
        await (await handler.TryAsync(known.Id, null, "letter", new { subject = $"Suite {word}", body = $"Suite {word}", way = "post" })).ReadAsync(HttpStatusCode.OK);
        return await handler.DoAsync(known, "close", new { outcome = "founded" });
    }

    /// <summary>Erases a case.</summary>
    public static async Task<Known> ErasedAsync(this HttpClient quality, Known known) => await quality.DoAsync(known, "erase", new { });

    /// <summary>Stores a file for a case and has the case name it.</summary>
    public static async Task<Attachment> WithFileAsync(this RunningComplaints service, Known known, string word)
    {
        var bytes = Encoding.UTF8.GetBytes($"Un texte de {word}");
        var taking = await service.Part<AttachmentIntake>().TakeAsync(new NewFile(Guid.Parse(known.Id), $"lettre {word}.txt", bytes, AttachmentSource.Person), TestContext.Current.CancellationToken);
        var file = Assert.IsType<Taking.Stored>(taking).Attachment;
        var id = Guid.Parse(known.Id);
        await service.Storage.Cases.UpdateOneAsync(one => one.Id == id, Builders<Storage.CaseDocument>.Update.Push(one => one.Attachments, file), cancellationToken: TestContext.Current.CancellationToken);
        return file;
    }

    /// <summary>The places of the database in which a word is, read as bytes.</summary>
    public static async Task<IReadOnlyList<string>> PlacesOfAsync(this RunningComplaints service, string word)
    {
        var (sought, places) = (Encoding.UTF8.GetBytes(word), new SortedSet<string>(StringComparer.Ordinal));
        var database = service.Storage.Database;
        foreach (var name in await (await database.ListCollectionNamesAsync(cancellationToken: TestContext.Current.CancellationToken)).ToListAsync(TestContext.Current.CancellationToken))
        {
            var all = await database.GetCollection<BsonDocument>(name).Find(new BsonDocument()).ToListAsync(TestContext.Current.CancellationToken);
            if (all.Any(document => document.ToBson().AsSpan().IndexOf(sought) >= 0)) places.Add(name);
        }
        return [.. places];
    }

    /// <summary>Erases a case as a decision does that is being carried out.</summary>
    public static async Task EraseForAsync(this RunningComplaints service, Known known, Guid slip)
    {
        await using var scope = service.Part<IServiceScopeFactory>().CreateAsyncScope();
        var erasing = scope.ServiceProvider.GetRequiredService<Erasing>();
        var document = (await service.Part<Storage.CaseStore>().FindAsync(Guid.Parse(known.Id), TestContext.Current.CancellationToken))!;
        var audit = AuditEntry.Of(new AuditAct(AuditKinds.Correction, "case.erase"), AuditActor.Unknown, AuditSubject.Of("case", document.Id), service.Time.GetUtcNow());
        Assert.True(await erasing.TryEraseAsync(document, erasing.Mark("Essai", ErasureReason.Retention, slip), audit, TestContext.Current.CancellationToken));
    }

    /// <summary>What is counted from a case.</summary>
    public static string Facts(this Known known) => new JsonObject(
        ((string[])["reference", "site", "kind", "channel", "status", "receivedOn", "dueOn", "legalDueOn", "acknowledgedOn", "answeredOn", "closedOn", "verdict", "responseDays", "motive", "module",
            "gravity", "founded", "outcome", "assignee", "mergedInto", "anonymous", "backDated"]).Select(name => KeyValuePair.Create(name, known.Body[name]?.DeepClone()))).ToJsonString();
}
