using System.Collections.ObjectModel;
using QualiPref.Complaints.Cases;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>What others are told of a case: codes and dates.</summary>
internal static class CaseStates
{
    /// <summary>The outbox entry that tells one version of a case.</summary>
    public static OutboxEntry<ComplaintsChanged> Entry(Guid id, long version, ComplaintCase state, SiteDay? left = null) => OutboxEntry.For(id, version,
        new ComplaintsChanged { Complaints = new ReadOnlyCollection<ComplaintState>([Of(id, version, state)]) }, left);

    /// <summary>The site-day that a step takes a case away from; null when it stays on its day.</summary>
    public static SiteDay? LeftBy(ComplaintCase before, ComplaintCase after)
    {
        var left = new SiteDay(before.Site, before.ReceivedOn);
        return left == new SiteDay(after.Site, after.ReceivedOn) ? null : left;
    }

    /// <summary>One version of a case.</summary>
    public static ComplaintState Of(Guid id, long version, ComplaintCase state) => new()
    {
        ComplaintId = id,
        Version = checked((int)version),
        Site = state.Site,
        Kind = state.Kind,
        Channel = state.Channel,
        Motive = state.Motive,
        Module = state.Module,
        ReceivedOn = state.ReceivedOn,
        DueOn = state.DueOn,
        Verdict = CaseNames.Of(state.Verdict),
        ResponseDays = state.ResponseDays,
        BackDated = state.BackDated,
    };
}
