using QualiPref.Complaints.Cases;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints;

/// <summary>What depends on a site: its calendar with the delay promised, and which day it is there.</summary>
internal sealed class SitePromises(Catalogue catalogue, TimeProvider time)
{
    /// <summary>The promise of a site.</summary>
    /// <param name="site">Code of a site of the catalogue.</param>
    /// <exception cref="ProblemException">503: it has cases, filed at a replica that has it in its catalogue.</exception>
    public AnswerPromise Of(string site) => new(catalogue.AnswerWorkingDays, catalogue.WorkingDays(SiteOf(site)));

    /// <summary>Local legal date of a site.</summary>
    /// <param name="site">Code of a site of the catalogue.</param>
    public DateOnly Today(string site) => SiteOf(site).TimeZone.Today(time);

    /// <summary>Working days from today at a site to a due date: 0 on that day, negative past it; null beyond the years of the calendar.</summary>
    /// <param name="site">Code of a site of the catalogue.</param>
    /// <param name="dueOn">Local legal date.</param>
    public int? WorkingDaysLeft(string site, DateOnly dueOn)
    {
        var today = Today(site);
        var calendar = catalogue.WorkingDays(SiteOf(site));
        if (!WorkingDayCalendar.Covers(today) || !WorkingDayCalendar.Covers(dueOn)) return null;
        return dueOn >= today ? calendar.WorkingDaysBetween(today, dueOn) : -calendar.WorkingDaysBetween(dueOn, today);
    }

    private Site SiteOf(string code) => catalogue.TryGetSite(code, out var site)
        ? site
        : throw RollOut.NotYet(new Words(
            $"Le site {code} a des dossiers et n'est pas au catalogue en vigueur sur ce serveur ; renvoyez la même requête dans quelques instants. Si cela dure, rétablissez-le dans networks.yaml.",
            $"The site {code} has cases and is not in the catalogue in force on this server; send the same request again in a moment. If it lasts, put it back into networks.yaml."));
}
