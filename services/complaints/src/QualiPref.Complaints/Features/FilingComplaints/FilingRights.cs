using QualiPref.Complaints.Cases;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>Who may file through which channel.</summary>
internal static class FilingRights
{
    public const string OnWeb = $"channel {Channels.Web}";
    public const string OnKiosk = $"channel {Channels.Kiosk}";
    public const string OnOthers = "any other channel";

    /// <summary>Refuses who may not, and says whether the caller's day of reception is to be believed.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="filing">A filing whose channel could be read.</param>
    /// <exception cref="Platform.Http.ProblemException">401 or 403.</exception>
    public static bool MayDate(Caller caller, Filing filing)
    {
        // A site that could not be read is named as a fault; the role is asked all the same.
        var site = filing.Site.Length > 0 ? filing.Site : null;
        if (caller.Has(Roles.Agent) && (site is null || caller.Has(Roles.Agent, site))) return true;
        // Anybody may write from the web, staff and kiosks of other sites included: then as the public, dated by the server.
        if (filing.Channel == Channels.Web) return false;
        caller.RequireGrant(filing.Channel == Channels.Kiosk ? OnKiosk : OnOthers);
        if (site is not null) caller.RequireSites(site);
        return false;
    }
}
