namespace QualiPref.Portal.Shell;

/// <summary>A field of a form as the shared views draw it.</summary>
/// <param name="Name">Name in the form; its id is the same with dashes.</param>
/// <param name="Label">What it asks for.</param>
internal abstract record Field(string Name, string Label)
{
    public string? Hint { get; init; }

    public string? Value { get; init; }

    public string? Error { get; init; }

    public bool Required { get; init; }

    /// <summary>Tells apart fields of one name in several forms of a page.</summary>
    public string Scope { get; init; } = "";

    public string Id => (Scope + Name).Replace('.', '-');

    /// <summary>The ids that describe the field, for <c>aria-describedby</c>.</summary>
    public string? DescribedBy => string.Join(' ', new[] { Hint is null ? null : Id + "-aide", Error is null ? null : Id + "-erreur" }.OfType<string>()) is { Length: > 0 } ids
        ? ids
        : null;
}

/// <summary>Text, a date, an address of e-mail: one line, or several when <see cref="Rows"/> is set.</summary>
internal sealed record TextField(string Name, string Label) : Field(Name, Label)
{
    public string Type { get; init; } = "text";

    public int? Rows { get; init; }

    /// <summary>What is put behind the label of a field that may be left empty.</summary>
    public string Optional { get; init; } = " (facultatif)";

    public int? MaxLength { get; init; }

    public string? Autocomplete { get; init; }

    /// <summary>Language in which it is written, where that is not the page's.</summary>
    public string? Language { get; init; }

    /// <summary>Whether standard paragraphs can be inserted from the keyboard.</summary>
    public bool TakesParagraphs { get; init; }
}

/// <summary>One of several choices, as a list or as radio buttons.</summary>
internal sealed record ChoiceField(string Name, string Label, IEnumerable<KeyValuePair<string, string>> Options) : Field(Name, Label)
{
    /// <summary>First entry of a list that chooses nothing; null for none.</summary>
    public string? Blank { get; init; } = "Choisir";

    /// <summary>Whether a page that opens without errors begins here.</summary>
    public bool Focused { get; init; }
}
