using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic;

/// <summary>What is answered: by kind, motive and outcome, so that whoever opens a case reads why it was closed as it was.</summary>
internal static class CaseAnswers
{
    /// <summary>A first answer.</summary>
    /// <param name="random">Chooses among what may be said.</param>
    /// <param name="kind"><c>complaint</c> or <c>suggestion</c>.</param>
    /// <param name="motive">Code of the motive.</param>
    /// <param name="outcome"><c>founded</c>, <c>partlyFounded</c> or <c>unfounded</c>.</param>
    public static TransitionRequest Of(Random random, string kind, string motive, string outcome) => new()
    {
        Subject = $"Réponse à votre {Named(kind)}",
        Body = (kind, outcome) switch
        {
            ("suggestion", _) => One(random, OnSuggestions[outcome]),
            (_, "founded") => Founded[motive],
            (_, "partlyFounded") => $"Votre réclamation est en partie fondée. {Founded[motive]} Pour le reste, les règles ont été respectées.",
            _ => One(random, Unfounded),
        },
    };

    /// <summary>The answer to whoever disputed the first one, and was right.</summary>
    public static TransitionRequest OnDispute(Random random, string kind, string motive)
    {
        var answer = Of(random, kind, motive, "founded");
        return answer with { Subject = $"Nouvel examen de votre {Named(kind)}", Body = $"À la suite de votre nouveau message, nous avons repris l'examen. {answer.Body}" };
    }

    private static string Named(string kind) => kind == "suggestion" ? "suggestion" : "réclamation";

    private static string One(Random random, string[] from) => from[random.Next(from.Length)];

    /// <summary>Each is right after every complaint of its motive.</summary>
    private static readonly Dictionary<string, string> Founded = new()
    {
        ["accueil"] = "L'accueil que vous décrivez n'est pas celui que nous devons à chacun. Nous vous présentons nos excuses, et l'équipe en a parlé avec son responsable.",
        ["attente"] = "Nous regrettons cette attente : l'affluence avait été mal évaluée. Un guichet de plus ouvre désormais aux heures chargées, et l'attente est affichée.",
        ["horaires"] = "Nous comprenons votre gêne. Des créneaux s'ouvrent chaque semaine, dont deux en fin de journée, et un rendez-vous annulé est aussitôt remplacé.",
        ["joignabilite"] = "Vous auriez dû pouvoir nous joindre. Un agent de plus répond au téléphone, les rappels promis sont suivis et le serveur vocal a été corrigé.",
        ["absence-reponse"] = "Vos messages auraient dû recevoir une réponse. Ils ont été retrouvés, et le service chargé de votre dossier vous écrit cette semaine.",
        ["delai-dossier"] = "Le délai annoncé n'a pas été tenu, et nous le regrettons. Votre dossier est traité en priorité ; vous serez averti dès qu'il aboutira.",
        ["information"] = "Vous aviez raison : cette information n'était plus exacte. Elle a été corrigée le jour même sur le site, sur les affiches et au guichet.",
        ["orientation"] = "Vous avez été mal orienté, et nous le regrettons. La liste des démarches de chaque guichet a été revue avec les agents.",
        ["decision"] = "Votre dossier a été réexaminé : un élément n'avait pas été pris en compte. Une nouvelle décision, motivée, est en préparation.",
        ["erreur-titre"] = "L'erreur vient de notre saisie. Un document corrigé est en cours de fabrication, sans frais pour vous.",
        ["pieces"] = "Cette pièce n'aurait pas dû vous être demandée ainsi. Votre dossier est complet, et la liste remise aux usagers a été revue.",
        ["demarche-en-ligne"] = "L'anomalie a été reproduite, et l'assistance du site en est saisie. En attendant, un agent peut enregistrer votre demande avec vous.",
        ["accessibilite"] = "Cet équipement aurait dû fonctionner. Il a été remis en état, et un agent le vérifie désormais chaque matin.",
        ["confidentialite"] = "La discrétion n'a pas été assurée. Une ligne a été tracée devant les guichets, et les dossiers sont rangés avant de recevoir la personne suivante.",
        ["locaux"] = "La salle n'offrait pas le confort attendu. Elle a été remise en état, et elle est désormais contrôlée deux fois par jour.",
        ["discrimination"] = "Votre témoignage est pris très au sérieux. Les règles d'égalité ont été rappelées à l'équipe ; vous pouvez aussi saisir le Défenseur des droits.",
        ["donnees-personnelles"] = "Nous avons vérifié et rectifié les données en cause. L'erreur a été signalée au délégué à la protection des données.",
        ["autre"] = "Nous regrettons ce désagrément. L'équipement est de nouveau en service, et une panne ou une fermeture sera désormais annoncée à l'entrée.",
    };

    private static readonly string[] Unfounded =
    [
        "Nous avons examiné votre réclamation avec le service concerné. Les règles ont été respectées ; un agent peut vous les expliquer au guichet.",
        "Après vérification, nous n'avons pas constaté de manquement à nos engagements. Votre message a toutefois été présenté à l'équipe.",
        "Les éléments dont nous disposons ne permettent pas de donner suite à votre réclamation. Vous pouvez nous en transmettre d'autres à tout moment.",
    ];

    private static readonly Dictionary<string, string[]> OnSuggestions = new()
    {
        ["founded"] =
        [
            "Merci de votre suggestion. Elle est retenue et sera mise en œuvre dans les prochains mois.",
            "Votre idée a été présentée à l'équipe, qui l'a adoptée. Vous devriez en voir l'effet lors d'une prochaine visite.",
        ],
        ["partlyFounded"] = ["Votre suggestion est retenue en partie : un essai aura lieu sur l'un de nos sites avant d'aller plus loin."],
        ["unfounded"] =
        [
            "Votre suggestion a été étudiée avec attention. Elle ne peut être retenue pour l'instant, faute de moyens.",
            "Merci de votre suggestion. Une solution proche existe déjà ; l'accueil vous la présentera volontiers.",
        ],
    };
}
