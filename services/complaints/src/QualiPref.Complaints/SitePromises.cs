using QualiPref.Complaints.Cases;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints;

/// <summary>What depends on a site: its calendar with the delay promised, and which day it is there.</summary>
internal sealed class SitePromises(Catalogue catalogue, TimeProvider time)
{
    /// <summary>The promise of a site.</summary>
    /// <param name="site">Code of a site of the catalogue.</param>
    public AnswerPromise Of(string site) => new(catalogue.AnswerWorkingDays, catalogue.WorkingDays(SiteOf(site)));

    /// <summary>Local legal date of a site.</summary>
    /// <param name="site">Code of a site of the catalogue.</param>
    public DateOnly Today(string site) => SiteOf(site).TimeZone.Today(time);

    private Site SiteOf(string code) => catalogue.TryGetSite(code, out var site)
        ? site
        : throw new InvalidOperationException($"Site {code} has cases and is no longer in the catalogue: put it back.");
}
