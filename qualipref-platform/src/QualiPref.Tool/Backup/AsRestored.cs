using System.Globalization;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace QualiPref.Tool.Backup;

/// <summary>
/// What is written differently from how it was kept, so that nothing of the system that is gone is believed: what was told is told again, what was compared is
/// compared again, every site-day is counted again, and what may be given out only once is not given out twice.
/// </summary>
/// <param name="now">When it is restored (UTC).</param>
internal sealed class AsRestored(DateTime now)
{
    /// <summary>Numbers of cases that are passed over for each site and year: those that were given out after the backup stand on receipts.</summary>
    public const long NumbersPassedOver = 1_000;

    /// <summary>The documents of a collection as they are to be written; null when that is as they were kept.</summary>
    public Func<byte[], byte[]>? Of(Collection collection) => collection.ToString() switch
    {
        // A code that was used after the backup would let somebody in a second time.
        "surveys.kiosks" => Changed(kiosk => Without(kiosk, "codeHash", "codeUntil")),
        // Some belong to steps that are later than the backup: the service looks again whether a case names them, and removes the others.
        "complaints.letters" => Changed(letter => Without(letter, "claimed")),
        "complaints.referenceCounters" => Changed(counter => counter["last"] = counter["last"].ToInt64() + NumbersPassedOver),
        // The clock of the database may be another: whatever the sources tell now is newer.
        "indicators.balanceRows" => Changed(row =>
        {
            row["due"] = now;
            row["readAt"] = DateTime.UnixEpoch;
        }),
        "indicators.facts" => Changed(MarkAllDays),
        _ => null,
    };

    private static Func<byte[], byte[]> Changed(Action<BsonDocument> change) => stored =>
    {
        var document = BsonSerializer.Deserialize<BsonDocument>(stored);
        change(document);
        return document.ToBson();
    };

    private static void Without(BsonDocument document, params string[] fields)
    {
        foreach (var field in fields) document.Remove(field);
    }

    /// <summary>Cells were read before facts, so what a fact knows of them may be wrong: each day that it is or ever was on is counted anew.</summary>
    private static void MarkAllDays(BsonDocument fact)
    {
        var versions = (fact.GetValue("past", BsonNull.Value) as BsonArray ?? []).OfType<BsonDocument>().Append(fact);
        var marks = fact.GetValue("dirty", BsonNull.Value) as BsonArray ?? [];
        BsonArray days = [.. marks.Concat(versions.Select(DayOf).OfType<BsonValue>()).Distinct()];
        if (days.Count > 0) fact["dirty"] = days;
        fact.Remove("known");
    }

    // As the service does: what somebody spoilt by hand is no day to count.
    private static BsonString? DayOf(BsonDocument version) =>
        version.GetValue("site", BsonNull.Value) is BsonString { Value: var site }
        && version.GetValue("date", BsonNull.Value) is BsonString { Value: var date }
        && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? new BsonString($"{site}|{date}")
            : null;
}
