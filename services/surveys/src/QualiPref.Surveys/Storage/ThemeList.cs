using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Surveys.Storage;

/// <summary>What the comments of a network are sorted by: its own list.</summary>
internal sealed class ThemeList
{
    /// <summary>Code of the network.</summary>
    [BsonId]
    public required string Network { get; init; }

    public required long Version { get; init; }

    public required List<CommentTheme> Themes { get; init; }
}

/// <summary>One theme.</summary>
internal sealed class CommentTheme
{
    public required string Code { get; init; }

    public required string Label { get; init; }

    /// <summary>Whether it is on the list no more: comments that bear it keep it, others cannot get it.</summary>
    public bool Retired { get; init; }
}
