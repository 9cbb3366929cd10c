using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Surveys.Storage;

/// <summary>A wave (vague d'enquête): some sites ask one version of a questionnaire from one day to another, by a declared method.</summary>
internal sealed record Wave
{
    /// <summary>Its code.</summary>
    [BsonId]
    public required string Id { get; init; }

    /// <summary>Grows with each change; its ETag.</summary>
    public required long Revision { get; init; }

    public required string Title { get; init; }

    public required string Questionnaire { get; init; }

    public required int Version { get; init; }

    public required List<string> Sites { get; init; }

    /// <summary>First local day.</summary>
    public required DateOnly First { get; init; }

    /// <summary>Last local day, as it was meant.</summary>
    public required DateOnly Last { get; init; }

    /// <summary>One of <see cref="WaveMethods"/>.</summary>
    public required string Method { get; init; }

    /// <summary>Number of answers aimed at.</summary>
    [BsonIgnoreIfNull]
    public int? Target { get; init; }

    /// <summary>The day on which it was ended before its time; what was answered on that day still belongs to it.</summary>
    [BsonIgnoreIfNull]
    public WaveEnd? End { get; init; }

    /// <summary>The last day of which answers belong to it.</summary>
    [BsonIgnore]
    public DateOnly LastDay => End is { } end && end.On < Last ? end.On : Last;

    /// <summary>Whether its sites ask its questionnaire on a day.</summary>
    public bool IsAskedOn(DateOnly day) => End is null && First <= day && day <= Last;

    /// <summary>Whether an answer of a day belongs to it.</summary>
    public bool Holds(string questionnaire, int version, DateOnly day) =>
        Questionnaire == questionnaire && Version == version && First <= day && day <= LastDay;

    /// <summary>Whether it shares a day and a site with another.</summary>
    public bool Overlaps(Wave other) => First <= other.LastDay && other.First <= LastDay && Sites.Intersect(other.Sites, StringComparer.Ordinal).Any();
}

/// <summary>Why, by whom and when a wave was ended before its time.</summary>
internal sealed class WaveEnd
{
    public required DateOnly On { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>How those who answer are chosen; the words of the contract.</summary>
internal static class WaveMethods
{
    /// <summary>Everybody is asked, random draws, quotas, whoever wants to.</summary>
    public static IReadOnlyList<string> All { get; } = ["exhaustive", "random", "quota", "volunteer"];
}
