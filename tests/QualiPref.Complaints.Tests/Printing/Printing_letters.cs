using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QualiPref.Complaints.Printing;
using UglyToad.PdfPig;

namespace QualiPref.Complaints.Tests.Printing;

/// <summary>Letters are printed, folded in three and put into envelopes with a window.</summary>
public sealed class Printing_letters
{
    private static readonly DateTime Now = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    private static readonly string Paragraph = string.Join(' ', Enumerable.Range(1, 90).Select(number => string.Create(CultureInfo.InvariantCulture, $"mot{number}")));

    [Fact]
    public async Task Fifty_addresses_stand_in_the_window_of_their_envelopes_and_nothing_else_does()
    {
        var letters = SampleLetters.Many(50);
        Assert.Equal(50, letters.Select(letter => letter.Recipient).Distinct().Count());

        var sheets = await PrintedSheet.DrawAsync(Write(letters));

        Assert.Equal(50, sheets.Count);
        Assert.All(sheets, SampleLetters.AddressShows);
    }

    [Theory]
    [InlineData("Personne d'essai\n1 rue de l'Exemple, Bâtiment des Échantillons, Appartement 12, 91000 Évry", 5)]
    [InlineData("Association des usagers et des usagères des services publics de l'Exemple\nRésidence\nEscalier\n1 rue\n91000 Évry", 6)]
    [InlineData("PERSONNE D'ESSAI AU NOM DE QUARANTE LETTR\n1 RUE\n91000 ÉVRY", 3)]
    [InlineData("  Personne   d'essai \r\n\r\n 1 rue de l'Exemple\r\n91000 Évry ", 3)]
    public async Task An_address_that_is_too_wide_is_broken_where_people_would_break_it(string recipient, int lines)
    {
        var pdf = Write([SampleLetters.Of(recipient)]);

        SampleLetters.AddressShows(Assert.Single(await PrintedSheet.DrawAsync(pdf)));
        var words = WordsOf(pdf, Sheet.ShownLeft, Sheet.ShownTop, Sheet.ShownRight, Sheet.ShownBottom);
        Assert.Equal(recipient.Replace(',', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), words.Select(word => word.Text.TrimEnd(',')));
        Assert.Equal(lines, words.Select(word => Math.Round(word.Base)).Distinct().Count());
    }

    [Theory]
    [InlineData("", PrintFault.AddressMissing)]
    [InlineData(" \n ", PrintFault.AddressMissing)]
    [InlineData("1\n2\n3\n4\n5\n6\n7", PrintFault.AddressTooLong)]
    [InlineData("Personne d'essai\nLlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch\n91000 Évry", PrintFault.AddressTooLong)]
    [InlineData("شخص تجريبي\n1 rue de l'Exemple\n91000 Évry", PrintFault.Writing)]
    [InlineData("परीक्षण व्यक्ति\n1 rue de l'Exemple\n91000 Évry", PrintFault.Writing)]
    internal void What_cannot_be_read_in_the_window_is_not_printed(string recipient, PrintFault fault) =>
        Assert.Equal(fault, LetterPdf.FaultOf(SampleLetters.Of(recipient), SampleLetters.Head));

    [Fact]
    public void A_text_whose_letters_would_be_boxes_or_stand_apart_is_not_printed() =>
        Assert.Equal(PrintFault.Writing, LetterPdf.FaultOf(SampleLetters.Of("Personne d'essai\n91000 Évry", body: "السلام عليكم"), SampleLetters.Head));

    [Fact]
    public void A_letter_that_no_envelope_holds_is_not_printed() =>
        Assert.Equal(PrintFault.TooManyPages, LetterPdf.FaultOf(SampleLetters.Of("Personne d'essai\n91000 Évry", body: string.Join('\n', Enumerable.Repeat("ligne", 500))), SampleLetters.Head));

    [Fact]
    public void A_text_of_the_greatest_length_is() =>
        Assert.Null(LetterPdf.FaultOf(SampleLetters.Of("Personne d'essai\n91000 Évry", body: string.Join("\n\n", Enumerable.Repeat(Paragraph, 16)), subject: new string('m', 200)), SampleLetters.Head));

    [Fact]
    public void No_page_begins_or_ends_with_a_line_alone_and_no_signature_stands_alone()
    {
        for (var first = 1; first <= 60; first++)
        {
            List<IReadOnlyList<string>> paragraphs = [Lines(first), Lines(5), Lines(3), Lines(1), Lines(4)];

            var pages = new PageBreaks(130).Set(paragraphs, ["Pour la préfecture,", "La direction"]);

            Assert.Equal(paragraphs.Sum(paragraph => paragraph.Count) + 2, pages.Sum(page => page.Count));
            foreach (var page in pages)
            {
                Assert.All(page, line => Assert.InRange(line.Base, Sheet.NextTop, Sheet.Bottom + 0.001));
                Assert.True(page[0].Paragraph != PageBreaks.Signature, $"the signature is alone after a paragraph of {first}");
                Assert.All(page.GroupBy(line => line.Paragraph).Where(part => part.Key >= 0), part =>
                    Assert.True(part.Count() >= Math.Min(2, paragraphs[part.Key].Count), $"one line of paragraph {part.Key} is alone after one of {first}"));
            }
        }
    }

    [Fact]
    public async Task Every_word_of_a_long_letter_is_on_its_pages_once_and_in_order()
    {
        var body = string.Join("\n\n", Enumerable.Repeat(Paragraph, 12));
        var pdf = Write([SampleLetters.Of("Personne d'essai\n1 rue de l'Exemple\n91000 Évry", body: body)]);

        using var document = PdfDocument.Open(pdf);
        Assert.Equal(body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), document.GetPages().SelectMany(page => page.GetWords())
            .Select(word => word.Text).Where(word => word.StartsWith("mot", StringComparison.Ordinal)));
        Assert.True(document.NumberOfPages > 1);
        for (var page = 1; page <= document.NumberOfPages; page++)
            Assert.Equal(page > 1, document.GetPage(page).Text.Contains(string.Create(CultureInfo.InvariantCulture, $"91-EVRY-2026-000001 · page {page} sur {document.NumberOfPages}"), StringComparison.Ordinal));
        Assert.Contains("Évry, le 1er mars 2026", await PrintedSheet.AskAsync(pdf, "pdftotext", "-layout"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "Évry, le 1er mars 2026", "Référence : 91-EVRY-2026-000001", "Objet : Essai")]
    [InlineData("en", "Évry, 1 March 2026", "Reference: 91-EVRY-2026-000001", "Subject: Essai")]
    [InlineData("es", "Évry, 1 de marzo de 2026", "Referencia: 91-EVRY-2026-000001", "Asunto: Essai")]
    [InlineData("pt", "Évry, 1 de março de 2026", "Referência: 91-EVRY-2026-000001", "Assunto: Essai")]
    // A language that the service has no words of.
    [InlineData("de", "Évry, le 1er mars 2026", "Référence : 91-EVRY-2026-000001", "Objet : Essai")]
    public async Task Its_date_reference_and_subject_are_in_its_language(string language, params string[] expected)
    {
        var text = await PrintedSheet.AskAsync(Write([SampleLetters.Of("Personne d'essai\n91000 Évry", subject: "Essai", language: language)]), "pdftotext", "-layout");

        Assert.All(expected, line => Assert.Contains(line, text.Replace('\u00A0', ' '), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_read_aloud_in_order_with_its_language_and_without_its_margins()
    {
        var pdf = Write([SampleLetters.Of("Personne d'essai\n91000 Évry", body: "Exmo. Senhor,\n\nRecebemos a sua reclamação.", subject: "A sua reclamação", language: "pt")]);

        var info = await PrintedSheet.AskAsync(pdf, "pdfinfo");
        Assert.Matches(@"Tagged: +yes", info);
        Assert.Matches(@"Title: +Lettres à poster", info);
        var tree = await PrintedSheet.AskAsync(pdf, "pdfinfo", "-struct-text");
        Assert.Matches(@"(?s)Art.*République française.*Personne d'essai.*Évry, 1 de março de 2026.*Referência: 91-EVRY.*H1.*Assunto: A sua reclamação.*Exmo\. Senhor.*Recebemos.*Pour la préfecture", tree);
        Assert.DoesNotContain("Vos données", tree, StringComparison.Ordinal);
        Assert.Contains("pt", LanguagesOf(pdf));
    }

    private static byte[] Write(IReadOnlyList<LetterToPrint> letters) => LetterPdf.Write(letters, SampleLetters.Head, "Lettres à poster", Now);

    private static List<(string Text, double Base)> WordsOf(byte[] pdf, double left, double top, double right, double bottom)
    {
        using var document = PdfDocument.Open(pdf);
        var page = document.GetPage(1);
        return [.. page.GetWords()
            .Where(word => word.BoundingBox.Left > Sheet.Points(left) && word.BoundingBox.Right < Sheet.Points(right)
                && page.Height - word.BoundingBox.Bottom > Sheet.Points(top) && page.Height - word.BoundingBox.Bottom < Sheet.Points(bottom))
            .Select(word => (word.Text, word.Letters[0].StartBaseLine.Y))];
    }

    private static IEnumerable<string> LanguagesOf(byte[] pdf) =>
        Regex.Matches(Encoding.Latin1.GetString(pdf), @"/Lang\(([^)]+)\)").Select(match => match.Groups[1].Value);

    private static List<string> Lines(int count) => [.. Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"ligne {number}"))];
}
