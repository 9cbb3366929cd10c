using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Reporting.Features;

/// <summary>Who may see a network's report: a total tells something of each of its sites, so the token must cover all of them.</summary>
internal static class NetworkAccess
{
    /// <summary>The network of a report, of which the token must cover all sites.</summary>
    /// <exception cref="ProblemException">403, or 409 when the network has left the catalogue.</exception>
    public static Network RequireNetwork(this Caller caller, Catalogue catalogue, string code)
    {
        var network = catalogue.Networks.FirstOrDefault(one => one.Code == code)
            ?? throw new ProblemException(new Problem(ReportingProblems.NetworkGone));
        caller.RequireSites(network.Sites);
        return network;
    }
}
