using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using QualiPref.Platform.Catalogue.Loading;
using QualiPref.Platform.Time;
using QualiPref.Statistics;

namespace QualiPref.Platform.Catalogue;

/// <summary>
/// Everything that is data and not code: frameworks, networks of sites, questionnaires, indicators, holidays. Immutable, and checked as a whole, so
/// that each code found in it refers to something that exists. A request, a message and whatever else has a scope of its own sees one from beginning to
/// end; what outlives them asks <see cref="LiveCatalogue"/> each time.
/// </summary>
public sealed class Catalogue
{
    private readonly FrozenDictionary<string, Site> _sites;
    private readonly FrozenDictionary<string, WorkingDayCalendar> _zoneCalendars;
    private readonly FrozenDictionary<string, WorkingDayCalendar> _siteCalendars;

    internal Catalogue(
        IReadOnlyList<Site> sites,
        IReadOnlyDictionary<string, WorkingDayCalendar> zoneCalendars,
        IReadOnlyDictionary<string, WorkingDayCalendar> siteCalendars)
    {
        Sites = sites;
        _sites = sites.ToFrozenDictionary(site => site.Code, StringComparer.Ordinal);
        _zoneCalendars = zoneCalendars.ToFrozenDictionary(StringComparer.Ordinal);
        _siteCalendars = siteCalendars.ToFrozenDictionary(StringComparer.Ordinal);
        HolidayZones = [.. zoneCalendars.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Networks in the order of the file.</summary>
    public required IReadOnlyList<Network> Networks { get; init; }

    /// <summary>All sites of all networks.</summary>
    public IReadOnlyList<Site> Sites { get; }

    /// <summary>Frameworks by code.</summary>
    public required IReadOnlyList<QualityFramework> Frameworks { get; init; }

    /// <summary>What complaints are about, in the order shown.</summary>
    public required IReadOnlyList<ComplaintMotive> Motives { get; init; }

    /// <summary>How answers come in.</summary>
    public required IReadOnlyList<IntakeChannel> AnswerChannels { get; init; }

    /// <summary>How complaints come in.</summary>
    public required IReadOnlyList<IntakeChannel> ComplaintChannels { get; init; }

    /// <summary>Indicators in the order shown.</summary>
    public required IReadOnlyList<IndicatorDefinition> Indicators { get; init; }

    /// <summary>
    /// Working days within which a first answer to a complaint is promised: what the indicators of answers in time are measured against.
    /// </summary>
    public int AnswerWorkingDays => Indicators.First(indicator => indicator.Kind == IndicatorKind.ComplaintsAnsweredInTime).WorkingDays!.Value;

    /// <summary>Every version of every questionnaire, by code and version.</summary>
    public required IReadOnlyList<Questionnaire> Questionnaires { get; init; }

    /// <summary>Codes of the holiday zones, sorted.</summary>
    public IReadOnlyList<string> HolidayZones { get; }

    /// <summary>Modules of all frameworks.</summary>
    public IEnumerable<FrameworkModule> Modules => Frameworks.SelectMany(framework => framework.Modules);

    /// <summary>Reads and checks a catalogue.</summary>
    /// <param name="directory">Folder with the YAML files.</param>
    /// <exception cref="CatalogueException">A file is missing, unreadable or wrong; the message names every problem.</exception>
    public static Catalogue Load(string directory) => CatalogueLoader.Load(CatalogueFiles.Read(directory));

    /// <summary>Finds a site.</summary>
    /// <param name="code">Code, case-sensitive; null is no site.</param>
    /// <param name="site">The site, or null.</param>
    public bool TryGetSite([NotNullWhen(true)] string? code, [MaybeNullWhen(false)] out Site site)
    {
        site = null;
        return code is not null && _sites.TryGetValue(code, out site);
    }

    /// <summary>Finds a questionnaire.</summary>
    /// <param name="code">Code, case-sensitive.</param>
    /// <param name="version">A version, or null for the newest.</param>
    /// <returns>Null when there is none.</returns>
    public Questionnaire? FindQuestionnaire(string code, int? version = null) => Questionnaires
        .Where(questionnaire => questionnaire.Code == code && (version is null || questionnaire.Version == version))
        .MaxBy(questionnaire => questionnaire.Version);

    /// <summary>Working days of a site: holidays of its zone and its own closures.</summary>
    /// <param name="site">A site of this catalogue.</param>
    public WorkingDayCalendar WorkingDays(Site site) => _siteCalendars[site.Code];

    /// <summary>Working days of a zone, without any site's closures.</summary>
    /// <param name="zone">One of <see cref="HolidayZones"/>.</param>
    /// <exception cref="ArgumentException">The zone does not exist; the message names those that do.</exception>
    public WorkingDayCalendar WorkingDays(string zone) => _zoneCalendars.TryGetValue(zone, out var calendar)
        ? calendar
        : throw new ArgumentException($"'{zone}' is not a holiday zone. Zones: {string.Join(", ", HolidayZones)}.", nameof(zone));
}
