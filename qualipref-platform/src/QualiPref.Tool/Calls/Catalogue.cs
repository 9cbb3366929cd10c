using QualiPref.Platform.Calls;
using QualiPref.Statistics;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Calls;

/// <summary>What the catalogue of the installation holds, as <c>indicators</c> tells anybody.</summary>
internal sealed record CatalogueView(IReadOnlyList<NetworkView> Networks, IReadOnlyList<SiteView> Sites);

/// <summary>A network and the codes of its sites.</summary>
internal sealed record NetworkView(string Code, string Name, IReadOnlyList<string> Sites);

/// <summary>A site and the modules that it retains.</summary>
internal sealed record SiteView(string Code, string Network, string Name, IReadOnlyList<ModuleView> Modules);

/// <summary>A module.</summary>
internal sealed record ModuleView(string Code);

/// <summary>The calls that anybody may make.</summary>
internal static class CatalogueCalls
{
    public static Task<CatalogueView> ReadCatalogueAsync(this Api api, CancellationToken cancellationToken) =>
        api.ReadAsync<CatalogueView>(Call.Get(ServiceNames.Indicators, "catalogue") with { IsPublic = true }, cancellationToken);

    public static async Task<IReadOnlyList<IndicatorDefinition>> ReadDefinitionsAsync(this Api api, CancellationToken cancellationToken) =>
        (await api.ReadAsync<ListPage<IndicatorDefinition>>(Call.Get(ServiceNames.Indicators, "definitions") with { IsPublic = true }, cancellationToken)).Items;

    /// <summary>The networks that a command is about: the one that is named, else all.</summary>
    /// <exception cref="Failure">There is no network of that code.</exception>
    public static async Task<IReadOnlyList<string>> NetworksAsync(this Api api, string? network, CancellationToken cancellationToken)
    {
        var known = (await api.ReadCatalogueAsync(cancellationToken)).Networks.Select(one => one.Code).ToList();
        if (network is null) return known;
        return known.Contains(network) ? [network] : throw Failure.WrongUse($"There is no network '{Plain.Line(network)}' in the catalogue. There are: {string.Join(", ", known)}.");
    }
}
