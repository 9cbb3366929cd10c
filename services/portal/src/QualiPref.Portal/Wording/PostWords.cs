using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>Letters on paper in words: each says what the record of the letter shows, and nothing more.</summary>
internal static class PostWords
{
    /// <summary>Why a letter cannot be printed, and what to do about it.</summary>
    public static IReadOnlyDictionary<string, string> Faults { get; } = new Dictionary<string, string>
    {
        ["addressMissing"] = "L'adresse postale manque.",
        ["addressTooLong"] = "L'adresse ne tient pas dans la fenêtre d'une enveloppe : six lignes au plus, dont aucun mot plus large que la fenêtre.",
        ["unprintable"] = "Le courrier ou l'adresse contient des caractères qui ne peuvent pas être imprimés ici, comme ceux de l'arabe.",
        ["tooManyPages"] = "Le courrier a plus de huit pages, plus que n'en contient une enveloppe.",
    };

    /// <summary>How far a printed letter is.</summary>
    public static IReadOnlyDictionary<string, string> States { get; } = new Dictionary<string, string>
    {
        ["printed"] = "Imprimé",
        ["posted"] = "Confié à la poste",
        ["returned"] = "Retourné par la poste",
    };

    /// <summary>How far a batch is.</summary>
    public static string State(PrintBatch batch, TimeZoneInfo zone) => batch switch
    {
        { PostedAt: { } at } => $"Confié à la poste\u00A0: {FrenchText.Moment(at, zone)}, par {batch.PostedBy}",
        { Letters: null } => "Préparation interrompue",
        _ => "Imprimé, à poster",
    };

    public static string Letters(int number) => number >= 2 ? $"{FrenchText.Count(number)}\u00A0courriers" : $"{FrenchText.Count(number)}\u00A0courrier";
}
