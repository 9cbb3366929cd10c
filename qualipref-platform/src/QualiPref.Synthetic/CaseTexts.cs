namespace QualiPref.Synthetic;

/// <summary>
/// What the cases say: an opening, the matter by motive and kind, an ending. Invented for the demonstration: nobody is named, and no place but the counter.
/// </summary>
internal static class CaseTexts
{
    /// <summary>Subject and text of a filing.</summary>
    /// <param name="random">Chooses among what is said of one motive.</param>
    /// <param name="kind"><c>complaint</c>, <c>suggestion</c> or <c>thanks</c>.</param>
    /// <param name="motive">Code of the motive.</param>
    public static (string Subject, string Text) Of(Random random, string kind, string motive)
    {
        var (subject, matter) = kind switch
        {
            "thanks" => One(random, Thanks),
            "suggestion" => Suggestions.TryGetValue(motive, out var wishes) ? One(random, wishes) : One(random, AnySuggestion),
            _ => One(random, Complaints[motive]),
        };
        return kind == "complaint" ? (subject, $"{One(random, Openings)} {matter} {One(random, Endings)}") : (subject, matter);
    }

    /// <summary>An answer's letter.</summary>
    public static (string Subject, string Body) Answer(Random random) => One(random, Answers);

    /// <summary>What is written while the answer takes its time.</summary>
    public static string Holding(Random random) => One(random, Holdings);

    /// <summary>What the person is asked.</summary>
    public static string Question(Random random) => One(random, Asked);

    /// <summary>What is added to a satisfaction answer.</summary>
    public static string Comment(Random random) => One(random, Comments);

    private static T One<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static readonly string[] Openings =
    [
        "Bonjour,", "Madame, Monsieur,", "Venu pour une démarche simple,", "Habitant du département,", "C'est la deuxième fois que j'écris.", "Après ma visite de la semaine,",
    ];

    private static readonly string[] Endings =
    [
        "Merci de me dire ce qui est prévu.", "Je souhaite une réponse écrite.", "Dans l'attente de vous lire.", "Merci de faire le nécessaire.", "Cordialement.",
        "J'aimerais comprendre pourquoi.",
    ];

    private static readonly Dictionary<string, (string, string)[]> Complaints = new()
    {
        ["accueil"] =
        [
            ("Accueil peu aimable", "la personne au guichet n'a pas levé les yeux et m'a montré une affiche du doigt."),
            ("Ton employé au guichet", "on m'a parlé sèchement alors que je demandais seulement quel formulaire remplir."),
            ("Aucun bonjour, aucune explication", "mon dossier a été repoussé sur le comptoir sans un mot."),
        ],
        ["attente"] =
        [
            ("Deux heures d'attente", "j'ai attendu plus de deux heures avec un ticket, alors que trois guichets sur cinq étaient fermés."),
            ("Attente malgré un rendez-vous", "mon rendez-vous était à dix heures et j'ai été reçu à onze heures vingt."),
            ("File sans information", "rien n'indiquait combien de personnes passaient avant moi ni le temps restant."),
            ("Fermeture avant mon tour", "après une longue attente, on nous a dit de revenir un autre jour."),
        ],
        ["horaires"] =
        [
            ("Aucun créneau de rendez-vous", "le calendrier n'affiche aucune place depuis trois semaines."),
            ("Horaires impossibles pour qui travaille", "les guichets ferment à l'heure où je quitte mon travail."),
            ("Rendez-vous annulé la veille", "l'annulation est arrivée la veille au soir, sans nouvelle date."),
        ],
        ["joignabilite"] =
        [
            ("Téléphone toujours occupé", "j'ai appelé onze fois en deux jours sans jamais avoir quelqu'un."),
            ("Serveur vocal sans issue", "après quatre choix au clavier, l'appel se coupe."),
            ("Personne ne rappelle", "on m'avait dit qu'un agent rappellerait sous quarante-huit heures."),
        ],
        ["absence-reponse"] =
        [
            ("Courrier resté sans réponse", "mon courrier d'il y a deux mois n'a reçu aucune réponse."),
            ("Relance sans suite", "c'est ma troisième relance et je ne sais toujours pas si mon message a été lu."),
        ],
        ["delai-dossier"] =
        [
            ("Dossier en attente depuis des mois", "mon dossier est complet depuis quatre mois et son état n'a pas changé."),
            ("Titre toujours pas disponible", "le délai annoncé était de six semaines, il s'en est passé onze."),
            ("Renouvellement demandé à temps", "j'ai déposé ma demande bien avant l'échéance et mon titre va expirer."),
        ],
        ["information"] =
        [
            ("Renseignements contradictoires", "le site demande trois pièces, le guichet cinq."),
            ("Affichage périmé", "l'affiche de l'entrée donne les anciens horaires."),
            ("Page introuvable", "le lien indiqué sur la convocation ne mène à rien."),
        ],
        ["orientation"] =
        [
            ("Baladé d'un service à l'autre", "trois guichets m'ont indiqué chacun le suivant."),
            ("Mauvais service indiqué", "on m'a fait prendre rendez-vous à la préfecture pour une démarche de mairie."),
        ],
        ["decision"] =
        [
            ("Refus que je ne comprends pas", "ma demande a été refusée sans que le motif soit précis."),
            ("Décision à revoir", "il me semble qu'une pièce de mon dossier n'a pas été prise en compte."),
        ],
        ["erreur-titre"] =
        [
            ("Erreur sur mon titre", "ma date de naissance est fausse sur le document remis."),
            ("Prénom mal orthographié", "l'orthographe n'est pas celle de l'acte que j'ai fourni."),
        ],
        ["pieces"] =
        [
            ("Pièce demandée deux fois", "on me réclame un justificatif que j'ai déjà remis."),
            ("Liste de pièces incomplète", "une pièce absente de la liste m'a été demandée au guichet."),
        ],
        ["demarche-en-ligne"] =
        [
            ("Téléversement impossible", "le site refuse mon fichier sans dire pourquoi."),
            ("Compte bloqué", "je ne reçois pas le code de connexion et ne peux pas terminer ma demande."),
        ],
        ["accessibilite"] =
        [
            ("Accès en fauteuil", "la porte automatique était en panne et la rampe encombrée."),
            ("Boucle magnétique éteinte", "l'appareil pour malentendants ne fonctionnait pas au guichet."),
        ],
        ["confidentialite"] =
        [
            ("Conversation entendue de tous", "j'ai dû donner ma situation à voix haute devant la file."),
            ("Dossier visible", "le dossier d'une autre personne était ouvert sur le comptoir."),
        ],
        ["locaux"] =
        [
            ("Pas assez de sièges", "des personnes âgées attendaient debout."),
            ("Salle surchauffée", "il faisait très chaud et la fontaine à eau était vide."),
            ("Toilettes fermées", "elles étaient fermées sans indication."),
        ],
        ["discrimination"] =
        [
            ("Traitement différent", "j'ai eu le sentiment d'être traité autrement que la personne précédente, pour la même demande."),
        ],
        ["donnees-personnelles"] =
        [
            ("Données d'une autre personne", "j'ai reçu un courrier qui concernait quelqu'un d'autre."),
            ("Rectification de mes coordonnées", "mon ancienne adresse reste dans votre fichier malgré ma demande."),
        ],
        ["autre"] =
        [
            ("Stationnement", "le parc de stationnement était fermé un jour d'ouverture."),
            ("Photocopieuse en panne", "j'ai dû ressortir pour une copie et reprendre la file."),
        ],
    };

    private static readonly Dictionary<string, (string, string)[]> Suggestions = new()
    {
        ["attente"] = [("Afficher le temps d'attente", "Un écran avec le temps d'attente éviterait bien des questions au guichet."), ("Une file pour les retraits", "Un guichet réservé aux retraits ferait gagner du temps à tous.")],
        ["horaires"] = [("Ouvrir un soir par semaine", "Une ouverture jusqu'à dix-neuf heures le jeudi aiderait ceux qui travaillent."), ("Libérer les rendez-vous annulés", "Les créneaux annulés pourraient être remis en ligne aussitôt.")],
        ["joignabilite"] = [("Proposer d'être rappelé", "Laisser son numéro plutôt que d'attendre en ligne serait utile.")],
        ["information"] = [("Une liste de pièces par démarche", "Une fiche unique, la même sur le site et au guichet, éviterait des allers-retours."), ("Des modèles remplis", "Un exemple de formulaire rempli, affiché dans le hall, aiderait beaucoup.")],
        ["locaux"] = [("Des sièges de plus", "Quelques sièges près des guichets, surtout le matin."), ("Un coin pour les enfants", "Une petite table et des feuilles suffiraient.")],
        ["demarche-en-ligne"] = [("Un poste accompagné", "Un ordinateur avec l'aide d'un agent, deux matins par semaine, pour ceux qui n'en ont pas.")],
        ["accessibilite"] = [("Signaler l'entrée de plain-pied", "Un panneau dès la grille indiquerait l'entrée sans marches.")],
    };

    private static readonly (string, string)[] AnySuggestion =
    [
        ("Un plan du hall", "Un plan des guichets à l'entrée aiderait à se diriger."), ("Annoncer les fermetures", "Les fermetures exceptionnelles pourraient être annoncées une semaine avant."),
        ("Accuser réception du dépôt", "Un reçu au moment du dépôt rassurerait."), ("Traduire les affiches", "Les affiches principales pourraient exister en deux ou trois langues."),
    ];

    private static readonly (string, string)[] Thanks =
    [
        ("Merci à l'équipe du guichet", "Reçu en dix minutes, avec le sourire et une explication claire. Merci."), ("Un agent très patient", "Mon dossier était compliqué ; l'agent a pris le temps de tout reprendre."),
        ("Accueil remarquable", "Accueil attentif de ma mère, qui se déplace avec peine. Merci à toute l'équipe."), ("Démarche réglée en une fois", "Tout était prêt le jour dit, bravo."),
    ];

    private static readonly (string, string)[] Answers =
    [
        ("Réponse à votre réclamation", "Nous avons vérifié ce que vous décrivez. Un guichet de plus est ouvert depuis ce mois-ci aux heures les plus chargées."),
        ("Suite donnée à votre message", "Vous aviez raison : l'information affichée était ancienne. Elle a été remplacée le jour même."),
        ("Réponse à votre message", "Votre dossier a été repris. La décision vous parviendra par la voie habituelle ; la règle appliquée est rappelée ci-dessous."),
        ("Votre réclamation", "Nous regrettons l'attente que vous avez connue ce jour-là, due à une panne du distributeur de tickets. Il a été remplacé."),
        ("Examen de votre demande", "Après examen, la règle a été appliquée comme elle devait l'être. Nous en détaillons les raisons ci-dessous."),
        ("Votre message du mois", "Votre remarque a été présentée à l'équipe, qui en tient compte dans l'organisation de l'accueil."),
    ];

    private static readonly string[] Holdings =
    [
        "Votre demande est à l'étude auprès du service compétent.", "Une vérification est en cours dans nos archives.", "Nous attendons l'avis d'un autre service pour vous répondre.",
    ];

    private static readonly string[] Asked =
    [
        "Quel était le jour de votre visite ?", "Pouvez-vous nous indiquer le numéro de votre dossier ?", "À quel guichet avez-vous été reçu, et vers quelle heure ?",
    ];

    private static readonly string[] Comments =
    [
        "Merci de prévoir davantage de sièges.", "Personnel aimable.", "Trop d'attente le matin.", "Explications très claires.", "Le distributeur de tickets était en panne.",
        "Difficile de trouver le bon guichet.", "Reçu à l'heure, merci.", "Il manque un point d'eau.",
    ];
}
