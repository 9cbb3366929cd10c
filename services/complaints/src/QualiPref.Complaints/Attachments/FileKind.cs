namespace QualiPref.Complaints.Attachments;

/// <summary>A kind of file that is taken.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Extensions">What its names end in, the usual one first.</param>
internal sealed record FileKind(string MediaType, params IReadOnlyList<string> Extensions)
{
    public static FileKind Pdf { get; } = new("application/pdf", ".pdf");

    public static FileKind Jpeg { get; } = new("image/jpeg", ".jpg", ".jpeg", ".jpe", ".jfif");

    public static FileKind Png { get; } = new("image/png", ".png");

    public static FileKind Text { get; } = new("text/plain", ".txt");

    public static FileKind Docx { get; } = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");

    public static FileKind Odt { get; } = new("application/vnd.oasis.opendocument.text", ".odt");

    public static IReadOnlyList<FileKind> All { get; } = [Pdf, Jpeg, Png, Text, Docx, Odt];

    /// <summary>Whether a name ends as those of this kind do.</summary>
    public bool IsNamed(string name) => Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
}
