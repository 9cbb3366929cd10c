namespace QualiPref.Complaints.Templates;

/// <summary>What a standard letter may name: a closed list, so that a letter says of a case what its author meant and nothing else.</summary>
/// <param name="Name">As it stands between braces; French, since that is the language of those who write letters.</param>
/// <param name="Label">What it is, in French.</param>
/// <param name="Kind">Where its value comes from.</param>
/// <param name="Sample">A value to preview a letter with.</param>
/// <param name="Personal">Whether it tells of the person; what is shown without asking for one case names none of these.</param>
internal sealed record LetterField(string Name, string Label, LetterFieldKind Kind, string Sample, bool Personal = false)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<LetterField> All { get; } =
    [
        new("reference", "Référence du dossier", LetterFieldKind.Text, "91-EVRY-2026-000123"),
        new("nom", "Nom de la personne", LetterFieldKind.Text, "Personne d'essai", Personal: true),
        new("objet", "Objet du message reçu", LetterFieldKind.Text, "Attente au guichet", Personal: true),
        new("code_suivi", "Code de suivi de la personne", LetterFieldKind.Text, "ABCD-EFGH-JKMN", Personal: true),
        new("motif", "Motif, en français", LetterFieldKind.Text, "Temps d'attente"),
        new("date_jour", "Date du jour", LetterFieldKind.Date, "2026-07-06"),
        new("date_reception", "Date de réception", LetterFieldKind.Date, "2026-07-03"),
        new("date_engagement", "Date à laquelle une réponse est promise", LetterFieldKind.Date, "2026-07-27"),
        new("date_silence", "Date à laquelle le silence vaut rejet (réclamations seulement)", LetterFieldKind.Date, "2026-09-03"),
        new("delai", "Délai promis, en jours ouvrés", LetterFieldKind.Number, "15"),
        new("service", "Nom du site chargé du dossier", LetterFieldKind.Text, "Préfecture d'essai"),
        new("service_adresse", "Adresse postale du site", LetterFieldKind.Text, "1 place de l'Exemple, 91000 Évry-Courcouronnes"),
        new("service_courriel", "Adresse électronique du site", LetterFieldKind.Text, "quelquun@example.test"),
        new("service_telephone", "Téléphone du site", LetterFieldKind.Text, "01 99 00 00 00"),
        new("organisme", "Organisme compétent", LetterFieldKind.Text, "Mairie d'essai"),
        new("explication", "Ce qui s'est passé", LetterFieldKind.Written, "un agent manquait au guichet ce jour-là"),
        new("mesure", "Mesure prise", LetterFieldKind.Written, "un second guichet ouvre le mercredi"),
        new("textes", "Textes appliqués", LetterFieldKind.Written, "l'article R. 112-5 du code des relations entre le public et l'administration"),
        new("pieces", "Pièces ou précisions demandées", LetterFieldKind.Written, "la copie de votre convocation"),
        new("date_limite_pieces", "Date à laquelle elles sont attendues", LetterFieldKind.Written, "20 juillet 2026"),
        new("nouvelle_date", "Nouvelle date annoncée", LetterFieldKind.Written, "10 août 2026"),
        new("decision", "Décision contestée", LetterFieldKind.Written, "le refus du 1er juillet 2026"),
        new("autorite", "À qui adresser le recours hiérarchique", LetterFieldKind.Written, "le ministre de l'intérieur"),
        new("delegue", "Permanence du délégué du Défenseur des droits", LetterFieldKind.Written, "le jeudi matin en préfecture"),
    ];

    private static readonly Dictionary<string, LetterField> ByName = All.ToDictionary(one => one.Name);

    /// <summary>The field of a name, or null.</summary>
    public static LetterField? Find(string name) => ByName.GetValueOrDefault(name);
}

/// <summary>Where the value of a field comes from.</summary>
internal enum LetterFieldKind
{
    /// <summary>A text of the case or its site.</summary>
    Text,

    /// <summary>A day, written as the letter's language writes it.</summary>
    Date,

    /// <summary>A number.</summary>
    Number,

    /// <summary>No record holds it: the handler writes it in the letter.</summary>
    Written,
}
