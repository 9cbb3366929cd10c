using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Platform.Auditing;

namespace QualiPref.Complaints.Tests.Privacy;

/// <summary>A case in which every text there can be is a word of its own: whatever is added to cases one day is asked here whether it stays.</summary>
public sealed partial class What_an_erasure_leaves(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_all_texts_is_codes_and_who_of_the_staff_did_what()
    {
        var (document, store) = ((CaseDocument)Filled(typeof(CaseDocument), ""), shared.Service.Part<ErasureStore>());
        await shared.Service.Storage.Cases.InsertOneAsync(document, cancellationToken: Token);
        var facts = document.State with { LateReason = null, TransferredTo = null };
        var entry = new HistoryEntry { Version = 2, Transition = "erase", At = DateTime.UnixEpoch, OccurredOn = default, BackDated = false, By = "Essai", To = facts.Status };
        var audit = AuditEntry.Of(new AuditAct(AuditKinds.Correction, "case.erase"), AuditActor.Unknown, AuditSubject.Of("case", document.Id), DateTimeOffset.UnixEpoch);

        Assert.True(await store.TryEraseAsync(document, facts, entry, new Erasure { At = DateTime.UnixEpoch, By = "Essai", Reason = ErasureReason.Restored }, audit, Token));

        var left = await shared.Service.Storage.Database.GetCollection<BsonDocument>("cases").Find(new BsonDocument("_id", new BsonBinaryData(document.Id, GuidRepresentation.Standard))).SingleAsync(Token);
        Assert.Equal(
            [
                "history.by", "history.changes.field", "history.changes.from", "history.changes.to", "history.transition",
                "letters.by", "letters.deliveries.events.by", "letters.deliveries.events.fault", "letters.deliveries.fault", "letters.kind", "letters.language", "letters.template",
                "promises.by",
                "reference",
                "state.assignee", "state.channel", "state.dueBasis.calendarVersion", "state.dueBasis.skipped.reason", "state.gravity", "state.kind", "state.module", "state.motive", "state.site",
                "state.team", "trackingCode",
            ],
            Word().Matches(left.ToJson()).Select(word => word.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    // Every text is the path that it is at.
    private static object Filled(Type type, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return $"<{path}>";
        if (type == typeof(Guid)) return Guid.NewGuid();
        if (type.IsValueType) return type.IsEnum ? Enum.GetValues(type).GetValue(0)! : Activator.CreateInstance(type)!;
        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)))
        {
            var item = type.GetGenericArguments()[0];
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
            list.Add(Filled(item, path));
            return list;
        }
        var filled = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.CanWrite))
        {
            var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            if (path.Length == 0 && name is "outbox" or "outboxSince" or "parked" or "erased") continue;
            property.SetValue(filled, path.Length == 0 && name == "version" ? 1L : Filled(property.PropertyType, path.Length == 0 ? name : $"{path}.{name}"));
        }
        if (filled is CaseDocument document) typeof(CaseDocument).GetProperty(nameof(document.Outbox))!.SetValue(document, Activator.CreateInstance(document.GetType().GetProperty(nameof(document.Outbox))!.PropertyType));
        return filled;
    }

    [GeneratedRegex("<([A-Za-z.]+)>")]
    private static partial Regex Word();
}
