using MongoDB.Bson;

namespace QualiPref.Indicators.Storage;

/// <summary>A fact that was dirty when its site-day was taken up, in the version it had then.</summary>
/// <param name="Id">Its <see cref="FactKey"/> as stored.</param>
/// <param name="Version">The version.</param>
/// <param name="IsOnlyMark">Whether no other site-day waits for it.</param>
/// <param name="Overruled">Its <see cref="FactDocument.OverruledField"/>; null when it was not overruled.</param>
internal readonly record struct FactNote(BsonValue Id, int Version, bool IsOnlyMark, BsonValue? Overruled)
{
    /// <summary>Reads a note.</summary>
    /// <param name="id">The id.</param>
    /// <param name="fact">What else is noted.</param>
    public static FactNote Of(BsonValue id, BsonDocument fact) => new(
        id, fact["version"].AsInt32, fact["dirty"].AsBsonArray.Count == 1, fact.TryGetValue(FactDocument.OverruledField, out var overruled) ? overruled : null);
}

/// <summary>A dirty fact as it lies there, seen from one of the site-days that wait for it.</summary>
/// <param name="day">That site-day.</param>
/// <param name="fact">Id, site, date, version, marks, what it says, what cells know of it, and the last versions of before.</param>
internal sealed class DirtyFact(SiteDay day, BsonDocument fact)
{
    /// <summary>How many versions of before are read with it.</summary>
    public const int PastRead = 4;

    public FactNote Note { get; } = FactNote.Of(fact["_id"], fact);

    public string Source => fact["_id"]["source"].AsString;

    /// <summary>Whether it is on the day now; else it was.</summary>
    public bool IsOnDay { get; } = IsOn(day, fact);

    public BsonDocument State => fact["current"].AsBsonDocument;

    /// <summary>Whether <see cref="KnownState"/> says what the cell of the day has counted of it. Not so where it was overruled, restored or marked by hand.</summary>
    public bool IsCertain => fact.Contains("known");

    /// <summary>What the cell of the day has counted of it before it became dirty; null for nothing.</summary>
    public BsonDocument? KnownState => fact["known"].AsBsonArray.OfType<BsonDocument>().FirstOrDefault(known => known["day"] == day.ToString())?["state"].AsBsonDocument;

    /// <summary>Whether the version before the present one was on the day: while its facts were read it has not come from another.</summary>
    public bool WasOnDayBefore => fact.GetValue("past", new BsonArray()).AsBsonArray.LastOrDefault() is not BsonDocument last || IsOn(day, last);

    public IReadOnlyList<string> Causes => [.. fact.GetValue("causes", new BsonArray()).AsBsonArray.Select(cause => cause.AsString)];

    /// <summary>What a version said on the day: null for nothing, since it was on another.</summary>
    /// <returns>Whether that version is among those that were read.</returns>
    public bool TryGetState(int version, out BsonDocument? state)
    {
        if (version == Note.Version)
        {
            state = IsOnDay ? State : null;
            return true;
        }
        var past = fact.GetValue("past", new BsonArray()).AsBsonArray.OfType<BsonDocument>().LastOrDefault(one => one["version"] == version);
        state = past is not null && IsOn(day, past) ? past["state"].AsBsonDocument : null;
        return past is not null;
    }

    // What somebody spoilt by hand is on no day.
    private static bool IsOn(SiteDay day, BsonDocument version) =>
        version.GetValue("site", BsonNull.Value) == day.Site && version.GetValue("date", BsonNull.Value) == FormattableString.Invariant($"{day.Date:yyyy-MM-dd}");
}
