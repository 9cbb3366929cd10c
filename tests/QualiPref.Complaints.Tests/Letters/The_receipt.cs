using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.TakingMail;
using QualiPref.Complaints.Templates;
using QualiPref.Complaints.Tests.Cases;
using QualiPref.Complaints.Tests.TakingMail;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Tests.Letters;

/// <summary>What article R112-5 asks a receipt for, in the language of whoever filed.</summary>
public sealed class The_receipt
{
    private const string Reference = "91-EVRY-2026-000123";

    private static readonly Letterhead Head = new()
    {
        Name = ["Préfecture d'essai"],
        Address = ["1 place de l'Exemple", "91000 Évry"],
        Phone = "01 99 00 91 00",
        Email = "accueil@prefecture.test",
        Place = "Évry",
        Signature = ["Le bureau"],
        Footer = [],
    };

    public static TheoryData<string> Languages { get; } = [.. LetterLanguages.All];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Says_when_it_was_received_by_when_it_is_answered_what_silence_means_and_whom_to_reach(string language)
    {
        var (state, contact) = (Given.Case(), new Contact { Email = "quelquun@example.test", Language = language });
        var text = Receipts.Text(Reference, Site(Head), state, contact);
        string[] told = [Day(state.ReceivedOn), Day(state.DueOn), Day(state.LegalDueOn), Reference, "Site d'essai", "1 place de l'Exemple, 91000 Évry, 01 99 00 91 00, accueil@prefecture.test"];
        Assert.All(told, value => Assert.Contains(LetterLanguages.Within(value, language), text, StringComparison.Ordinal));
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        Assert.Equal(language, Receipts.LanguageOf(contact));

        string Day(DateOnly day) => LetterLanguages.Day(day, language);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Names_no_two_languages_alike_and_promises_nothing_to_thanks(string language)
    {
        var (state, contact) = (Given.Case(kind: "thanks"), new Contact { Email = "quelquun@example.test", Language = language });
        var text = Receipts.Text(Reference, Site(Head), state, contact);
        Assert.Contains(LetterLanguages.Within(Reference, language), text, StringComparison.Ordinal);
        Assert.DoesNotContain(LetterLanguages.Day(state.DueOn, language), text, StringComparison.Ordinal);
        Assert.Equal(language != "fr", text != Receipts.Text(Reference, Site(Head), state, contact with { Language = "fr" }));
    }

    [Fact]
    public void Is_french_where_the_language_is_none_of_ours_and_without_a_letterhead_says_no_address()
    {
        var text = Receipts.Text(Reference, Site(null), Given.Case(), new Contact { Email = "quelquun@example.test", Language = "uk" });
        Assert.StartsWith("Votre demande a été reçue le 2 mars 2026 par « Site d'essai », service chargé de la traiter, sous la référence 91-EVRY-2026-000123.\n", text, StringComparison.Ordinal);
        Assert.Contains("elle sera réputée rejetée. Vous aurez alors deux mois pour saisir le tribunal administratif.", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Is_known_by_its_subject_when_it_is_answered(string language)
    {
        var answer = Sample.Mail($"Re: {Receipts.Subject(Reference, new Contact { Language = language })}");
        Assert.Equal([Reference], ReceivedMail.Of(answer, []).References);
    }

    private static Site Site(Letterhead? head) => new()
    {
        Code = "91-EVRY",
        Network = "essai",
        Name = "Site d'essai",
        Kind = default,
        TimeZone = TimeZoneInfo.Utc,
        HolidayZone = "metropole",
        Modules = [],
        Closures = [],
        Letterhead = head,
    };
}
