using Microsoft.Extensions.Logging;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Time;

namespace QualiPref.Portal.Access;

/// <summary>The people whom staff name to each other. The services know them by id.</summary>
internal sealed partial class Colleagues(Persons persons, Catalogue catalogue, TimeProvider time, ILogger<Colleagues> logger)
{
    /// <summary>Everybody's names, of those who wait or have left too. One round trip; none at all while the database is away, and a list is still a list then.</summary>
    public async Task<Names> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new Names(await persons.ListAsync(Enum.GetValues<PersonState>(), cancellationToken), catalogue, time);
        }
        catch (Exception fault) when (StorageFaults.IsOutage(fault))
        {
            LogAway(fault.GetType().Name);
            return new Names([], catalogue, time);
        }
    }

    [LoggerMessage(EventId = 5004, Level = LogLevel.Warning, Message = "The names of persons could not be read ({Fault}); pages show ids instead.")]
    private partial void LogAway(string fault);
}

/// <summary>Names of persons by their ids.</summary>
internal sealed class Names(IReadOnlyList<Person> people, Catalogue catalogue, TimeProvider time)
{
    /// <summary>The name of whom a case was given to; what was written there before there were persons is shown as it is.</summary>
    /// <param name="assignee">Id of the person, or a name.</param>
    public string Of(string? assignee) => assignee switch
    {
        null => "Personne",
        _ when people.FirstOrDefault(one => one.Id.ToString() == assignee) is { } known => known.Name,
        _ => Guid.TryParse(assignee, out _) ? "Quelqu'un dont le nom manque" : assignee,
    };

    /// <summary>The name of a person, or the id where nobody has it.</summary>
    /// <param name="person">Id of the person.</param>
    public string OrId(string person) => people.FirstOrDefault(one => one.Id.ToString() == person)?.Name ?? person;

    /// <summary>Who handles complaints at a site, as a list to choose from: whoever is away is there with the one who acts for them.</summary>
    /// <param name="site">Code of the site.</param>
    public IEnumerable<KeyValuePair<string, string>> HandlersAt(string site) =>
        from one in people
        where one.IsActive && one.Holds(Roles.Handler, site, catalogue)
        select KeyValuePair.Create(one.Id.ToString(), one.Name + AwayAt(one, site));

    /// <summary>The same for several sites, each person once.</summary>
    /// <param name="sites">Codes of the sites.</param>
    public IEnumerable<KeyValuePair<string, string>> HandlersAt(IEnumerable<string> sites) => sites.SelectMany(HandlersAt).DistinctBy(one => one.Key);

    /// <summary>Those who are away today at some site where they handle complaints, and for whom a person acts there.</summary>
    /// <param name="person">Who acts; null for a program.</param>
    public IEnumerable<KeyValuePair<string, string>> StoodInForBy(Guid? person) =>
        from one in people
        let sites = catalogue.Sites.Select(site => site.Code).Where(site => one.Holds(Roles.Handler, site, catalogue)).ToList()
        where one.Absences.Any(absence => absence.StandIn == person && absence.SitesNow(sites, catalogue, time).Count > 0)
        select KeyValuePair.Create(one.Id.ToString(), one.Name);

    private string AwayAt(Person one, string site) =>
        catalogue.TryGetSite(site, out var place) && one.Absences.FirstOrDefault(absence => absence.Holds(place.TimeZone.Today(time))) is { } now
            ? $" (absence, remplacement par {Of(now.StandIn.ToString())})"
            : "";
}
