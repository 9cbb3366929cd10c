using System.Globalization;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.PrintingCases;

/// <summary>The codes of a case as its document says them. Those of deliveries claim that something left the house: each stands for a state that was recorded.</summary>
/// <param name="catalogue">Names of sites, channels, motives and modules.</param>
/// <param name="zone">Zone of the site.</param>
internal sealed class CaseDocumentWords(Catalogue catalogue, TimeZoneInfo zone)
{
    private static readonly Dictionary<CaseStatus, string> Statuses = new()
    {
        [CaseStatus.Received] = "Reçue",
        [CaseStatus.Acknowledged] = "Accusé de réception enregistré",
        [CaseStatus.Qualified] = "Qualifiée",
        [CaseStatus.Assigned] = "Attribuée",
        [CaseStatus.AwaitingUser] = "En attente de l'usager",
        [CaseStatus.Answered] = "Réponse enregistrée",
        [CaseStatus.Closed] = "Close",
        [CaseStatus.Transferred] = "Relève d'un autre organisme",
        [CaseStatus.Merged] = "Jointe à une autre",
        [CaseStatus.Rejected] = "Écartée",
    };

    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["complaint"] = "Réclamation",
        ["suggestion"] = "Suggestion",
        ["thanks"] = "Remerciement",
    };

    private static readonly Dictionary<CaseOutcome, string> Outcomes = new()
    {
        [CaseOutcome.Founded] = "Fondée",
        [CaseOutcome.PartlyFounded] = "Fondée en partie",
        [CaseOutcome.Unfounded] = "Non fondée",
        [CaseOutcome.OutOfScope] = "Hors du champ de la préfecture",
        [CaseOutcome.NoReplyPossible] = "Réponse impossible",
    };

    private static readonly Dictionary<string, string> Steps = new()
    {
        ["file"] = "Dépôt",
        ["acknowledge"] = "Accusé de réception",
        ["qualify"] = "Qualification",
        ["assign"] = "Attribution",
        ["request-information"] = "Demande de complément à l'usager",
        ["resume"] = "Reprise après le complément",
        ["hold"] = "Réponse d'attente",
        ["answer"] = "Réponse à l'usager",
        ["close"] = "Clôture",
        ["reopen"] = "Réouverture",
        ["transfer"] = "Orientation vers un autre organisme",
        ["merge"] = "Jonction à une autre réclamation",
        ["unmerge"] = "Annulation de la jonction",
        ["reject"] = "Mise à l'écart",
        ["correct"] = "Correction de l'enregistrement",
        ["take-back"] = "Reprise d'un courrier avant son départ",
        ["legal-hold"] = "Gel du dossier",
        ["release-legal-hold"] = "Levée du gel du dossier",
        ["letter"] = "Autre courrier",
        ["add-files"] = "Ajout de pièces jointes",
    };

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["receivedOn"] = "reçue le",
        ["dueOn"] = "échéance",
        ["site"] = "site",
        ["kind"] = "nature",
        ["channel"] = "canal",
        ["motive"] = "motif",
        ["module"] = "module",
        ["gravity"] = "gravité",
        ["founded"] = "bien-fondé",
        ["outcome"] = "conclusion",
        ["transferredTo"] = "autre organisme",
    };

    private static readonly Dictionary<DeliveryWay, string> Ways = new()
    {
        [DeliveryWay.Email] = "par courriel",
        [DeliveryWay.Post] = "par courrier postal",
        [DeliveryWay.Hand] = "par un agent",
    };

    private static readonly Dictionary<DeliveryState, string> Deliveries = new()
    {
        [DeliveryState.Queued] = "en attente d'envoi",
        [DeliveryState.HandingOver] = "envoi en cours",
        [DeliveryState.HandedOver] = "remis à la messagerie",
        [DeliveryState.Refused] = "refusé par la messagerie",
        [DeliveryState.Uncertain] = "envoi incertain",
        [DeliveryState.Failed] = "abandonné après cinq jours d'essais",
        [DeliveryState.Bounced] = "revenu sans être distribué",
        [DeliveryState.ToPrint] = "à imprimer",
        [DeliveryState.Printed] = "imprimé",
        [DeliveryState.Posted] = "confié à la poste",
        [DeliveryState.Returned] = "retourné par la poste",
        [DeliveryState.ToHand] = "à remettre par un agent",
        [DeliveryState.Handed] = "remis par un agent",
        [DeliveryState.TakenBack] = "repris avant son départ",
    };

    private static readonly Dictionary<PromiseState, string> Promises = new()
    {
        [PromiseState.Open] = "à tenir",
        [PromiseState.Kept] = "tenu",
        [PromiseState.NotKept] = "ne sera pas tenu",
        [PromiseState.Confirmed] = "tenu, la personne l'a confirmé",
        [PromiseState.Denied] = "non tenu, d'après la personne",
    };

    public static string Of(CaseStatus status) => Statuses[status];

    public static string Kind(string kind) => Kinds.GetValueOrDefault(kind, kind);

    public static string Of(CaseOutcome outcome) => Outcomes[outcome];

    public static string Of(PromiseState state) => Promises[state];

    public static string Step(string transition) => Steps.GetValueOrDefault(transition, transition);

    public static string Of(ReviewVerdict said) => said switch
    {
        ReviewVerdict.Helped => "La réponse a été utile",
        ReviewVerdict.Partly => "La réponse n'a été utile qu'en partie",
        _ => "La réponse n'a pas été utile",
    };

    public static string Verdict(ComplaintCase state, DateOnly today) => state.Verdict switch
    {
        Cases.Verdict.InTime => "Réponse dans le délai",
        Cases.Verdict.Late => "Réponse en retard",
        Cases.Verdict.Pending => state.IsOverdue(today) ? "En retard" : "À répondre",
        _ => "Aucun délai de réponse ne s'applique",
    };

    public string Site(string code) => catalogue.TryGetSite(code, out var site) ? site.Name : code;

    public string Channel(string code) => catalogue.ComplaintChannels.FirstOrDefault(one => one.Code == code)?.Label ?? code;

    public string Motive(string? code) => code is null ? "À qualifier" : catalogue.Motives.FirstOrDefault(one => one.Code == code)?.Label ?? code;

    public string Module(string code) => catalogue.Modules.FirstOrDefault(one => one.Code == code)?.Label ?? code;

    /// <summary>An instant as the site reads it.</summary>
    public string At(DateTime at)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(at, DateTimeKind.Utc), zone);
        return $"{DateOnly.FromDateTime(local).InFrench()} à {local.ToString("H' h 'mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>How a letter is brought to the person, and what became of it.</summary>
    public IEnumerable<string> Record(Delivery delivery) =>
        delivery.Events.Select(one => $"{Capital(Ways[delivery.Way])}, {Deliveries[one.State]} : {At(one.At)}{(one.By.Length > 0 && one.By != DeliveryEvent.System ? $", par {one.By}" : "")}");

    /// <summary>What a step replaced; what follows from another value, or names a person by an id, is not told.</summary>
    public IEnumerable<string> Changes(HistoryEntry entry) => entry.Changes.Where(change => Fields.ContainsKey(change.Field))
        .Select(change => $"{Capital(Fields[change.Field])} : {Value(change.Field, change.To)}{(change.From is null ? "" : $" (avant : {Value(change.Field, change.From)})")}");

    private string Value(string field, string? value) => field switch
    {
        _ when value is null => "–",
        "receivedOn" or "dueOn" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.InFrench(),
        "site" => Site(value),
        "channel" => Channel(value),
        "motive" => Motive(value),
        "module" => Module(value),
        "kind" => Kind(value),
        "founded" => value == "true" ? "oui" : "non",
        "outcome" when CaseNames.All<CaseOutcome>().Contains(value) => Of(CaseNames.Parse<CaseOutcome>(value)),
        _ => value,
    };

    private static string Capital(string words) => char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
}
