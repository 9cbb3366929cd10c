using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace QualiPref.Complaints.Attachments;

/// <summary>
/// Tells documents of Word and LibreOffice from other archives by the list of what is in them. Of their contents only the part that says what they are is unpacked, as far as
/// a limit: an archive that swells when it is opened is known by what it declares, and is refused.
/// </summary>
internal static class ArchiveInspection
{
    private const int MostEntries = 2_000;
    private const long MostUnpacked = 100 * 1024 * 1024;
    private const int MostOfAPart = 1024 * 1024;

    private const string WordsPart = "[Content_Types].xml", WordsMain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    // Macros, and programs that were put into the document.
    private static readonly string[] ProgramsOfWord = ["vbaproject", "/activex/", "/embeddings/oleobject"];
    private static readonly string[] ProgramsOfLibreOffice = ["Basic/", "Scripts/"];

    /// <summary>Looks at an archive.</summary>
    public static Inspected Inspect(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var archive = new ZipArchive(StreamOf(content), ZipArchiveMode.Read);
            var entries = archive.Entries;
            if (entries.Count > MostEntries || entries.Sum(entry => (decimal)entry.Length) > MostUnpacked) return ComplaintsProblems.FileDamaged;
            if (archive.GetEntry("mimetype") is { } type && Read(type) == FileKind.Odt.MediaType)
            {
                return entries.Any(entry => ProgramsOfLibreOffice.Any(folder => entry.FullName.StartsWith(folder, StringComparison.OrdinalIgnoreCase)))
                    ? ComplaintsProblems.FileWithMacros : FileKind.Odt;
            }
            if (archive.GetEntry(WordsPart) is not { } part) return ComplaintsProblems.FileKindRefused;
            var types = Read(part);
            if (types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || types.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
                || entries.Any(entry => ProgramsOfWord.Any(program => entry.FullName.Contains(program, StringComparison.OrdinalIgnoreCase))))
            {
                return ComplaintsProblems.FileWithMacros;
            }
            return types.Contains(WordsMain, StringComparison.Ordinal) ? FileKind.Docx : ComplaintsProblems.FileKindRefused;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException or DecoderFallbackException)
        {
            return ComplaintsProblems.FileDamaged;
        }
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(content.ToArray(), writable: false);

    // As far as the limit, whatever the archive says of its length.
    private static string Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var buffer = new byte[MostOfAPart + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > MostOfAPart ? throw new InvalidDataException() : Encoding.UTF8.GetString(buffer, 0, length);
    }
}
