using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;
using QualiPref.Complaints.Templates;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Printing;

/// <summary>
/// Letters as one PDF for the printer: each begins a sheet, its address stands in the window of a DL envelope, its text can be read by machines in its order
/// (a tagged PDF; it does not bear the mark of PDF/UA, which the library does not write).
/// </summary>
internal static class LetterPdf
{
    /// <summary>Why a letter cannot be printed; null when it can.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="head">Its letterhead.</param>
    public static PrintFault? FaultOf(LetterToPrint letter, Letterhead head) => LetterLayout.Of(letter, head.Signature, out _);

    /// <summary>The PDF.</summary>
    /// <param name="letters">Letters that have no fault, in the order of printing.</param>
    /// <param name="head">Letterhead of the site.</param>
    /// <param name="title">Title of the document.</param>
    /// <param name="at">When it was made.</param>
    public static byte[] Write(IEnumerable<LetterToPrint> letters, Letterhead head, string title, DateTime at)
    {
        using var document = new PdfDocument();
        document.Info.Title = title;
        document.Info.Creator = "QualiPref";
        (document.Info.CreationDate, document.Info.ModificationDate) = (at, at);
        document.ViewerPreferences.DisplayDocTitle = true;
        // Made larger or smaller the address leaves its window; printed on both sides a letter would have the next one on its back.
        document.ViewerPreferences.Elements.SetName("/PrintScaling", "/None");
        document.ViewerPreferences.Elements.SetName("/Duplex", "/Simplex");
        var tags = UAManager.ForDocument(document);
        tags.SetDocumentLanguage("fr");
        foreach (var letter in letters) new Writer(document, tags.StructureBuilder, letter, head).Write();

        using var file = new MemoryStream();
        document.Save(file, closeStream: false);
        return file.ToArray();
    }

    private sealed class Writer(PdfDocument document, StructureBuilder tags, LetterToPrint letter, Letterhead head)
    {
        public void Write()
        {
            if (LetterLayout.Of(letter, head.Signature, out var layout) is { } fault) throw new InvalidOperationException($"A letter with a fault was to be printed: {fault}.");
            for (var number = 0; number < layout!.Pages.Count; number++)
            {
                var page = document.AddPage();
                page.Width = XUnit.FromMillimeter(Sheet.Width);
                page.Height = XUnit.FromMillimeter(Sheet.Height);
                using var sheet = XGraphics.FromPdfPage(page);
                if (number == 0)
                {
                    document.Outlines.Add(letter.Reference, page);
                    tags.BeginElement(PdfGroupingElementTag.Article);
                    WriteHead(sheet);
                    WriteAddress(sheet, layout.Address);
                    WriteSubject(sheet, layout.Subject);
                }
                WriteText(sheet, layout.Pages[number]);
                WriteMargins(sheet, number, layout.Pages.Count);
                if (number == layout.Pages.Count - 1) tags.End();
            }
        }

        private void WriteHead(XGraphics sheet)
        {
            var line = Sheet.HeadFirstLine;
            tags.BeginElement(PdfBlockLevelElementTag.Paragraph);
            foreach (var name in head.Name) HeadLine(sheet, name, isBold: true, ref line);
            foreach (var address in head.Address) HeadLine(sheet, address, isBold: false, ref line);
            if (head.Phone is { } phone) HeadLine(sheet, $"Tél.\u00A0: {phone}", isBold: false, ref line);
            if (head.Email is { } email) HeadLine(sheet, email, isBold: false, ref line);
            tags.End();
        }

        // Beside it is the window: a line that is too wide is made smaller.
        private static void HeadLine(XGraphics sheet, string text, bool isBold, ref double line)
        {
            var font = LetterFonts.Of(9.5, isBold);
            var room = Sheet.Points(Sheet.HeadRight - Sheet.Left);
            var width = sheet.MeasureString(text, font).Width;
            Draw(sheet, text, width <= room ? font : LetterFonts.Of(Math.Floor(9.5 * room / width * 4) / 4, isBold), Sheet.Left, line);
            line += Sheet.HeadStep;
        }

        private void WriteAddress(XGraphics sheet, AddressBlock address)
        {
            tags.BeginElement(PdfBlockLevelElementTag.Paragraph);
            for (var line = 0; line < address.Lines.Count; line++)
                Draw(sheet, address.Lines[line], LetterFonts.Of(address.Size), Sheet.AddressLeft, Sheet.AddressFirstLine + (line * Sheet.AddressStep));
            tags.End();
        }

        private void WriteSubject(XGraphics sheet, IReadOnlyList<string> subject)
        {
            var language = LetterLanguages.OrFrench(letter.Language);
            tags.BeginElement(PdfBlockLevelElementTag.Paragraph);
            tags.SetLanguage(language);
            Draw(sheet, LetterLanguages.Dated(head.Place, letter.DatedOn, language), LetterFonts.Of(LetterLayout.TextSize), Sheet.AddressLeft, Sheet.DateLine);
            tags.End();
            tags.BeginElement(PdfBlockLevelElementTag.Paragraph);
            tags.SetLanguage(language);
            Draw(sheet, LetterWords.Fill(LetterWords.Of(language).Reference, language, letter.Reference), LetterFonts.Of(9.5), Sheet.Left, Sheet.ReferenceLine);
            tags.End();
            tags.BeginElement(PdfBlockLevelElementTag.Heading1);
            tags.SetLanguage(letter.Language);
            for (var line = 0; line < subject.Count; line++)
                Draw(sheet, subject[line], LetterFonts.Of(LetterLayout.SubjectSize, isBold: true), Sheet.Left, Sheet.SubjectLine + (line * PageBreaks.LineStep));
            tags.End();
        }

        private void WriteText(XGraphics sheet, IReadOnlyList<SetLine> lines)
        {
            var font = LetterFonts.Of(LetterLayout.TextSize);
            foreach (var paragraph in lines.GroupBy(line => line.Paragraph))
            {
                tags.BeginElement(PdfBlockLevelElementTag.Paragraph);
                if (paragraph.Key != PageBreaks.Signature) tags.SetLanguage(letter.Language);
                foreach (var line in paragraph) Draw(sheet, line.Text, font, paragraph.Key == PageBreaks.Signature ? Sheet.AddressLeft : Sheet.Left, line.Base);
                tags.End();
            }
        }

        // What a reader of the text skips.
        private void WriteMargins(XGraphics sheet, int page, int pages)
        {
            tags.BeginArtifact();
            if (page == 0)
            {
                var pen = new XPen(XColors.Gray, 0.4);
                foreach (var fold in new[] { Sheet.FirstFold, Sheet.SecondFold })
                    sheet.DrawLine(pen, Sheet.Points(Sheet.MarkLeft), Sheet.Points(fold), Sheet.Points(Sheet.MarkRight), Sheet.Points(fold));
            }
            tags.End();
            var font = LetterFonts.Of(8);
            var line = Sheet.FooterLine;
            foreach (var text in head.Footer)
            {
                Margin(sheet, text, font, Sheet.Left, line);
                line += Sheet.FooterStep;
            }
            if (page > 0) Margin(sheet, string.Create(CultureInfo.InvariantCulture, $"{letter.Reference} · page {page + 1} sur {pages}"), font, Sheet.Left, Sheet.PageNumberLine);
        }

        private void Margin(XGraphics sheet, string text, XFont font, double left, double line)
        {
            tags.BeginArtifact();
            Draw(sheet, text, font, left, line);
            tags.End();
        }

        // The space at its end parts its last word from the next line for whoever has it read aloud.
        private static void Draw(XGraphics sheet, string text, XFont font, double left, double line) =>
            sheet.DrawString(text + " ", font, XBrushes.Black, new XPoint(Sheet.Points(left), Sheet.Points(line)));
    }
}
