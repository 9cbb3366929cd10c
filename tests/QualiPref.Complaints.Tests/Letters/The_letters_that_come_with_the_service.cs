using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Templates;

namespace QualiPref.Complaints.Tests.Letters;

public sealed class The_letters_that_come_with_the_service
{
    private static readonly LetterTemplateDocument[] Shipped = [.. ShippedLetters.Read(TimeProvider.System.GetUtcNow())];

    public static TheoryData<string, string> Texts() => new(Shipped.SelectMany(one => LetterLanguages.All, (one, language) => (one.Code, language)));

    [Fact]
    public void Are_the_ten_of_the_field_and_some_paragraphs()
    {
        Assert.Equal(
            ["accuse-reception", "cloture-sans-reponse", "defenseur-droits", "demande-precisions", "recours", "remerciement-suggestion", "reponse-attente", "reponse-fondee", "reponse-non-fondee", "transmission-service"],
            Shipped.Where(one => one.Use != TemplateUses.Paragraph).Select(one => one.Code).Order(StringComparer.Ordinal));
        Assert.Contains(Shipped, one => one.Use == TemplateUses.Paragraph);
        Assert.All(Shipped, one => Assert.Equal((1, TemplateStatus.Draft), (one.Version, one.Status)));
        Assert.All(Shipped, one => Assert.Contains(one.Use, TemplateUses.All));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Can_be_filled_in_in_every_language(string code, string language)
    {
        var letter = Shipped.Single(one => one.Code == code);
        var (words, written) = letter.In(language);
        Assert.Equal(language, written);
        var isParagraph = letter.Use == TemplateUses.Paragraph;
        Assert.Empty(LetterText.FaultsOf(words.Subject, !isParagraph).Concat(LetterText.FaultsOf(words.Body, !isParagraph)).Select(fault => fault.French));
        Assert.Equal(isParagraph, words.Subject.Length == 0);
        var filled = LetterText.Fill(words.Body, LetterFacts.Sample(language), language);
        Assert.Empty(filled.Missing);
        Assert.DoesNotContain("{", filled.Text, StringComparison.Ordinal);
        Assert.InRange(filled.Text.Length, 20, 3_000);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Name_the_same_fields_in_every_language(string code, string language)
    {
        var letter = Shipped.Single(one => one.Code == code);
        IReadOnlyList<string> BlanksIn(string one)
        {
            var (words, _) = letter.In(one);
            // Dates and the service make conditions hold; everything else is left blank and so named.
            var known = LetterFacts.Sample(one).Where(value => value.Key is "date_engagement" or "date_silence").ToDictionary();
            return [.. LetterText.Fill(words.Subject + "\n" + words.Body, known, one).Missing.Order(StringComparer.Ordinal)];
        }
        Assert.Equal(BlanksIn("fr"), BlanksIn(language));
    }

    // What the receipt has to say: article R. 112-5 of the code des relations entre le public et l'administration.
    [Theory]
    [InlineData("date_reception")]
    [InlineData("date_silence")]
    [InlineData("service")]
    [InlineData("service_adresse")]
    [InlineData("service_courriel")]
    [InlineData("service_telephone")]
    public void Say_on_the_acknowledgement_what_the_law_asks(string field)
    {
        var letter = Shipped.Single(one => one.Code == "accuse-reception");
        Assert.All(LetterLanguages.All, language =>
        {
            var sample = LetterFacts.Sample(language);
            Assert.Contains(sample[field], LetterText.Fill(letter.In(language).Words.Body, sample, language).Text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("fr", "2026-07-01", "1er juillet 2026")]
    [InlineData("fr", "2026-07-14", "14 juillet 2026")]
    [InlineData("en", "2026-07-01", "1 July 2026")]
    [InlineData("es", "2026-07-01", "1 de julio de 2026")]
    [InlineData("pt", "2026-07-01", "1 de julho de 2026")]
    [InlineData("ar", "2026-07-01", "01/07/2026")]
    public void Write_days_as_their_language_does(string language, string day, string written) =>
        Assert.Equal(written, LetterLanguages.Day(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), language));
}
