using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>
/// Erases cases, each in one update that puts in the place of the document what is named here and nothing else: whatever is added to a case one day goes with the
/// rest unless somebody decides that it stays. The bytes of its files follow; a sweep takes what a death leaves of them.
/// </summary>
internal sealed class ErasureStore(ComplaintsStorage storage, AttachmentStore files, AggregateOutbox<CaseDocument, ComplaintsChanged> outbox)
{
    private static readonly DeliveryState[] WithMachine = [DeliveryState.Queued, DeliveryState.HandingOver];
    private static readonly DeliveryState[] WithPeople = [DeliveryState.ToPrint, DeliveryState.ToHand];

    /// <summary>Erases a case that still is as it was read. Letters that wait for somebody to bring them are taken back.</summary>
    /// <param name="read">The case.</param>
    /// <param name="next">Its state: the facts of before.</param>
    /// <param name="entry">The entry of the history.</param>
    /// <param name="mark">What says that it was erased.</param>
    /// <param name="audit">Who did it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody else was first, or a machine has begun to send a letter: it would write the address back.</returns>
    public async Task<bool> TryEraseAsync(CaseDocument read, ComplaintCase next, HistoryEntry entry, Erasure mark, AuditEntry audit, CancellationToken cancellationToken)
    {
        await files.LoosenAsync(read.Id, cancellationToken);
        // What a backup brought back is erased before any machine works on it.
        var isRestored = mark.Reason == ErasureReason.Restored;
        var asRead = new BsonDocument { ["_id"] = Of(read.Id), ["version"] = read.Version, ["erased"] = Missing };
        if (!isRestored) asRead.AddRange(new BsonDocument { ["legalHold"] = Missing, ["letters.deliveries.state"] = new BsonDocument("$nin", Names(WithMachine)) });
        var left = new BsonDocument
        {
            ["_id"] = "$_id",
            ["version"] = entry.Version,
            ["reference"] = "$reference",
            // Opens nothing any more but the sentence that says what became of it.
            ["trackingCode"] = "$trackingCode",
            ["filing"] = Literal(new FilingDocument { Digest = "" }.ToBsonDocument()),
            ["state"] = Literal(next.ToBsonDocument()),
            ["history"] = Literal(new BsonArray(read.History.Select(Left).Append(entry).Select(one => one.ToBsonDocument()))),
            ["review"] = new BsonDocument("$cond", new BsonArray { Is("$review"), new BsonDocument { ["at"] = "$review.at", ["said"] = "$review.said" }, "$$REMOVE" }),
            ["promises"] = Each("$promises", "promise", Same("promise", "_id", "letter", "dueOn", "state", "keptOn", "at", "by").Add("text", "")),
            ["letters"] = LettersLeft(isRestored ? [.. WithMachine, .. WithPeople] : WithPeople, mark),
            ["erased"] = Literal(mark.ToBsonDocument()),
            ["erasedMessages"] = OrNone("$messages._id"),
            ["outbox"] = And("$outbox", CaseStates.Entry(read.Id, entry.Version, next).ToBsonDocument()),
            ["outboxSince"] = entry.At,
            ["parked"] = "$parked",
            [AuditedDocuments.Field] = And($"${AuditedDocuments.Field}", audit.ToBsonDocument()),
        };
        var erased = await storage.Cases.UpdateOneAsync(
            asRead, Builders<CaseDocument>.Update.Pipeline(new[] { new BsonDocument("$replaceWith", left) }), cancellationToken: cancellationToken);
        if (erased.ModifiedCount == 0) return false;
        outbox.Offer(read.Id);
        await files.RemoveOfCaseAsync(read.Id, CancellationToken.None);
        return true;
    }

    /// <summary>Whether a machine is about to send a letter of a case.</summary>
    public static bool IsUnderWay(CaseDocument document) => document.Letters.Exists(letter => letter.Delivery is { } last && WithMachine.Contains(last.State));

    private static BsonDocument Is(string field) => new("$ne", new BsonArray { new BsonDocument("$type", field), "missing" });

    private static BsonDocument Missing => new("$exists", false);

    // By whom and when a step was taken and what it changed, without what was written with it.
    private static HistoryEntry Left(HistoryEntry entry) => new()
    {
        Version = entry.Version,
        Transition = entry.Transition,
        At = entry.At,
        OccurredOn = entry.OccurredOn,
        BackDated = entry.BackDated,
        By = entry.By,
        From = entry.From,
        To = entry.To,
        AnnouncedOn = entry.AnnouncedOn,
        Changes = [.. entry.Changes.Where(change => !CaseChanges.IsFreeText(change.Field))],
        Letter = entry.Letter,
    };

    // In the database: what became of a letter since the case was read is not lost.
    private static BsonDocument LettersLeft(DeliveryState[] takenBack, Erasure mark)
    {
        var left = Same("letter", "_id", "kind", "language", "template", "templateVersion", "datedOn", "at", "by");
        left.AddRange(new BsonDocument { ["subject"] = "", ["body"] = "", ["deliveries"] = Each("$$letter.deliveries", "one", DeliveryLeft(takenBack, mark)) });
        return Each("$letters", "letter", left);
    }

    private static BsonDocument DeliveryLeft(DeliveryState[] takenBack, Erasure mark)
    {
        var waits = new BsonDocument("$in", new BsonArray { "$$one.state", Names(takenBack) });
        BsonDocument Unless(BsonValue then, string field) => new("$cond", new BsonArray { waits, then, $"$$one.{field}" });
        var end = new DeliveryEvent { State = DeliveryState.TakenBack, At = mark.At, By = mark.By }.ToBsonDocument();
        var left = Same("one", "_id", "way", "attempts", "fault", "batch");
        return left.AddRange(new BsonDocument
        {
            ["state"] = Unless(nameof(DeliveryState.TakenBack), "state"),
            ["lastAt"] = Unless(mark.At, "lastAt"),
            ["events"] = Unless(And("$$one.events", end), "events"),
        });
    }

    private static BsonDocument Each(string list, string name, BsonDocument left) =>
        new("$map", new BsonDocument { ["input"] = OrNone(list), ["as"] = name, ["in"] = left });

    // A field that is not there is not made.
    private static BsonDocument Same(string of, params string[] fields) => new(fields.Select(field => new BsonElement(field, $"$${of}.{field}")));

    private static BsonDocument And(string list, BsonDocument one) => new("$concatArrays", new BsonArray { OrNone(list), new BsonArray { Literal(one) } });

    private static BsonDocument OrNone(string list) => new("$ifNull", new BsonArray { list, new BsonArray() });

    // What begins with "$" would else be read as a field.
    private static BsonDocument Literal(BsonValue value) => new("$literal", value);

    private static BsonArray Names(DeliveryState[] states) => [.. states.Select(state => state.ToString())];

    private static BsonBinaryData Of(Guid id) => new(id, GuidRepresentation.Standard);
}
