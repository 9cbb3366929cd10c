namespace QualiPref.Portal.Shell;

/// <summary>The menu beside a page: the views of its area, or the parts of a long page.</summary>
/// <param name="Label">What it leads to, for who hears it and for the link to it from the top of a narrow page.</param>
/// <param name="Groups">Its groups, each with a heading.</param>
internal sealed record SideMenu(string Label, params IReadOnlyList<SideGroup> Groups)
{
    /// <summary>The pages around reports.</summary>
    /// <param name="here">Address of the page that is shown.</param>
    public static SideGroup Reports(string here) => new("Bilans",
    [
        Link("/bilans", "Bilans ouverts", here) with { Icon = "list" },
        Link("/bilans/editions", "Éditions arrêtées", here) with { Icon = "lock" },
    ]);

    /// <summary>The pages that say whether everything received is counted.</summary>
    public static SideMenu Balance(string here) => new("Reçu et compté", new SideGroup("Reçu et compté",
    [
        Link("/equilibre", "L'équilibre", here),
        Link("/equilibre/reponses", "Réponses à vérifier", here),
    ]));

    /// <summary>The pages of standard letters.</summary>
    public static SideMenu Letters(string here) => new("Pages des courriers types", new SideGroup("Courriers types",
    [
        Link("/courriers-types", "Courriers types", here),
        Link("/courriers-types/modifier", "Écrire un courrier type", here),
        Link("/reclamations", "Réclamations", here),
    ]));

    /// <summary>The pages of what is held of persons, and for how long.</summary>
    public static SideGroup Privacy(string? here) => new("Données personnelles",
    [
        Link("/confidentialite", "Demande d'une personne", here ?? ""),
        Link("/confidentialite/conservation", "Durées de conservation", here ?? ""),
    ]);

    /// <summary>The pages of what comes on paper, and of what asks for answers.</summary>
    public static SideMenu Typing(string here) => new("Pages de la saisie", new SideGroup("Saisie",
    [
        Link("/saisie", "Fiche de réclamation", here),
        Link("/saisie/serie", "Réclamations en série", here),
        Link("/saisie/fiches", "Fiches de satisfaction", here),
        Link("/saisie/import", "Importer un fichier", here),
        Link("/affiches", "Affiches et QR codes", here),
    ]));

    /// <summary>The pages of what people wrote, of how answers came and of what is asked, for those who act on them.</summary>
    public static SideMenu Comments(string here) => new("Pages des avis", new SideGroup("Avis reçus",
    [
        Link("/avis-recus", "Avis reçus", here),
        Link("/avis-recus/themes", "Thèmes des avis", here),
        Link("/bornes/rafales", "Réponses en rafale", here),
    ]), new SideGroup("Enquêtes",
    [
        Link("/questionnaires", "Questionnaires", here),
        Link("/questionnaires/vagues", "Vagues d'enquête", here),
    ]));

    /// <summary>The pages of who works here and of what they may do.</summary>
    public static SideMenu Access(string here) => new("Pages des accès", new SideGroup("Accès",
    [
        Link("/acces", "Personnes", here),
        Link("/acces?etat=waiting", "En attente d'une décision", here),
        Link("/acces/invitation", "Inviter quelqu'un", here),
        Link("/acces/sessions", "Sessions ouvertes", here),
    ]));

    /// <summary>The pages of who runs the system.</summary>
    public static SideMenu Operation(string here) => new("Pages de l'exploitation", new SideGroup("Exploitation",
    [
        Link("/exploitation/anomalies", "À décider", here),
        Link("/exploitation/anomalies?vue=renoncements", "Renoncements", here),
        Link("/exploitation/journal", "Journal", here),
    ]));

    private static SideLink Link(string address, string text, string here) => new(address, text) { IsHere = address == here };
}

/// <summary>Links of a menu under one heading.</summary>
internal sealed record SideGroup(string Title, IEnumerable<SideLink> Links);

/// <summary>One entry of a menu.</summary>
internal sealed record SideLink(string Address, string Text)
{
    /// <summary>It is what is shown.</summary>
    public bool IsHere { get; init; }

    /// <summary>Name of its picture, if it has one.</summary>
    public string? Icon { get; init; }

    /// <summary>How many things it leads to, where that is known.</summary>
    public long? Number { get; init; }

    /// <summary>Whether what it leads to is late.</summary>
    public bool IsLate { get; init; }
}
