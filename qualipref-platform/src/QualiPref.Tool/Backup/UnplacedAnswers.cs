using MongoDB.Bson;

namespace QualiPref.Tool.Backup;

/// <summary>Counts the answers that name no site: they are kept for a person to look at, and are in no balance.</summary>
internal sealed class UnplacedAnswers
{
    /// <summary>Where answers are.</summary>
    public const string Collection = "surveys.responses";

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Looks at a document.</summary>
    /// <returns>Whether it is one.</returns>
    public bool Note(Collection collection, RawBsonDocument document)
    {
        var isOne = collection.ToString() == Collection && document.GetValue("site", BsonNull.Value).IsBsonNull;
        if (isOne) Count++;
        return isOne;
    }
}
