namespace QualiPref.Complaints.Cases;

/// <summary>
/// What somebody typed into the form of a step and did not send yet. It is theirs alone, whoever the case belongs to meanwhile, and goes with the step that they take
/// by it. It stands in the document of its case, so that an erasure of the case finds it; the version of the case stays.
/// </summary>
internal sealed record Draft
{
    /// <summary>Most drafts of a case, and most characters of one: together they stay far below what a document may hold.</summary>
    public const int MostOfACase = 40, MostCharacters = 24_000;

    /// <summary>Id of the person who typed it; name of the caller where it is none.</summary>
    public required string By { get; init; }

    /// <summary>Name of the transition, or <see cref="Letters.Letter.OfItsOwn"/>.</summary>
    public required string Step { get; init; }

    public required IReadOnlyList<DraftField> Fields { get; init; }

    /// <summary>When it was last typed at (UTC).</summary>
    public required DateTime At { get; init; }
}

/// <summary>A field of a draft as it was typed, with whatever may still be wrong with it.</summary>
/// <param name="Name">Name of the field in the body of the step.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record DraftField(string Name, string Text);
