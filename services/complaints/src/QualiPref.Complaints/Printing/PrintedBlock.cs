using System.Text;

namespace QualiPref.Complaints.Printing;

/// <summary>A part of a document that is read from the top to the end.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says; its line ends are kept.</param>
/// <param name="Language">ISO 639-1 code of its language.</param>
internal sealed record PrintedBlock(BlockKind Kind, string Text, string Language = "fr")
{
    private const string Unset = "[?]";

    /// <summary>
    /// The text as it can be set. A sign that the letters do not have becomes a mark; of a text in a writing whose letters join or change places nothing would be read as it
    /// was written, and it is said where it stands.
    /// </summary>
    public string Settable()
    {
        var text = Text.Normalize().ReplaceLineEndings("\n").Replace('\t', ' ').Replace("\u200B", "", StringComparison.Ordinal).Replace("\uFEFF", "", StringComparison.Ordinal);
        if (LetterFonts.CanSet(text)) return text;
        var set = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (LetterFonts.CanSet(rune.ToString())) set.Append(rune);
            else if (Rune.IsLetter(rune)) return "[Ce texte est dans une écriture qui n'est pas mise en page ici, comme l'arabe : il se lit à l'écran, dans le dossier.]";
            else set.Append(Unset);
        }
        return set.ToString();
    }
}

/// <summary>What a part of a document is.</summary>
internal enum BlockKind
{
    /// <summary>What the document is called.</summary>
    Title,

    /// <summary>Begins a part of its own.</summary>
    Section,

    /// <summary>Begins something within a part.</summary>
    Item,

    /// <summary>One line of what is known.</summary>
    Fact,

    /// <summary>What somebody wrote.</summary>
    Text,
}

/// <summary>A photograph that is drawn on a page of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">A JPEG.</param>
internal sealed record PrintedPhoto(string Name, byte[] Content);

/// <summary>A file that goes with a document as it is.</summary>
/// <param name="Name">Its name, which no other has.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record EnclosedFile(string Name, byte[] Content);
