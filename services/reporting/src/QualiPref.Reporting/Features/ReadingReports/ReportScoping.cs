using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary>What the catalogue and the report document say of a report.</summary>
internal static class ReportScoping
{
    /// <summary>The scope of a network's figures by the catalogue of today.</summary>
    public static ReportScope ScopeOf(this Catalogue catalogue, Network network, Period period, DateOnly asOf) => new()
    {
        Definitions = catalogue.Indicators,
        Network = network.Code,
        Sites = [.. network.Sites.Select(code => Describe(catalogue, catalogue.Sites.Single(site => site.Code == code)))],
        Period = period,
        AsOf = asOf,
    };

    /// <summary>Today at the network's first site.</summary>
    public static DateOnly TodayIn(this Catalogue catalogue, Network network, TimeProvider time) =>
        catalogue.Sites.Single(site => site.Code == network.Sites[0]).TimeZone.Today(time);

    /// <summary>The editions of a report, oldest first.</summary>
    public static IReadOnlyList<EditionReference> EditionReferences(this ReportDocument report) =>
    [
        .. report.Freezings.Select(freezing => freezing.Edition).OfType<FrozenEdition>()
            .OrderBy(edition => edition.Revision)
            .Select(edition => new EditionReference(edition.Id, edition.Revision, edition.CreatedAt)),
    ];

    private static ReportSite Describe(Catalogue catalogue, Site site) => new(site.Code, site.Name, [.. site.Modules.Select(module =>
        new ReportModule(module.Code, catalogue.Modules.First(one => one.Code == module.Code).Label, module.Verified))]);
}
