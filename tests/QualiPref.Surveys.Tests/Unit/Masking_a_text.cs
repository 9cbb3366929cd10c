using System.Diagnostics;
using QualiPref.Surveys.Masking;

namespace QualiPref.Surveys.Tests.Unit;

public sealed class Masking_a_text
{
    [Theory]
    [InlineData("Écrivez-moi à jean.dupont@orange.fr, merci", "Écrivez-moi à [adresse masquée], merci")]
    [InlineData("j.d+avis@mail.prefecture.example.org", "[adresse masquée]")]
    [InlineData("jean dupont @ orange.fr", "jean [adresse masquée]")]
    [InlineData("jean.dupont arobase orange point fr", "[adresse masquée]")]
    [InlineData("My mail is j_smith(at)example.com please", "My mail is [adresse masquée] please")]
    [InlineData("dupont@gmail", "[adresse masquée]")]
    [InlineData("correo: maría.lópez@correo.es", "correo: [adresse masquée]")]
    [InlineData("بريدي ahmed@example.com شكرا", "بريدي [adresse masquée] شكرا")]
    public void An_address_of_e_mail_is_hidden(string text, string masked) => Assert.Equal(masked, PersonalData.Masked(text));

    [Theory]
    [InlineData("Rappelez-moi au 06 12 34 56 78 svp", "Rappelez-moi au [téléphone masqué] svp")]
    [InlineData("06.12.34.56.78", "[téléphone masqué]")]
    [InlineData("06-12-34-56-78.", "[téléphone masqué].")]
    [InlineData("0612345678", "[téléphone masqué]")]
    [InlineData("06/12/34/56/78", "[téléphone masqué]")]
    [InlineData("06,12,34,56,78", "[téléphone masqué]")]
    [InlineData("0 612 345 678", "[téléphone masqué]")]
    [InlineData("tel 06 12 34 56 78 ou 01.69.91.91.91", "tel [téléphone masqué] ou [téléphone masqué]")]
    [InlineData("06 12 34 56 78 / 01 69 91 91 91", "[téléphone masqué]")]
    [InlineData("Guichet 4 06 12 34 56 78", "Guichet [numéro masqué]")]
    [InlineData("le 12/03/2024 06 12 34 56 78", "le 12/03/2024 [téléphone masqué]")]
    [InlineData("+33 6 12 34 56 78", "[téléphone masqué]")]
    [InlineData("+33 (0)6 12 34 56 78", "[téléphone masqué]")]
    [InlineData("+33612345678", "[téléphone masqué]")]
    [InlineData("0033 6 12 34 56 78", "[téléphone masqué]")]
    [InlineData("call +44 20 7946 0958 today", "call [téléphone masqué] today")]
    [InlineData("llame al +34 612 345 678", "llame al [téléphone masqué]")]
    [InlineData("ligue para 912 345 678", "ligue para [numéro masqué]")]
    [InlineData("+212 6 61 23 45 67", "[téléphone masqué]")]
    [InlineData("612345678", "[téléphone masqué]")]
    [InlineData("هاتفي ٠٦١٢٣٤٥٦٧٨", "هاتفي [téléphone masqué]")]
    [InlineData("\u202A+33 6 12 34 56 78\u202C", "\u202A[téléphone masqué]\u202C")]
    [InlineData("06\u00A012\u202F34\u200956\t78", "[téléphone masqué]")]
    public void A_telephone_number_is_hidden_however_it_is_written(string text, string masked) => Assert.Equal(masked, PersonalData.Masked(text));

    [Theory]
    [InlineData("NIR 2 85 02 75 116 234 56", "NIR [numéro masqué]")]
    [InlineData("285027511623456", "[numéro masqué]")]
    [InlineData("2.85.02.75.116.234", "[numéro masqué]")]
    [InlineData("2 85 02 2A 004 123 45", "[numéro masqué]")]
    [InlineData("1-99-12-2B-033-456", "[numéro masqué]")]
    [InlineData("Mon numéro étranger 7503012345", "Mon numéro étranger [numéro masqué]")]
    [InlineData("n° 99 03 01 23 45", "n° [numéro masqué]")]
    [InlineData("AGDREF 9903-012345", "AGDREF [numéro masqué]")]
    [InlineData("FR76 3000 6000 0112 3456 7890 189", "[numéro masqué]")]
    [InlineData("fr1420041010050500013M02606", "[numéro masqué]")]
    [InlineData("IBAN FR14-2004-1010-0505-0001-3M02-606 merci", "IBAN [numéro masqué] merci")]
    [InlineData("DE89 3704 0044 0532 0130 00", "[numéro masqué]")]
    [InlineData("GB29 NWBK 6016 1331 9268 19 please", "[numéro masqué] please")]
    [InlineData("carte 880692310285", "carte [numéro masqué]")]
    [InlineData("passeport 12AB34567", "passeport [numéro masqué]")]
    [InlineData("Permis 13 AA 00002 perdu", "Permis [numéro masqué] perdu")]
    [InlineData("CNI X4RTBPFW4", "CNI [numéro masqué]")]
    [InlineData("d2j6862m2", "[numéro masqué]")]
    [InlineData("dossier 123456789", "dossier [numéro masqué]")]
    public void A_number_of_a_person_a_document_or_an_account_is_hidden(string text, string masked) => Assert.Equal(masked, PersonalData.Masked(text));

    [Theory]
    [InlineData("J'ai attendu 45 minutes au guichet 12, puis 1 h 30.")]
    [InlineData("Le timbre coûte 86,50 € et non 1 225 € !")]
    [InlineData("25,50 30,20 14,90 12,00 11,10")]
    [InlineData("Le 26/03/2013, puis le 2024-07-03 et le 14.07.2026 à 14h30")]
    [InlineData("du 01/02/2024 au 05/02/2024")]
    [InlineData("01/02/2024 - 05/02/2024")]
    [InlineData("01/02/2024 10 personnes avant moi")]
    [InlineData("congés du 12/03/24 - 15/03/24")]
    [InlineData("De 2019 à 2024, 2019-2020, 2020-2021")]
    [InlineData("2019 2020 2021 2022")]
    [InlineData("Habitants des départements 75 77 78 91 92")]
    [InlineData("91 92 93 94 95")]
    [InlineData("les guichets 2, 3, 4, 5, 6, 7, 8, 9, 10, 11")]
    [InlineData("guichets 10 11 12 13 14 fermés")]
    [InlineData("Ouvert 8.30-12.00 13.30-16.00 ?")]
    [InlineData("9-12 14-17 9-12 14-17")]
    [InlineData("Appelez le 3939 ou le 15, ou le 112")]
    [InlineData("cerfa 15776*01, article L112-3, ticket A145")]
    [InlineData("91000 Évry, Palaiseau 91120")]
    [InlineData("1 300 000 habitants, 67 000 000 en France")]
    [InlineData("notes : 10/10 10/10 9/10 8/10")]
    [InlineData("I waited 2 hours from 9:15 to 11:15 on 3 May 2026")]
    [InlineData("arrived at service-public.gouv.fr, see www.essonne.gouv.fr")]
    [InlineData("Esperé 40 minutos en la ventanilla 3, pagué 12,50 €")]
    [InlineData("Esperei 35 minutos no balcão 7 em 2026")]
    [InlineData("انتظرت ٤٥ دقيقة في الشباك ٣")]
    [InlineData("COVID2020 08h30a12h COVID-19")]
    [InlineData("de 12 personnes, en 30 minutes, pt 15 fr 20")]
    [InlineData("LE 12 AU 75014")]
    [InlineData("Twitter @prefet91 est utile")]
    [InlineData("Bien")]
    [InlineData("")]
    public void What_is_nobodys_is_left(string text) => Assert.Equal(text, PersonalData.Masked(text));

    [Theory]
    [InlineData("1 ")]
    [InlineData("a@")]
    [InlineData("fr76 ")]
    [InlineData("0.")]
    [InlineData("+(")]
    [InlineData("a.")]
    [InlineData("12AB")]
    [InlineData("a arobase ")]
    public void A_hostile_text_costs_as_much_as_it_is_long(string part)
    {
        // 16 KB, as much as is kept of anything: a step back for each sign would take minutes.
        var text = string.Concat(Enumerable.Repeat(part, 16 * 1024 / part.Length));
        PersonalData.Masked(text[..200]);
        var clock = Stopwatch.StartNew();
        PersonalData.Masked(text);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}");
    }
}
