using QualiPref.Contracts.Complaints.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Indicators.Features.CountingFacts;

/// <summary>Turns the cases of a message into facts.</summary>
internal static class CaseFacts
{
    public static IncomingFacts Read(ComplaintsChanged message, Catalogue catalogue)
    {
        var facts = new IncomingFacts(FactSources.Complaints, message.Overrules);
        foreach (var complaint in message.Complaints)
        {
            var id = new FactKey(FactSources.Complaints, complaint.ComplaintId);
            if (Fault(complaint, catalogue) is { } reason) facts.Bad.Add(new BadItem(id, complaint.Version, reason, complaint.Site, complaint.ReceivedOn, complaint));
            else facts.Good.Add(ToFact(id, complaint));
        }
        return facts;
    }

    private static string? Fault(ComplaintState complaint, Catalogue catalogue) =>
        ItemRules.Version(complaint.Version)
        ?? ItemRules.Site(catalogue, complaint.Site)
        ?? ItemRules.Date("receivedOn", complaint.ReceivedOn)
        ?? ItemRules.Date("dueOn", complaint.DueOn)
        ?? ItemRules.OneOf("kind", complaint.Kind, "complaint", "suggestion", "thanks")
        ?? ItemRules.OneOf("verdict", complaint.Verdict, CaseState.Pending, CaseState.InTime, CaseState.Late, CaseState.NotApplicable)
        ?? ItemRules.Code("channel", complaint.Channel)
        ?? (complaint.Motive is null ? null : ItemRules.Code("motive", complaint.Motive))
        ?? (complaint.Module is null ? null : ItemRules.Code("module", complaint.Module))
        ?? ResponseDays(complaint);

    private static string? ResponseDays(ComplaintState complaint)
    {
        var isAnswered = complaint.Verdict is CaseState.InTime or CaseState.Late;
        return isAnswered == complaint.ResponseDays is >= 0 ? null : "responseDays does not fit the verdict";
    }

    private static Fact ToFact(FactKey id, ComplaintState complaint) => new()
    {
        Id = id,
        Version = complaint.Version,
        Day = new SiteDay(complaint.Site, complaint.ReceivedOn),
        State = new CaseState
        {
            Kind = complaint.Kind,
            Channel = complaint.Channel,
            Motive = complaint.Motive,
            Module = complaint.Module,
            DueOn = complaint.DueOn,
            Verdict = complaint.Verdict,
            ResponseDays = complaint.ResponseDays,
            BackDated = complaint.BackDated,
        },
    };
}
