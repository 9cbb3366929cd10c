using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Attachments;

/// <summary>What a file was found to be: a kind that is taken, or why it is refused.</summary>
internal readonly record struct Inspected(FileKind? Kind, ProblemKind? Refusal)
{
    public static implicit operator Inspected(FileKind kind) => new(kind, null);

    public static implicit operator Inspected(ProblemKind refusal) => new(null, refusal);
}

/// <summary>
/// Finds out what a file is by its content. Nothing is unpacked, drawn or run, and what is not known for certain to be of a kind that is taken is refused.
/// </summary>
internal static class FileInspection
{
    /// <summary>Looks at a file.</summary>
    /// <param name="name">Its name, cleaned: one that announces something else than a kind that is taken is refused.</param>
    /// <param name="content">Its bytes.</param>
    public static Inspected Inspect(string name, ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty) return ComplaintsProblems.FileEmpty;
        var extension = Path.GetExtension(name);
        if (extension.Length > 0 && !FileKind.All.Any(kind => kind.IsNamed(name))) return ComplaintsProblems.FileKindRefused;
        var bytes = content.Span;
        if (bytes.StartsWith("%PDF-"u8)) return FileKind.Pdf;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return FileKind.Jpeg;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return FileKind.Png;
        if (bytes.StartsWith("PK\u0003\u0004"u8)) return ArchiveInspection.Inspect(content);
        // A text by the name of another kind is a damaged file of that kind, or one that was renamed.
        return IsPlainText(bytes) && (extension.Length == 0 || FileKind.Text.IsNamed(name)) ? FileKind.Text : ComplaintsProblems.FileKindRefused;
    }

    // Bytes below the space are in no text of any encoding that ends in one byte; markup and scripts say at once what they are.
    private static bool IsPlainText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        foreach (var one in bytes)
        {
            if (one is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f') or 0x7F) return false;
        }
        var start = bytes.TrimStart(" \t\r\n\f"u8);
        return !(start.StartsWith("<"u8) || start.StartsWith("#!"u8) || start.StartsWith("{\\rtf"u8));
    }
}
