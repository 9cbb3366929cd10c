using System.Globalization;
using QualiPref.Complaints.Printing;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Tests.Printing;

/// <summary>Letters to nobody.</summary>
internal static class SampleLetters
{
    private static readonly string[] Persons = ["Personne d'essai", "Madame la présidente de l'association d'essai", "M. ou Mme D'ESSAI-COMPOSÉ", "ŁUKASZ-ȘERBAN D'ESSAI", "Людина для випробування"];

    private static readonly string[] Streets =
    [
        "1 rue de l'Exemple",
        "Appartement 12\nRésidence des Échantillons\n3 bis avenue du Général-de-l'Exemple",
        "Chez l'hébergeant d'essai\nEscalier B, 4e étage gauche\n112 boulevard de la République-Imaginaire",
        "Lieu-dit l'Exemple",
        "BP 12345",
    ];

    private static readonly string[] Towns = ["91000 Évry", "91150 ÉTAMPES CEDEX", "91120 Palaiseau", "47000 Agen", "20-999 EXEMPLOWO ŚLĄSKIE\nPOLOGNE"];

    public static Letterhead Head { get; } = new()
    {
        Name = ["République française", "Préfecture d'essai", "Bureau de la qualité de l'accueil du public"],
        Address = ["Cité administrative, bâtiment A", "1 place de l'Exemple", "91000 Évry-Exemple Cedex"],
        Phone = "01 99 00 91 00",
        Email = "bureau.qualite.accueil.public@example.fr",
        Place = "Évry",
        Signature = ["Pour la préfecture d'essai,", "La direction de la qualité d'accueil"],
        Footer = ["Vos données ne servent qu'à traiter votre demande. Vous pouvez les consulter et les faire corriger."],
    };

    /// <summary>Letters to different addresses of two to six lines.</summary>
    public static IReadOnlyList<LetterToPrint> Many(int count) => [.. Enumerable.Range(0, count).Select(number => Of(
        $"{Persons[number % 5]} {number + 1}\n{Streets[number / 5 % 5]}\n{Towns[(number + (number / 10)) % 5]}", number))];

    public static LetterToPrint Of(string recipient, int number = 0, string? body = null, string subject = "Votre réclamation du 3 mars 2026", string language = "fr") => new()
    {
        Reference = string.Create(CultureInfo.InvariantCulture, $"91-EVRY-2026-{number + 1:000000}"),
        Recipient = recipient,
        Subject = subject,
        Body = body ?? "Madame, Monsieur,\n\nVous nous avez écrit au sujet de votre attente au guichet. Nous avons ouvert une enquête, dont voici le résultat.\n\nVeuillez agréer nos salutations.",
        Language = language,
        DatedOn = new DateOnly(2026, 3, 1),
    };

    /// <summary>The ink of all that any window may show is where each window shows it.</summary>
    public static void AddressShows(PrintedSheet sheet)
    {
        var ink = sheet.InkIn(Sheet.ShownLeft, Sheet.ShownTop, Sheet.ShownRight, Sheet.ShownBottom);
        Assert.NotNull(ink);
        Assert.InRange(ink.Value.Left, Sheet.WindowLeft, Sheet.WindowRight);
        Assert.InRange(ink.Value.Right, Sheet.WindowLeft, Sheet.WindowRight);
        Assert.InRange(ink.Value.Top, Sheet.WindowTop, Sheet.WindowBottom);
        Assert.InRange(ink.Value.Bottom, Sheet.WindowTop, Sheet.WindowBottom);
    }
}
