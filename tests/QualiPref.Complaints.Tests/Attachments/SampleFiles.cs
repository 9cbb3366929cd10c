using System.IO.Compression;
using System.Text;

namespace QualiPref.Complaints.Tests.Attachments;

/// <summary>Files as people hand them in, and as they should not.</summary>
internal static class SampleFiles
{
    private const string WordTypes =
        """<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""";

    /// <summary>EICAR's test file, which every antivirus takes for a virus and which does nothing. In two parts, so that this file is none.</summary>
    public static byte[] Eicar { get; } = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    public static byte[] Pdf { get; } = Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");

    public static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, .. "JFIF\0"u8, 0x01, 0x01, 0x00, 0xFF, 0xD9];

    /// <summary>A photograph of one grey dot.</summary>
    public static byte[] Photo { get; } =
    [
        .. Jpeg[..14], 0x00, 0x48, 0x00, 0x48, 0x00, 0x00, 0xFF, 0xDB, 0x00, 0x43, 0x00, .. Enumerable.Repeat((byte)1, 64), 0xFF, 0xC0, 0x00, 0x0B, 0x08, 0x00, 0x01, 0x00, 0x01, 0x01, 0x01, 0x11, 0x00,
        0xFF, 0xC4, 0x00, 0x14, 0x00, 0x01, .. new byte[15], 0x03, 0xFF, 0xC4, 0x00, 0x14, 0x10, 0x01, .. new byte[15], 0x00, 0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3F, 0x00, 0x37, 0xFF, 0xD9, .. new byte[8],
    ];

    public static byte[] Png { get; } = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, 0x00, 0x00, 0x00, 0x0D, .. "IHDR"u8];

    public static byte[] Text { get; } = Encoding.UTF8.GetBytes("J'ai attendu deux heures.\r\n\tPuis on m'a dit de revenir.");

    public static byte[] Docx { get; } = Zip(("[Content_Types].xml", WordTypes), ("word/document.xml", "<w:document/>"));

    public static byte[] Odt { get; } = Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<office:document-content/>"));

    public static byte[] DocxWithMacros { get; } = Zip(("[Content_Types].xml", WordTypes), ("word/document.xml", ""), ("word/vbaProject.bin", "x"));

    /// <summary>Its macros go by another name; what the document says of them does not.</summary>
    public static byte[] DocxWithHiddenMacros { get; } = Zip(
        ("[Content_Types].xml", WordTypes.Replace("</Types>", """<Override PartName="/word/notes.xml" ContentType="application/vnd.ms-office.vbaProject"/></Types>""", StringComparison.Ordinal)),
        ("word/document.xml", ""), ("word/notes.xml", "x"));

    public static byte[] DocxWithProgram { get; } = Zip(("[Content_Types].xml", WordTypes), ("word/document.xml", ""), ("word/embeddings/oleObject1.bin", "x"));

    public static byte[] OdtWithMacros { get; } = Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("Basic/Standard/Module1.xml", "x"));

    public static byte[] Spreadsheet { get; } = Zip(("[Content_Types].xml", "<Types>application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml</Types>"), ("xl/workbook.xml", ""));

    /// <summary>The head of a Windows program.</summary>
    public static byte[] Executable { get; } = [.. "MZ"u8, 0x90, 0x00, 0x03, 0x00, .. "This program cannot be run in DOS mode."u8];

    /// <summary>A document of some kilobytes that would become 300 MB.</summary>
    public static byte[] Bomb()
    {
        var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "[Content_Types].xml", WordTypes);
            using var stream = archive.CreateEntry("word/document.xml", CompressionLevel.SmallestSize).Open();
            var nothing = new byte[1024 * 1024];
            for (var i = 0; i < 300; i++) stream.Write(nothing);
        }
        return buffer.ToArray();
    }

    /// <summary>A document that says of its types that they are short, and has them swell when they are read.</summary>
    public static byte[] SwellingTypes() => Zip(("[Content_Types].xml", WordTypes + new string(' ', 2 * 1024 * 1024)), ("word/document.xml", ""));

    /// <summary>As many bytes of a picture as wanted.</summary>
    public static byte[] JpegOf(int bytes, byte filling = 0)
    {
        var picture = new byte[bytes];
        Array.Fill(picture, filling);
        Jpeg.CopyTo(picture, 0);
        return picture;
    }

    private static byte[] Zip(params IEnumerable<(string Name, string Content)> entries)
    {
        var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries) Add(archive, name, content);
        }
        return buffer.ToArray();
    }

    private static void Add(ZipArchive archive, string name, string content)
    {
        using var stream = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
    }
}
