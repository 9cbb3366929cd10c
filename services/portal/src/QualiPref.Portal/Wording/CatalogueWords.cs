using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;

namespace QualiPref.Portal.Wording;

/// <summary>The catalogue's codes with their names, as lists to choose from.</summary>
internal static class CatalogueWords
{
    public static IEnumerable<KeyValuePair<string, string>> SiteNames(this Catalogue catalogue) =>
        catalogue.Sites.Select(site => KeyValuePair.Create(site.Code, site.Name));

    /// <summary>The sites that a person's token covers.</summary>
    public static IEnumerable<KeyValuePair<string, string>> SiteNames(this Catalogue catalogue, Caller caller) =>
        catalogue.SiteNames().Where(site => caller.Covers(site.Key));

    public static IEnumerable<KeyValuePair<string, string>> MotiveNames(this Catalogue catalogue) =>
        catalogue.Motives.Select(motive => KeyValuePair.Create(motive.Code, motive.Label));

    public static IEnumerable<KeyValuePair<string, string>> GravityNames(this Catalogue catalogue) =>
        catalogue.Gravities.Select(gravity => KeyValuePair.Create(gravity.Code, gravity.Label));

    public static IEnumerable<KeyValuePair<string, string>> ProcedureNames(this Catalogue catalogue) =>
        catalogue.Procedures.Select(procedure => KeyValuePair.Create(procedure.Code, procedure.Label));

    /// <summary>The teams of a site.</summary>
    public static IEnumerable<KeyValuePair<string, string>> TeamNames(this Catalogue catalogue, string site) =>
        catalogue.TryGetSite(site, out var place) ? place.Teams.Select(team => KeyValuePair.Create(team.Code, team.Label)) : [];

    public static IEnumerable<KeyValuePair<string, string>> ModuleNames(this Catalogue catalogue) =>
        catalogue.Modules.DistinctBy(module => module.Code).Select(module => KeyValuePair.Create(module.Code, module.Label));

    public static IEnumerable<KeyValuePair<string, string>> NetworkNames(this Catalogue catalogue) =>
        catalogue.Networks.Select(network => KeyValuePair.Create(network.Code, network.Name));

    /// <summary>The networks of which a person's token covers every site.</summary>
    public static IEnumerable<KeyValuePair<string, string>> NetworkNames(this Catalogue catalogue, Caller caller) =>
        catalogue.Networks.Where(caller.Covers).Select(network => KeyValuePair.Create(network.Code, network.Name));

    public static IEnumerable<KeyValuePair<string, string>> ChannelNames(this Catalogue catalogue) =>
        catalogue.ComplaintChannels.Select(channel => KeyValuePair.Create(channel.Code, channel.Label));

    public static IEnumerable<KeyValuePair<string, string>> AnswerChannelNames(this Catalogue catalogue) =>
        catalogue.AnswerChannels.Select(channel => KeyValuePair.Create(channel.Code, channel.Label));

    /// <summary>Networks and sites in one list: what a person can ask figures of.</summary>
    public static IEnumerable<KeyValuePair<string, string>> PlaceNames(this Catalogue catalogue, Caller caller) =>
        catalogue.NetworkNames(caller).Select(one => KeyValuePair.Create(one.Key, $"Réseau {one.Value}")).Concat(catalogue.SiteNames(caller));

    public static string SiteName(this Catalogue catalogue, string code) => catalogue.TryGetSite(code, out var site) ? site.Name : code;

    /// <summary>The name of a code in one of the lists above; the code itself when it is not there, a dash for none.</summary>
    public static string NameOf(this IEnumerable<KeyValuePair<string, string>> names, string? code) =>
        code is null ? "–" : names.Where(one => one.Key == code).Select(one => one.Value).FirstOrDefault() ?? code;
}
