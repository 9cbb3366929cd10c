namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>One call of the public contract. A new call is one more line in <see cref="All"/>.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">
/// Path and query; a name in braces is replaced: <c>{new}</c> by a fresh id, <c>{proven}</c> by one for which <c>{proof}</c> lets the public file, <c>{year}</c> by the year of the answers, the others by ids of things that exist
/// (<see cref="OwnThings"/>).
/// </param>
/// <param name="Role">Whose token opens it: a staff role, <c>kiosk</c>, <see cref="Session"/> for pages of staff, or null for the public.</param>
/// <param name="Body">A valid body: JSON, or a form for pages; names in braces as in the path.</param>
/// <param name="Weight">How often it is made, beside 10 for most; less for what costs the server more than an answer.</param>
internal sealed record PublicCall(string Method, string Path, string? Role, string? Body = null, int Weight = 10)
{
    private const string Answer = """{"site":"91-EVRY","questionnaire":"accueil-general","version":1,"channel":"CHANNEL","language":"fr","outcome":"complete","answeredAt":"{year}-06-17T10:12:08+02:00","answers":{"global":"satisfait","attente":"non-concerne","motif":"titres"},"comment":"Merci."}""";

    /// <summary>The pages of staff, by the session that all of them share.</summary>
    public const string Session = "session";

    /// <summary>The page that ends a session, by one that may end.</summary>
    public const string LeavingSession = "leaving session";

    private const string KioskAnswer = """{"site":"91-EVRY","questionnaire":"accueil-general","version":1,"channel":"kiosk","language":"ar","answeredAt":"{year}-06-17T10:12:08+02:00","kiosk":"{kiosk}","enrolment":1,"sequence":7,"clock":{"session":"{session}","elapsedMs":81234},"sentAt":"{now}","device":{"kiosk":"{kiosk}","enrolment":1,"sentAt":"{now}","clock":{"session":"{session}","elapsedMs":90000},"backlog":3,"appVersion":"1.2","battery":0.5},"answers":{"global":"peu-satisfait"}}""";

    private const string KioskBatch = """{"device":{"kiosk":"{kiosk}","enrolment":1,"sentAt":"{now}","clock":{"session":"{session}","elapsedMs":90000},"backlog":3},"items":[{"id":"{new}","site":"91-EVRY","questionnaire":"accueil-general","version":1,"channel":"kiosk","answeredAt":"{year}-06-17T10:12:08+02:00","sequence":8,"clock":{"session":"{session}","elapsedMs":81234},"answers":{"global":"satisfait"}},{"id":"{new}","site":"91-EVRY","questionnaire":"accueil-general","version":1,"channel":"kiosk","answeredAt":"{year}-06-18T10:12:08+02:00","outcome":"abandoned","sequence":9,"answers":{}}]}""";

    private const string Filing = """{"id":"{new}","site":"91-EVRY","kind":"complaint","channel":"CHANNEL","receivedOn":"{year}-06-17","subject":"Remarque","text":"Texte de démonstration.","motive":"attente","module":"accueil-general","contact":{"name":"Usager 1","email":"usager1@courriel.example","phone":"0100000000","postalAddress":"1 rue de l'Exemple","language":"fr"}}""";

    private const string Measurement = """{"indicator":"phone.lostCalls","site":"91-EVRY","month":"{year}-07","numerator":12,"denominator":340,"source":"Relevé du standard","comment":"Mois complet"}""";

    private const string FilingForm = "Form.Id={proven}&Form.Proof={proof}&Form.Site=91-EVRY&Form.Kind=complaint&Form.Motive=attente&Form.Subject=Remarque&Form.Text=Texte+de+d%C3%A9monstration&Form.Name=Usager+1&Form.Email=usager1%40courriel.example&Form.Phone=&Form.PostalAddress=";

    /// <summary>Every call of the contract and every page.</summary>
    public static IReadOnlyList<PublicCall> All { get; } =
    [
        new("GET", "/api/surveys/v1/questionnaires/accueil-general?version=1", null),
        new("PUT", "/api/surveys/v1/responses/{new}", "agent", Answer.Replace("CHANNEL", "paper", StringComparison.Ordinal), Weight: 60),
        new("PUT", "/api/surveys/v1/responses/{new}", null, Answer.Replace("CHANNEL", "web", StringComparison.Ordinal), Weight: 30),
        new("PUT", "/api/surveys/v1/responses/{new}", "kiosk", KioskAnswer, Weight: 40),
        new("POST", "/api/surveys/v1/responses/batch", "kiosk", KioskBatch, Weight: 40),
        new("POST", "/api/surveys/v1/responses/batch", "agent", $$"""{"items":[{"id":"{new}",{{Answer[1..].Replace("CHANNEL", "paper", StringComparison.Ordinal)}}]}""", Weight: 40),
        new("POST", "/api/surveys/v1/responses/{answer}/void", "quality", """{"reason":"Essai"}"""),
        new("POST", "/api/surveys/v1/responses/{answer}/accept", "quality", """{"reason":"Coupon retrouvé"}"""),
        new("POST", "/api/surveys/v1/responses/{answer}/discard", "quality", """{"reason":"Illisible"}"""),
        new("GET", "/api/surveys/v1/responses?site=91-EVRY&period={year}-06&kiosk={kiosk}&status=setAside&pageSize=5", "quality", Weight: 5),
        new("POST", "/api/surveys/v1/kiosks", "admin", """{"site":"91-ETAMPES","label":"Borne"}""", Weight: 5),
        new("GET", "/api/surveys/v1/kiosks?site=91-EVRY&pageSize=5", "admin", Weight: 3),
        new("POST", "/api/surveys/v1/kiosks/enrol", null, """{"code":"ABCD-EFGH-JKLM"}"""),
        new("POST", "/api/surveys/v1/kiosks/{new}/enrolment-code", "admin"),
        new("POST", "/api/surveys/v1/kiosks/{new}/revoke", "admin", """{"reason":"Essai"}""", Weight: 3),
        new("GET", "/api/surveys/v1/kiosks/{kiosk}/enrolment", "kiosk", Weight: 3),
        new("GET", "/api/surveys/v1/balance?site=91-EVRY&period={year}-06", "quality", Weight: 2),
        new("GET", "/api/surveys/v1/parked?givenUp=true", "admin", Weight: 1),
        new("POST", "/api/surveys/v1/parked/responses/{new}/retry", "admin", Weight: 1),
        new("POST", "/api/surveys/v1/parked/responses/{new}/give-up", "admin", """{"reason":"Essai"}""", Weight: 1),
        new("GET", "/api/surveys/v1/audit?kind=read&by=operator&on={new}&site=91-EVRY&from={year}-06-01T00:00:00Z&until={year}-07-01T00:00:00Z&pageSize=2", "admin", Weight: 1),
        new("GET", "/api/surveys/v1/audit/chain?from=1", "admin", Weight: 1),
        new("GET", "/api/surveys/v1/audit/head", "admin", Weight: 1),
        new("GET", "/api/surveys/v1/parked/messages/{new}/content?original=true", "admin", Weight: 1),
        new("PUT", "/api/surveys/v1/parked/messages/{new}/content", "admin", """{"content":"{}","isBase64":false,"contentType":"application/json","reason":"Essai"}""", Weight: 1),
        new("GET", "/api/surveys/v1/openapi.json", null, Weight: 1),

        new("POST", "/api/complaints/v1/complaints", "agent", Filing.Replace("CHANNEL", "letter", StringComparison.Ordinal), Weight: 40),
        new("POST", "/api/complaints/v1/complaints", null, $$"""{"proof":"{proof}",{{Filing[1..].Replace("CHANNEL", "web", StringComparison.Ordinal).Replace("{new}", "{proven}", StringComparison.Ordinal)}}""", Weight: 20),
        new("POST", "/api/complaints/v1/filing-proofs", null, """{"id":"{new}"}"""),
        new("POST", "/api/complaints/v1/complaints", "kiosk", Filing.Replace("CHANNEL", "kiosk", StringComparison.Ordinal)),
        new("GET", "/api/complaints/v1/tracking/{tracking}", null),
        new("GET", "/api/complaints/v1/complaints?site=91-EVRY&status=received&assignee=x&motive=attente&overdue=true&dueBefore={year}-09-01&q=Remarque&pageSize=5", "handler", Weight: 5),
        new("GET", "/api/complaints/v1/complaints/{case}", "handler"),
        new("GET", "/api/complaints/v1/complaints/{case}/deadline", "handler"),
        new("POST", "/api/complaints/v1/complaints/{case}/acknowledge", "handler", """{"occurredOn":"{year}-06-18"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/qualify", "handler", """{"motive":"accueil","module":"accueil-general","gravity":"haute","founded":true,"occurredOn":"{year}-06-18"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/assign", "handler", """{"assignee":"0199f000-5e7d-7000-8000-000000000003"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/request-information", "handler", """{"text":"Quel jour ?"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/resume", "handler", "{}"),
        new("POST", "/api/complaints/v1/complaints/{case}/hold", "handler", """{"text":"En cours d'examen.","newDate":"2031-01-01"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/answer", "handler", """{"subject":"Réponse","body":"Texte.","occurredOn":"{year}-07-20","lateReason":"Congés"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/close", "handler", """{"outcome":"outOfScope"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/reopen", "handler", """{"reason":"Contestation"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/transfer", "handler", """{"to":"Un autre organisme","reason":"Compétence"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/merge", "handler", """{"into":"{new}","reason":"Doublon"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/unmerge", "handler", """{"reason":"Deux démarches"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/reject", "handler", """{"reason":"Injures"}"""),
        new("POST", "/api/complaints/v1/complaints/{case}/correct", "handler", """{"receivedOn":"{year}-06-10","channel":"phone","kind":"suggestion","site":"91-PALAISEAU","reason":"Saisie"}"""),
        new("GET", "/api/portal/v1/persons?state=invited", "admin", Weight: 1),
        new("POST", "/api/portal/v1/persons", "admin", """{"name":"Personne 1","email":"personne1@courriel.example","grants":[{"role":"agent","site":"91-EVRY"},{"role":"handler","network":"essonne"}]}""", Weight: 3),
        new("GET", "/api/portal/v1/persons/{new}", "admin", Weight: 1),
        new("PUT", "/api/portal/v1/persons/{new}/grants", "admin", """{"grants":[{"role":"quality","site":"*"}]}""", Weight: 3),
        new("PUT", "/api/portal/v1/persons/{new}/absences", "admin", """{"absences":[{"from":"{year}-07-01","to":"{year}-07-15","standIn":"{new}"}]}""", Weight: 3),
        new("POST", "/api/portal/v1/persons/{new}/leave", "admin", Weight: 1),
        new("GET", "/api/portal/v1/assignees?site=91-EVRY", "handler", Weight: 1),
        new("GET", "/api/complaints/v1/working-days?zone=martinique&from=2026-05-13&days=15", null),
        new("GET", "/api/complaints/v1/letter-templates", "handler", Weight: 1),
        new("PUT", "/api/complaints/v1/letter-templates/attente", "quality", """{"label":"Attente","subject":"Votre remarque","body":"Bonjour,"}"""),
        new("GET", "/api/complaints/v1/balance?site=91-EVRY&period={year}-06", "quality", Weight: 2),
        new("GET", "/api/complaints/v1/parked?givenUp=true", "admin", Weight: 1),
        new("POST", "/api/complaints/v1/parked/cases/{new}/retry", "admin", Weight: 1),
        new("POST", "/api/complaints/v1/parked/cases/{new}/give-up", "admin", """{"reason":"Essai"}""", Weight: 1),
        new("GET", "/api/complaints/v1/audit?kind=read&by=operator&on={new}&site=91-EVRY&from={year}-06-01T00:00:00Z&until={year}-07-01T00:00:00Z&pageSize=2", "admin", Weight: 1),
        new("GET", "/api/complaints/v1/audit/chain?from=1", "admin", Weight: 1),
        new("GET", "/api/complaints/v1/audit/head", "admin", Weight: 1),
        new("GET", "/api/complaints/v1/parked/messages/{new}/content?original=true", "admin", Weight: 1),
        new("PUT", "/api/complaints/v1/parked/messages/{new}/content", "admin", """{"content":"{}","isBase64":false,"contentType":"application/json","reason":"Essai"}""", Weight: 1),
        new("GET", "/api/complaints/v1/openapi.json", null, Weight: 1),

        new("GET", "/api/indicators/v1/catalogue", null, Weight: 2),
        new("GET", "/api/indicators/v1/definitions", null, Weight: 2),
        new("GET", "/api/indicators/v1/figures?network=essonne&period={year}-06&indicator=complaints.received&by=channel,motive&compareTo={year}-05&asOf={year}-12-31&pageSize=20", "quality", Weight: 6),
        new("GET", "/api/indicators/v1/figures/{figure}/sources?pageSize=5", "quality"),
        new("PUT", "/api/indicators/v1/measurements/{new}", "quality", Measurement),
        new("GET", "/api/indicators/v1/measurements/{new}", "quality"),
        new("POST", "/api/indicators/v1/measurements/import", "quality", "indicator,site,month,numerator,denominator,source,comment\nphone.lostCalls,91-EVRY,{year}-08,12,340,Standard,\n"),
        new("GET", "/api/indicators/v1/balance?network=essonne&period={year}-06", "quality", Weight: 2),
        new("POST", "/api/indicators/v1/rebuild?network=lot-et-garonne&period={year}-01", "admin", Weight: 1),
        new("POST", "/api/indicators/v1/resend?network=lot-et-garonne&period={year}-01&overrules=true", "admin", Weight: 1),
        new("GET", "/api/indicators/v1/operations/{new}", "quality"),
        new("GET", "/api/indicators/v1/cells/versions?network=essonne&period={year}", "quality", Weight: 3),
        new("GET", "/api/indicators/v1/cells?site=91-EVRY&month={year}-06", "quality", Weight: 3),
        new("GET", "/api/indicators/v1/cuts/{new}", "quality", Weight: 3),
        new("GET", "/api/indicators/v1/cuts/{new}/parts/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "quality", Weight: 3),
        new("POST", "/api/indicators/v1/cuts/{new}/parts/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855/verify", "quality", Weight: 3),
        new("GET", "/api/indicators/v1/cuts/{new}/differences?to={new}", "quality", Weight: 3),
        new("GET", "/api/indicators/v1/parked?givenUp=true", "admin", Weight: 1),
        new("POST", "/api/indicators/v1/parked/facts/surveys:{new}:1/retry", "admin", Weight: 1),
        new("POST", "/api/indicators/v1/parked/facts/surveys:{new}:1/give-up", "admin", """{"reason":"Essai"}""", Weight: 1),
        new("GET", "/api/indicators/v1/audit?kind=read&by=operator&on={new}&site=91-EVRY&from={year}-06-01T00:00:00Z&until={year}-07-01T00:00:00Z&pageSize=2", "admin", Weight: 1),
        new("GET", "/api/indicators/v1/audit/chain?from=1", "admin", Weight: 1),
        new("GET", "/api/indicators/v1/audit/head", "admin", Weight: 1),
        new("GET", "/api/indicators/v1/parked/messages/{new}/content?original=true", "admin", Weight: 1),
        new("PUT", "/api/indicators/v1/parked/messages/{new}/content", "admin", """{"content":"{}","isBase64":false,"contentType":"application/json","reason":"Essai"}""", Weight: 1),
        new("GET", "/api/indicators/v1/openapi.json", null, Weight: 1),

        new("POST", "/api/reporting/v1/reports", "quality", """{"network":"lot-et-garonne","period":"{year}","title":"Essai"}""", Weight: 3),
        new("GET", "/api/reporting/v1/reports?pageSize=3", "quality", Weight: 3),
        new("GET", "/api/reporting/v1/reports/{report}", "quality", Weight: 2),
        new("GET", "/api/reporting/v1/reports/{report}/document?format=json&audience=members", "quality", Weight: 2),
        new("POST", "/api/reporting/v1/reports/{small}/freeze", "quality", """{"declared":[{"source":"surveys","site":"47-AGEN","month":"{year}-02","pending":3,"reason":"Borne en panne"}],"asOf":"{year}-12-31"}""", Weight: 2),
        new("POST", "/api/reporting/v1/reports/{new}/freeze", "quality", "{}", Weight: 3),
        new("POST", "/api/reporting/v1/reports/{small}/freezing/retry", "quality", Weight: 1),
        new("POST", "/api/reporting/v1/reports/{small}/freezing/give-up", "quality", """{"reason":"Essai"}""", Weight: 1),
        new("GET", "/api/reporting/v1/operations/{new}", "quality"),
        new("GET", "/api/reporting/v1/editions?pageSize=3", "quality", Weight: 3),
        new("GET", "/api/reporting/v1/editions/{edition}", "quality", Weight: 3),
        new("GET", "/api/reporting/v1/editions/{edition}/manifest", "quality", Weight: 3),
        new("POST", "/api/reporting/v1/editions/{edition}/verify", "quality", Weight: 2),
        new("POST", "/api/reporting/v1/editions/{edition}/publish", "quality", """{"reason":"Comité du 26 mars"}""", Weight: 3),
        new("GET", "/api/reporting/v1/editions/{edition}/differences?to={edition}&pageSize=5", "quality", Weight: 2),
        new("GET", "/api/reporting/v1/editions/{edition}/document?format=html&audience=public", null, Weight: 2),
        new("GET", "/api/reporting/v1/parked?givenUp=true", "admin", Weight: 1),
        new("POST", "/api/reporting/v1/parked/reports/{new}/retry", "admin", Weight: 1),
        new("POST", "/api/reporting/v1/parked/reports/{new}/give-up", "admin", """{"reason":"Essai"}""", Weight: 1),
        new("GET", "/api/reporting/v1/audit?kind=read&by=operator&on={new}&site=91-EVRY&from={year}-06-01T00:00:00Z&until={year}-07-01T00:00:00Z&pageSize=2", "admin", Weight: 1),
        new("GET", "/api/reporting/v1/audit/chain?from=1", "admin", Weight: 1),
        new("GET", "/api/reporting/v1/audit/head", "admin", Weight: 1),
        new("GET", "/api/reporting/v1/parked/messages/{new}/content?original=true", "admin", Weight: 1),
        new("PUT", "/api/reporting/v1/parked/messages/{new}/content", "admin", """{"content":"{}","isBase64":false,"contentType":"application/json","reason":"Essai"}""", Weight: 1),
        new("GET", "/api/reporting/v1/openapi.json", null, Weight: 1),

        new("GET", "/api/portal/v1/audit?kind=read&by=operator&on={new}&site=91-EVRY&from={year}-06-01T00:00:00Z&until={year}-07-01T00:00:00Z&pageSize=2", "admin", Weight: 1),
        new("GET", "/api/portal/v1/audit/chain?from=1", "admin", Weight: 1),
        new("GET", "/api/portal/v1/audit/head", "admin", Weight: 1),
        new("POST", "/api/portal/v1/browser-reports", null, """{"csp-report":{"document-uri":"https://accueil.example/suivi","effective-directive":"script-src-elem","blocked-uri":"inline"}}""", Weight: 1),
        new("GET", "/alive", null, Weight: 1),
        new("GET", "/ready", null, Weight: 1),
        new("GET", "/health", null, Weight: 1),

        new("GET", "/", null, Weight: 1),
        new("GET", "/Index", null, Weight: 1),
        new("GET", "/accessibilite", null, Weight: 1),
        new("GET", "/contact", null, Weight: 1),
        new("GET", "/donnees-personnelles", null, Weight: 1),
        new("GET", "/mentions-legales", null, Weight: 1),
        new("GET", "/plan-du-site", null, Weight: 1),
        new("GET", "/api", null, Weight: 1),
        new("GET", "/reference-api", null, Weight: 1),
        new("GET", "/borne?site=91-EVRY&questionnaire=accueil-general", null, Weight: 1),
        new("GET", "/erreur?code=404", null, Weight: 2),
        new("GET", "/acces-refuse?retour=/saisie", null, Weight: 1),
        new("GET", "/connexion?retour=/saisie", null, Weight: 2),
        new("POST", "/connexion?retour=/saisie", null, "retour=%2Fsaisie", Weight: 2),
        new("GET", "/connexion/depart?retour=/saisie&confirmer=1", null, Weight: 2),
        new("GET", "/connexion/retour?code=abc&state=CfDJ8", null, Weight: 2),
        new("POST", "/connexion/fin", null, "logout_token=eyJhbGciOiJFUzI1NiJ9.e30.AA", Weight: 2),
        new("GET", "/connexion/refusee?motif=State&retour=/saisie", null, Weight: 2),
        new("GET", "/connexion/reprise?retour=/saisie", null, Weight: 1),
        new("GET", "/connexion/confirmer?retour=/saisie", null, Weight: 1),
        new("GET", "/deconnexion/retour?state=CfDJ8", null, Weight: 1),
        new("GET", "/mes-sessions", Session, Weight: 1),
        new("POST", "/mes-sessions?handler=end", Session, "session=abc", Weight: 1),
        new("POST", "/mes-sessions?handler=endOthers", Session, "", Weight: 1),
        new("GET", "/acces/sessions", Session, Weight: 1),
        new("POST", "/acces/sessions", Session, "session=abc&person={new}", Weight: 1),
        new("POST", "/deconnexion", LeavingSession, "", Weight: 1),
        new("GET", "/reclamation", null, Weight: 1),
        new("POST", "/reclamation", null, FilingForm, Weight: 6),
        new("GET", "/suivi", null, Weight: 1),
        new("POST", "/suivi", null, "Code={tracking}", Weight: 4),
        new("GET", "/saisie", Session, Weight: 1),
        new("POST", "/saisie", Session, FilingForm + "&Form.Channel=desk-slip&Form.ReceivedOn={year}-06-17", Weight: 6),
        new("GET", "/reclamations?site=91-EVRY&status=open&motive=attente&overdue=true&q=Remarque", Session, Weight: 3),
        new("GET", "/reclamations/{thanks}", Session, Weight: 2),
        new("POST", "/reclamations/{thanks}", Session, "Version=1&Step=qualify&motive=accueil&gravity=haute&occurredOn=", Weight: 4),
        new("GET", "/reclamations/{thanks}/echeance", Session, Weight: 2),
        new("GET", "/indicateurs?lieu=essonne&periode={year}-06", Session, Weight: 2),
        new("GET", "/bilans?cursor=", Session, Weight: 2),
        new("POST", "/bilans", Session, "Cle={new}&Network=lot-et-garonne&Period={year}&Title=Essai", Weight: 2),
        new("GET", "/bilans/{report}", Session, Weight: 1),
        new("GET", "/bilans/{report}?handler=Document&format=csv", Session, Weight: 1),
        new("GET", "/bilans/{small}/arret", Session, Weight: 1),
        new("POST", "/bilans/{small}/arret", Session, "Cle={new}&Declared[0].Source=surveys&Declared[0].Site=47-AGEN&Declared[0].Month={year}-02&Declared[0].Pending=3&Declared[0].Reason=Borne+en+panne", Weight: 2),
        new("GET", "/bilans/operations/{new}?bilan={small}", Session, Weight: 1),
        new("GET", "/bilans/editions", Session, Weight: 1),
        new("GET", "/bilans/editions/{edition}", Session, Weight: 1),
        new("POST", "/bilans/editions/{edition}?handler=Publish", Session, "Version=1&Reason=Comit%C3%A9+du+26+mars", Weight: 2),
        new("GET", "/bilans/editions/{edition}/differences", Session, Weight: 1),
        new("GET", "/indicateurs/sources/{figure}", Session, Weight: 1),
        new("GET", "/equilibre?lieu=essonne&periode={year}-06", Session, Weight: 1),
        new("GET", "/equilibre/reponses?site=91-EVRY", Session, Weight: 1),
        new("POST", "/equilibre/reponses?site=91-EVRY", Session, "Id={new}&Version=1&Decision=accept&Reason=Coupon+retrouv%C3%A9", Weight: 4),
        new("GET", "/bornes", Session, Weight: 1),
        new("GET", "/acces?etat=invited&q=Personne", Session, Weight: 1),
        new("GET", "/acces/invitation", Session, Weight: 1),
        new("POST", "/acces/invitation", Session, "Nom=Personne+2&Adresse={new}%40courriel.example&role=agent&place=site%3A91-EVRY&role=&place=", Weight: 3),
        new("GET", "/acces/{new}", Session, Weight: 1),
        new("POST", "/acces/{new}", Session, "Version=1&role=agent&place=site%3A91-EVRY", Weight: 1),
        new("GET", "/compte-en-attente", null, Weight: 1),
        new("GET", "/exploitation/anomalies?vue=renoncements", Session, Weight: 1),
        new("POST", "/exploitation/anomalies?handler=GiveUp", Session, "Service=surveys&Place=responses&Id={new}&Reason=Essai", Weight: 1),
        new("GET", "/exploitation/journal?service=surveys&kind=operation&from={year}-06-01&until={year}-06-30", Session, Weight: 1),
        new("GET", "/exploitation/anomalies/messages/surveys/{new}", Session, Weight: 1),
        new("POST", "/exploitation/anomalies/messages/surveys/{new}", Session, "Version=%221%22&Text=%7B%7D&Reason=Essai", Weight: 1),
        new("POST", "/bornes", Session, "Cle={new}&Site=91-ETAMPES&Label=Borne", Weight: 3),
    ];

    public bool IsPage => !Path.StartsWith("/api/", StringComparison.Ordinal);

    public bool IsForm => IsPage && Body is not null;

    public string ContentType => IsForm ? "application/x-www-form-urlencoded" : Path.EndsWith("/import", StringComparison.Ordinal) ? "text/csv" : "application/json";
}
