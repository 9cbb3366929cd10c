using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Statistics;

namespace QualiPref.Indicators.Features.ShowingCatalogue;

/// <summary><c>GET /catalogue</c> and <c>GET /definitions</c>: public, the same for everybody.</summary>
internal static class CatalogueEndpoints
{
    public static void MapCatalogue(this IEndpointRouteBuilder api)
    {
        api.MapGet("/catalogue", ShowCatalogue)
            .AllowAnybody()
            .WithName("GetCatalogue")
            .WithSummary("Networks, sites, modules, motives, channels and holiday zones")
            .WithDescription("Public. A module that is not among a site's modules is not retained there, which is not the same as not measured.");
        api.MapGet("/definitions", ShowDefinitions)
            .AllowAnybody()
            .WithName("ListDefinitions")
            .WithSummary("The indicators with formula, unit, direction, target and version")
            .WithDescription("Public. verified is false where target or wording could not be checked in an official text.");
    }

    private static Ok<CatalogueView> ShowCatalogue(Catalogue catalogue) => TypedResults.Ok(new CatalogueView(
        [.. catalogue.Networks.Select(network => new NetworkView(network.Code, network.Name, network.Framework, network.Sites))],
        [.. catalogue.Sites.Select(site => new SiteView(
            site.Code, site.Network, site.Name, site.Kind, site.TimeZone.Id, site.HolidayZone,
            [.. site.Modules.Select(module => new SiteModuleView(module.Code, module.Verified))]))],
        [.. catalogue.Frameworks.Select(framework => new FrameworkView(framework.Code, framework.Label, framework.Version, framework.Verified))],
        [.. catalogue.Frameworks.SelectMany(framework => framework.Modules.Select(module => new ModuleView(
            module.Code, framework.Code, module.Number, module.Label, module.Mandatory, module.Verified)))],
        [.. catalogue.Motives.Select(motive => new CodeView(motive.Code, motive.Label))],
        [.. catalogue.AnswerChannels.Select(channel => new CodeView(channel.Code, channel.Label))],
        [.. catalogue.ComplaintChannels.Select(channel => new CodeView(channel.Code, channel.Label))],
        catalogue.HolidayZones));

    private static Ok<DefinitionList> ShowDefinitions(Catalogue catalogue) =>
        TypedResults.Ok(new DefinitionList(catalogue.Indicators, null));
}

/// <summary>Every indicator on one page.</summary>
/// <param name="Items">In the order shown.</param>
/// <param name="Next">Always null.</param>
internal sealed record DefinitionList(IReadOnlyList<IndicatorDefinition> Items, string? Next);

/// <summary>The catalogue as callers see it.</summary>
/// <param name="Networks">Groups of sites.</param>
/// <param name="Sites">Sites with their modules and zones.</param>
/// <param name="Frameworks">Quality frameworks.</param>
/// <param name="Modules">Modules of the frameworks.</param>
/// <param name="Motives">What complaints are about.</param>
/// <param name="AnswerChannels">How answers come in.</param>
/// <param name="ComplaintChannels">How complaints come in.</param>
/// <param name="HolidayZones">Codes of the holiday zones.</param>
internal sealed record CatalogueView(
    IReadOnlyList<NetworkView> Networks,
    IReadOnlyList<SiteView> Sites,
    IReadOnlyList<FrameworkView> Frameworks,
    IReadOnlyList<ModuleView> Modules,
    IReadOnlyList<CodeView> Motives,
    IReadOnlyList<CodeView> AnswerChannels,
    IReadOnlyList<CodeView> ComplaintChannels,
    IReadOnlyList<string> HolidayZones);

internal sealed record NetworkView(string Code, string Name, string Framework, IReadOnlyList<string> Sites);

internal sealed record SiteView(
    string Code, string Network, string Name, SiteKind Kind, string TimeZone, string HolidayZone, IReadOnlyList<SiteModuleView> Modules);

internal sealed record SiteModuleView(string Code, bool Verified);

internal sealed record FrameworkView(string Code, string Label, string Version, bool Verified);

internal sealed record ModuleView(string Code, string Framework, int Number, string Label, bool Mandatory, bool Verified);

internal sealed record CodeView(string Code, string Label);
