using PdfSharp.Drawing;
using QualiPref.Complaints.Templates;

namespace QualiPref.Complaints.Printing;

/// <summary>A letter with every line in its place.</summary>
/// <param name="Address">The recipient's lines.</param>
/// <param name="Subject">Lines of the subject.</param>
/// <param name="Pages">Lines of the text by page.</param>
internal sealed record LetterLayout(AddressBlock Address, IReadOnlyList<string> Subject, IReadOnlyList<IReadOnlyList<SetLine>> Pages)
{
    public const double TextSize = 10.5, SubjectSize = 11;

    // What a DL envelope holds for the first step of weight, a few grams kept.
    private const int MostPages = 8;

    /// <summary>Lays a letter out.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="signature">What it is signed with.</param>
    /// <param name="layout">The result; null when there is a fault.</param>
    /// <returns>Why it cannot be printed, or null.</returns>
    public static PrintFault? Of(LetterToPrint letter, IReadOnlyList<string> signature, out LetterLayout? layout)
    {
        layout = null;
        var (recipient, subject, body) = (Plain(letter.Recipient), Plain(letter.Subject), Plain(letter.Body));
        if (!LetterFonts.CanSet(recipient) || !LetterFonts.CanSet(subject) || !LetterFonts.CanSet(body)) return PrintFault.Writing;
        using var measure = XGraphics.CreateMeasureContext(new XSize(Sheet.Points(Sheet.Width), Sheet.Points(Sheet.Height)), XGraphicsUnit.Point, XPageDirection.Downwards);
        var breaks = new LineBreaks(measure);
        if (AddressBlock.Fit(recipient, breaks, out var address) is { } fault) return fault;

        var room = Sheet.Points(Sheet.Right - Sheet.Left);
        var subjectLines = breaks.Break(LetterWords.Fill(LetterWords.Of(letter.Language).Subject, letter.Language, subject), LetterFonts.Of(SubjectSize, isBold: true), room);
        var top = Sheet.SubjectLine + (subjectLines.Count * PageBreaks.LineStep) + 5;
        var font = LetterFonts.Of(TextSize);
        List<List<string>> paragraphs = [.. Paragraphs(body).Select(paragraph => breaks.Break(paragraph, font, room))];
        var pages = new PageBreaks(top).Set(paragraphs, [.. signature.SelectMany(line => breaks.Break(line, font, Sheet.Points(Sheet.Right - Sheet.AddressLeft)))]);
        if (pages.Count > MostPages) return PrintFault.TooManyPages;
        layout = new LetterLayout(address!, subjectLines, pages);
        return null;
    }

    // One form of each accent, and one kind of line end; a tabulator has no stops to go to.
    private static string Plain(string text) => text.Normalize().ReplaceLineEndings("\n").Replace('\t', ' ').Replace("\u200B", "", StringComparison.Ordinal).Replace("\uFEFF", "", StringComparison.Ordinal);

    private static IEnumerable<string> Paragraphs(string body)
    {
        var lines = new List<string>();
        foreach (var line in body.Split('\n').Append(""))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line);
            }
            else if (lines.Count > 0)
            {
                yield return string.Join('\n', lines);
                lines.Clear();
            }
        }
    }
}
