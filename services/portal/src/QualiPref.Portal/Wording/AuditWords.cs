using System.Globalization;
using QualiPref.Platform.Auditing;
using QualiPref.Portal.Access;

namespace QualiPref.Portal.Wording;

/// <summary>The codes of the audit logs in words; one without words is shown as it is.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<string, string> Acts = new()
    {
        ["audit.search"] = "Recherche dans ce journal",
        ["audit.chain"] = "Lecture de la chaîne pour la vérifier",
        ["session.open"] = "Connexion",
        ["session.end"] = "Fin de session",
        ["session.refused"] = "Connexion refusée",
        ["person.list"] = "Liste des personnes consultée",
        ["person.read"] = "Fiche d'une personne consultée",
        ["person.admit"] = "Premier accès ouvert",
        ["case.list"] = "Liste de réclamations consultée",
        ["case.attachment"] = "Pièce jointe d'un dossier consultée",
        ["case.document"] = "Dossier entier consulté en PDF",
        ["case.read"] = "Dossier consulté",
        ["person.find"] = "Dossiers d'une personne recherchés",
        ["person.export"] = "Données d'une personne remises",
        ["retention.run"] = "Élimination décidée à la fin de la durée de conservation",
        ["letter.write"] = "Courrier écrit",
        ["letter.takeBack"] = "Courrier repris avant son départ",
        ["letter.sendAgain"] = "Nouvel envoi d'un courrier",
        ["letter.bounced"] = "Retour d'un courriel noté",
        ["letter.returned"] = "Retour d'un courrier noté",
        ["case.check"] = "Vérification d'un dossier notée",
        ["case.procedure"] = "Autre procédure d'un dossier notée",
        ["case.samePerson"] = "Autres dossiers d'une personne consultés",
        ["case.readMessage"] = "Message de la personne lu",
        ["case.readReview"] = "Avis de la personne lu",
        ["case.settlePromise"] = "Suite d'un engagement notée",
        ["letter.handed"] = "Remise d'un courrier notée",
        ["case.print"] = "Courrier mis à l'impression",
        ["case.printed"] = "Courriers imprimés consultés",
        ["case.post"] = "Courrier remis à la poste",
        ["case.letterPreview"] = "Courrier type rempli avec un dossier",
        ["letterTemplate.submit"] = "Courrier type soumis au comité",
        ["letterTemplate.validate"] = "Validation d'un courrier type notée",
        ["letterTemplate.withdraw"] = "Version d'un courrier type retirée",
        ["response.list"] = "Liste de réponses consultée",
        ["response.void"] = "Réponse retirée des chiffres",
        ["response.accept"] = "Réponse acceptée",
        ["response.discard"] = "Réponse refusée",
        ["response.import"] = "Réponses reprises d'un fichier",
        ["comment.list"] = "Liste d'avis consultée",
        ["comment.read"] = "Avis consulté",
        ["comment.markRead"] = "Avis marqué comme lu",
        ["comment.sort"] = "Thèmes d'un avis changés",
        ["comment.reply"] = "Réponse publique à un avis",
        ["comment.withdrawReply"] = "Retrait d'une réponse publique à un avis",
        ["comment.quote"] = "Avis à citer ou non dans le dossier",
        ["comment.passOn"] = "Avis enregistré comme suggestion",
        ["comment.erase"] = "Texte d'un avis effacé",
        ["comment.eraseByRule"] = "Textes d'avis effacés à la fin de leur durée de conservation",
        ["comment.writeThemes"] = "Liste des thèmes changée",
        ["slip.withdraw"] = "Fiche retirée pendant sa saisie",
        ["slip.settle"] = "Fiche corrigée après sa seconde saisie",
        ["measurement.correct"] = "Mesure corrigée",
        ["measurement.import"] = "Mesures corrigées par un fichier",
        ["kiosk.create"] = "Borne créée",
        ["kiosk.renewCode"] = "Code d'installation remis",
        ["kiosk.changePin"] = "Code des agents d'une borne changé",
        ["kiosk.rename"] = "Borne renommée",
        ["kiosk.retire"] = "Borne mise hors service",
        ["kiosk.writeOff"] = "Réponses manquantes radiées",
        ["kiosk.import"] = "Fichier d'une borne repris",
        ["response.decide"] = "Réponse mise de côté, décidée avec d'autres",
        ["kiosk.revoke"] = "Accès d'une borne retiré",
        ["questionnaire.draft"] = "Brouillon de questionnaire enregistré",
        ["questionnaire.publish"] = "Questionnaire publié",
        ["questionnaire.withdraw"] = "Version de questionnaire retirée",
        ["wave.write"] = "Vague d'enquête déclarée ou modifiée",
        ["wave.end"] = "Vague d'enquête arrêtée",
        ["person.invite"] = "Personne invitée",
        ["person.grant"] = "Rôles d'une personne changés",
        ["person.absences"] = "Absences d'une personne changées",
        ["person.leave"] = "Accès d'une personne retirés",
        ["report.freeze"] = "Arrêt d'une édition demandé",
        ["freezing.retry"] = "Arrêt relancé",
        ["freezing.giveUp"] = "Renoncement à un arrêt",
        ["edition.store"] = "Édition arrêtée",
        ["edition.publish"] = "Édition publiée",
        ["figures.rebuild"] = "Chiffres recalculés",
        ["figures.resend"] = "Enregistrements redemandés",
        ["parked.retry"] = "Relance",
        ["parked.giveUp"] = "Renoncement",
        ["message.read"] = "Contenu d'un message consulté",
        ["message.mend"] = "Contenu corrigé",
    };

    /// <summary>The kinds of acts.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>
    {
        [AuditKinds.SignIn] = "Connexions",
        [AuditKinds.Read] = "Consultations de données personnelles",
        [AuditKinds.Correction] = "Corrections",
        [AuditKinds.Void] = "Retraits et refus",
        [AuditKinds.Decision] = "Autres décisions",
        [AuditKinds.Freeze] = "Arrêts d'éditions",
        [AuditKinds.Publication] = "Publications",
        [AuditKinds.Access] = "Accès",
        [AuditKinds.Operation] = "Exploitation",
    };

    /// <summary>What is searched: every service and the portal itself.</summary>
    public static IReadOnlyDictionary<string, string> Services { get; } = new Dictionary<string, string>(ParkedPlaces.Services) { ["portal"] = "portail" };

    /// <summary>Names the services whose log could not be read.</summary>
    public static string Away(IReadOnlyList<string> services) =>
        $"{(services.Count == 1 ? "Un service ne répond pas" : $"{services.Count} services ne répondent pas")}\u00A0: {string.Join(", ", services.Select(one => CaseWords.Of(Services, one)))}. "
        + "La page est incomplète\u00A0: actualisez-la dans quelques instants.";

    public static string Act(AuditItem item) => item.Act.Split('.') is ["case", var step] && CaseWords.Steps.TryGetValue(step, out var word)
        ? word
        : Acts.GetValueOrDefault(item.Act, item.Act);

    /// <summary>Who did it: a person by name where it is known, and for whom.</summary>
    public static string Actor(AuditActor by, Names names) => by.Kind switch
    {
        "person" when by.For is { } absent => $"{names.OrId(by.Id)}, au nom de {names.OrId(absent)}",
        "person" => names.OrId(by.Id),
        "provider" => "Fournisseur d'identité",
        "program" => $"Programme {by.Id}",
        "operator" => $"Exploitation, au nom de {by.Id}",
        "kiosk" => $"Borne {by.Id}",
        "service" => $"Service des {CaseWords.Of(ParkedPlaces.Services, by.Id)}",
        _ => "Inconnu",
    };

    /// <summary>What it was done to.</summary>
    public static string Subject(string service, AuditItem item, Names names) => item.On.Kind switch
    {
        "parked" when item.Details.GetValueOrDefault("place") is { } place => $"{Capital(ParkedPlaces.Of(service, place).One)}, {Ids(item)}",
        "parked" => $"Message {Ids(item)}",
        "case" when item.On.Ids.Count != 1 => FrenchText.Counted(item.On.Ids.Count, "dossier"),
        "response" when int.TryParse(item.Details.GetValueOrDefault("answers"), CultureInfo.InvariantCulture, out var imported) => FrenchText.Counted(imported, "réponse"),
        "response" when item.On.Ids.Count != 1 => FrenchText.Counted(item.On.Ids.Count, "réponse"),
        "measurement" when item.On.Ids.Count != 1 => FrenchText.Counted(item.On.Ids.Count, "mesure"),
        "comment" when item.Details.GetValueOrDefault("comments") is { } erased => $"{erased} avis",
        "comment" when item.On.Ids.Count != 1 => $"{item.On.Ids.Count} avis",
        "comment" => $"Avis {Ids(item)}",
        "case" => $"Dossier {Ids(item)}",
        "response" => $"Réponse {Ids(item)}",
        "measurement" => $"Mesure {Ids(item)}",
        "kiosk" => $"Borne {Ids(item)}",
        "draft" => $"Brouillon {Ids(item)}",
        "questionnaire" => $"Questionnaire {Ids(item)}",
        "wave" => $"Vague {Ids(item)}",
        "report" => $"Bilan {Ids(item)}",
        "edition" => $"Édition {Ids(item)}",
        "network" => $"Réseau {Ids(item)}",
        "person" when item.On.Ids.Count != 1 => FrenchText.Counted(item.On.Ids.Count, "personne"),
        "person" => names.OrId(item.On.Ids[0]),
        "slip" => $"Bordereau {Ids(item)}",
        "letterTemplate" => $"Courrier type {Ids(item)}",
        "session" => item.Details.GetValueOrDefault("reason") is { } reason ? $"Motif\u00A0: {reason}" : "Session",
        "audit" => $"Journal {(item.On.Ids[0] == "portal" ? "du" : "des")} {CaseWords.Of(Services, item.On.Ids[0])}",
        _ => $"{item.On.Kind} {Ids(item)}",
    };

    /// <summary>The page that shows it; null where none does.</summary>
    public static string? PageOf(AuditItem item) => (item.On.Kind, item.On.Ids) switch
    {
        ("case", [var id]) => $"/reclamations/{id}",
        ("draft", [var id]) => $"/questionnaires/{id}",
        ("report", [var id]) => $"/bilans/{id}",
        ("person", [var id]) => $"/acces/{id}",
        ("letterTemplate", [var code]) => $"/courriers-types/{code}",
        ("edition", [var id]) => $"/bilans/editions/{id}",
        _ => null,
    };

    /// <summary>What came of it; a dash where the entry was written with what it tells.</summary>
    public static string Outcome(AuditItem item) => (item.Details.GetValueOrDefault("outcome"), item.Kind) switch
    {
        ("onItsWay", _) => "Relancée",
        ("stillParked", _) => "Encore en défaut",
        ("notParked", _) => "N'était plus à l'écart",
        ("done", _) => "Fait",
        ("withdrawn", _) => "Retirée des chiffres",
        ("corrected", _) => "Remplacée par la réponse corrigée",
        ("stale", _) => "Refusé, une autre correction l'a devancé",
        ({ } other, _) => other,
        (null, AuditKinds.Operation) when item.On.Kind == "parked" => "Inconnue (échec, ou arrêt du service)",
        _ => "–",
    };

    private static string Ids(AuditItem item) => string.Join(", ", item.On.Ids);

    private static string Capital(string words) => char.ToUpper(words[0], FrenchText.Culture) + words[1..];
}
