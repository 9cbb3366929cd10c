using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace QualiPref.Complaints.Printing;

/// <summary>
/// A document of blocks as a PDF that machines can read in its order, with photographs on pages of their own and files that go with it. Files are enclosed as they are and never
/// opened: what reads PDFs here runs through a tree of pages without end if somebody made one, and anybody may send one.
/// </summary>
internal static class BlockPdf
{
    private const double PhotoTop = 32, PhotoBottom = 272;

    /// <summary>The PDF.</summary>
    /// <param name="blocks">What it says; the first is its title.</param>
    /// <param name="photos">What is drawn behind it; one that cannot be is only enclosed.</param>
    /// <param name="enclosed">What goes with it.</param>
    /// <param name="foot">Stands at the foot of each page.</param>
    /// <param name="at">When it was made.</param>
    public static byte[] Write(IEnumerable<PrintedBlock> blocks, IEnumerable<PrintedPhoto> photos, IEnumerable<EnclosedFile> enclosed, string foot, DateTime at)
    {
        List<PrintedBlock> all = [.. blocks];
        var pages = BlockPages.Of(all);
        using var document = new PdfDocument();
        document.Info.Title = all[0].Settable();
        document.Info.Creator = "QualiPref";
        (document.Info.CreationDate, document.Info.ModificationDate) = (at, at);
        document.ViewerPreferences.DisplayDocTitle = true;
        var tags = UAManager.ForDocument(document);
        tags.SetDocumentLanguage("fr");
        var writer = new Writer(document, tags.StructureBuilder, foot);
        foreach (var page in pages) writer.WritePage(all, page);
        foreach (var photo in photos) writer.WritePhoto(photo);
        foreach (var file in enclosed) document.AddEmbeddedFile(file.Name, new MemoryStream(file.Content));

        using var written = new MemoryStream();
        document.Save(written, closeStream: false);
        return written.ToArray();
    }

    /// <summary>Whether a JPEG can be drawn.</summary>
    public static bool CanDraw(byte[] content)
    {
        try
        {
            using var image = XImage.FromStream(new MemoryStream(content));
            return image is { PixelWidth: > 0, PixelHeight: > 0 };
        }
        catch (Exception fault) when (fault is InvalidOperationException or NotSupportedException or NotImplementedException or ArgumentException or IndexOutOfRangeException or ArithmeticException or IOException)
        {
            return false;
        }
    }

    private sealed class Writer(PdfDocument document, StructureBuilder tags, string foot)
    {
        public void WritePage(List<PrintedBlock> blocks, IReadOnlyList<BlockLine> lines)
        {
            var page = NewPage();
            using var sheet = XGraphics.FromPdfPage(page);
            foreach (var part in lines.GroupBy(line => line.Block))
            {
                var block = blocks[part.Key];
                var (size, isBold, _, _, left) = BlockPages.LookOf(block.Kind);
                if (block.Kind is BlockKind.Title or BlockKind.Section) document.Outlines.Add(part.First().Text, page);
                tags.BeginElement(TagOf(block.Kind));
                tags.SetLanguage(block.Language);
                foreach (var line in part) Draw(sheet, line.Text, LetterFonts.Of(size, isBold), left, line.Base);
                tags.End();
            }
            WriteFoot(sheet);
        }

        public void WritePhoto(PrintedPhoto photo)
        {
            var page = NewPage();
            using var sheet = XGraphics.FromPdfPage(page);
            var name = new PrintedBlock(BlockKind.Section, photo.Name).Settable();
            document.Outlines.Add(name, page);
            tags.BeginElement(PdfBlockLevelElementTag.Heading2);
            Draw(sheet, name, LetterFonts.Of(10, isBold: true), Sheet.Left, 22);
            tags.End();
            using var image = XImage.FromStream(new MemoryStream(photo.Content));
            var (room, high) = (Sheet.Points(Sheet.Right - Sheet.Left), Sheet.Points(PhotoBottom - PhotoTop));
            var scale = Math.Min(room / image.PixelWidth, high / image.PixelHeight);
            var place = new XRect(Sheet.Points(Sheet.Left), Sheet.Points(PhotoTop), image.PixelWidth * scale, image.PixelHeight * scale);
            tags.BeginElement(PdfIllustrationElementTag.Figure, name, place);
            sheet.DrawImage(image, place);
            tags.End();
            WriteFoot(sheet);
        }

        private PdfPage NewPage()
        {
            var page = document.AddPage();
            page.Width = XUnit.FromMillimeter(Sheet.Width);
            page.Height = XUnit.FromMillimeter(Sheet.Height);
            return page;
        }

        // What a reader of the text skips.
        private void WriteFoot(XGraphics sheet)
        {
            tags.BeginArtifact();
            Draw(sheet, string.Create(CultureInfo.InvariantCulture, $"{foot} · page {document.PageCount}"), LetterFonts.Of(8), Sheet.Left, Sheet.FooterLine);
            tags.End();
        }

        private static PdfBlockLevelElementTag TagOf(BlockKind kind) => kind switch
        {
            BlockKind.Title => PdfBlockLevelElementTag.Heading1,
            BlockKind.Section => PdfBlockLevelElementTag.Heading2,
            BlockKind.Item => PdfBlockLevelElementTag.Heading3,
            _ => PdfBlockLevelElementTag.Paragraph,
        };

        // The space at its end parts its last word from the next line for whoever has it read aloud.
        private static void Draw(XGraphics sheet, string text, XFont font, double left, double line) =>
            sheet.DrawString(text + " ", font, XBrushes.Black, new XPoint(Sheet.Points(left), Sheet.Points(line)));
    }
}
