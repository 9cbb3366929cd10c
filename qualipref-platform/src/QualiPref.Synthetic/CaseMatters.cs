namespace QualiPref.Synthetic;

/// <summary>What the cases are about, subject and matter, in words invented for the demonstration: nobody is named, and no place but the counter.</summary>
internal static class CaseMatters
{
    /// <summary>By motive; each matter begins in lower case, to follow a salutation.</summary>
    public static readonly Dictionary<string, (string Subject, string Matter)[]> Complaints = new()
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
            ("Toilettes fermées", "les toilettes étaient fermées sans indication."),
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

    /// <summary>By motive, as whole texts.</summary>
    public static readonly Dictionary<string, (string Subject, string Text)[]> Suggestions = new()
    {
        ["accueil"] = [("Un badge pour les agents", "Un badge avec le prénom de l'agent rendrait l'échange plus simple.")],
        ["attente"] =
        [
            ("Afficher le temps d'attente", "Un écran avec le temps d'attente éviterait bien des questions au guichet."),
            ("Une file pour les retraits", "Un guichet réservé aux retraits ferait gagner du temps à tous."),
        ],
        ["horaires"] =
        [
            ("Ouvrir un soir par semaine", "Une ouverture jusqu'à dix-neuf heures le jeudi aiderait ceux qui travaillent."),
            ("Libérer les rendez-vous annulés", "Les créneaux annulés pourraient être remis en ligne aussitôt."),
            ("Annoncer les fermetures", "Les fermetures exceptionnelles pourraient être annoncées une semaine avant."),
        ],
        ["joignabilite"] = [("Proposer d'être rappelé", "Laisser son numéro plutôt que d'attendre en ligne serait utile.")],
        ["absence-reponse"] = [("Annoncer un délai de réponse", "Un message automatique avec le délai de réponse éviterait les relances.")],
        ["delai-dossier"] =
        [
            ("Suivre son dossier", "Une page où l'on voit l'étape atteinte par son dossier rassurerait."),
            ("Un reçu au dépôt", "Un reçu au moment du dépôt, avec le délai habituel, serait bienvenu."),
        ],
        ["information"] =
        [
            ("Une liste de pièces par démarche", "Une fiche unique, la même sur le site et au guichet, éviterait des allers-retours."),
            ("Des modèles remplis", "Un exemple de formulaire rempli, affiché dans le hall, aiderait beaucoup."),
            ("Traduire les affiches", "Les affiches principales pourraient exister en deux ou trois langues."),
        ],
        ["orientation"] = [("Un plan du hall", "Un plan des guichets à l'entrée aiderait à se diriger.")],
        ["decision"] = [("Expliquer les refus", "Quelques phrases simples sur les raisons d'un refus éviteraient bien des démarches.")],
        ["erreur-titre"] = [("Relire avant l'envoi", "Relire les noms et les dates avec la personne avant l'envoi éviterait des erreurs.")],
        ["pieces"] = [("Ne demander qu'une fois", "Une pièce déjà remise pourrait être reprise d'une démarche à l'autre.")],
        ["demarche-en-ligne"] = [("Un poste accompagné", "Un ordinateur avec l'aide d'un agent, deux matins par semaine, rendrait service à ceux qui n'en ont pas.")],
        ["accessibilite"] = [("Signaler l'entrée de plain-pied", "Un panneau dès la grille indiquerait l'entrée sans marches.")],
        ["confidentialite"] = [("Une ligne de discrétion", "Une ligne au sol devant chaque guichet garderait la file à distance.")],
        ["locaux"] =
        [
            ("Des sièges de plus", "Quelques sièges près des guichets seraient utiles, surtout le matin."),
            ("Un coin pour les enfants", "Une petite table et des feuilles suffiraient."),
        ],
        ["discrimination"] = [("Dire à qui s'adresser", "Une affiche pourrait dire à qui s'adresser quand on se sent traité autrement que les autres.")],
        ["donnees-personnelles"] = [("Changer d'adresse en ligne", "Un formulaire en ligne pour corriger ses coordonnées éviterait un courrier.")],
        ["autre"] = [("Un abri pour les vélos", "Un abri pour les vélos près de l'entrée serait apprécié.")],
    };

    /// <summary>By motive, as whole texts.</summary>
    public static readonly Dictionary<string, (string Subject, string Text)[]> Thanks = new()
    {
        ["accueil"] =
        [
            ("Merci à l'équipe du guichet", "Une explication claire et le sourire en plus. Merci."),
            ("Un agent très patient", "Mon dossier était compliqué ; l'agent a pris le temps de tout reprendre."),
            ("Accueil remarquable", "Accueil attentif de ma mère, qui se déplace avec peine. Merci à toute l'équipe."),
        ],
        ["attente"] = [("Reçu sans attendre", "Reçu en dix minutes un jour de grande affluence, bravo.")],
        ["information"] = [("Une fiche bien faite", "La fiche remise à l'accueil disait tout, rien ne manquait à mon dossier. Merci.")],
        ["delai-dossier"] = [("Démarche réglée en une fois", "Tout était prêt le jour dit, bravo.")],
    };

    /// <summary>What another body pays.</summary>
    public static readonly (string Subject, string Matter)[] Allowances =
    [
        ("Allocation logement interrompue", "mon allocation logement n'est plus versée depuis deux mois et je ne sais pas quel document manque."),
        ("Calcul de la prime d'activité", "le montant de ma prime d'activité a changé sans que je comprenne le calcul."),
        ("Naissance non prise en compte", "j'ai déclaré la naissance de mon enfant et mes allocations n'ont pas été revues."),
    ];

    /// <summary>What is the town hall's.</summary>
    public static readonly (string Subject, string Matter)[] OfTheTown =
    [
        ("Éclairage de ma rue", "les lampadaires de ma rue sont éteints depuis une semaine."),
        ("Collecte des déchets", "les bacs de mon immeuble n'ont pas été vidés depuis dix jours."),
        ("Place en crèche", "je n'ai pas de réponse à ma demande de place en crèche."),
    ];

    /// <summary>What somebody wants to sell.</summary>
    public static readonly (string Subject, string Text)[] Canvassing =
    [
        ("Offre de fournitures de bureau", "Notre société propose aux administrations des fournitures à tarif réduit. Demandez notre catalogue."),
        ("Entretien de vos locaux", "Nous assurons le nettoyage de salles d'accueil. Nous serions heureux de vous remettre un devis."),
        ("Référencement de votre site", "Votre site pourrait être mieux placé dans les moteurs de recherche. Contactez-nous pour un audit gratuit."),
    ];
}
