using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic;

/// <summary>A case before anything is done with it: what is filed, which may be mistaken or lack its motive, and what its text truly is.</summary>
/// <param name="Filing">What is filed.</param>
/// <param name="Kind">What the text is.</param>
/// <param name="Motive">What the text is about.</param>
internal sealed record CaseDraft(FilingRequest Filing, string Kind, string Motive)
{
    /// <summary>True where the year has to have this motive, so that no text of another may take its place.</summary>
    public bool KeepsMotive { get; init; }

    /// <summary>The same filing with another text, and taken for what that is.</summary>
    public CaseDraft Saying(string kind, string motive, (string Subject, string Text) words) => new(
        Filing with { Kind = kind, Motive = Filing.Motive is null ? null : motive, Subject = words.Subject, Text = words.Text }, kind, motive);

    /// <summary>The same case, mistaken for another kind.</summary>
    public CaseDraft TakenFor(string kind) => this with { Filing = Filing with { Kind = kind } };
}
