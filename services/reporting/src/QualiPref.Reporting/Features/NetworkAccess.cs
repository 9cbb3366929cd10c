using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Reporting.Features;

/// <summary>Who may see a network's report: a total tells something of each of its sites, so the token must cover all of them.</summary>
internal static class NetworkAccess
{
    public static bool Covers(this Caller caller, Network network) => network.Sites.All(caller.Covers);

    /// <exception cref="ProblemException">401 without a token, 403 without role quality or one of the sites.</exception>
    public static void RequireNetwork(this Caller caller, Network network)
    {
        foreach (var site in network.Sites) caller.Require(Roles.Quality, site);
    }

    /// <summary>The same for the code of a network.</summary>
    /// <exception cref="ProblemException">401, 403, or 409 when the network has left the catalogue.</exception>
    public static Network RequireNetwork(this Caller caller, Catalogue catalogue, string code)
    {
        var network = catalogue.Networks.FirstOrDefault(one => one.Code == code)
            ?? throw new ProblemException(new Problem(ReportingProblems.NetworkGone));
        caller.RequireNetwork(network);
        return network;
    }
}
