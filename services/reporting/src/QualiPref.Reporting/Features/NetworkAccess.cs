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

    /// <summary>The same for what has to be possible without the network too: then the token must cover whatever there is.</summary>
    /// <exception cref="ProblemException">403.</exception>
    public static void RequireNetworkOrAll(this Caller caller, Catalogue catalogue, string code)
    {
        if (catalogue.Networks.Any(one => one.Code == code)) caller.RequireNetwork(catalogue, code);
        else caller.RequireSites("*");
    }
}
