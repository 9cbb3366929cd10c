using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using QualiPref.Platform.Catalogue.Loading;
using QualiPref.Platform.Catalogue.Published;
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

    /// <summary>How grave complaints are, the least first; none where the catalogue lists none.</summary>
    public required IReadOnlyList<CaseGravity> Gravities { get; init; }

    /// <summary>What may be going on about a complaint elsewhere, in the order shown; none where the catalogue lists none.</summary>
    public required IReadOnlyList<CaseProcedureKind> Procedures { get; init; }

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

    /// <summary>Every version of every questionnaire: those of the files, then those that were published in the platform.</summary>
    public required IReadOnlyList<Questionnaire> Questionnaires { get; init; }

    /// <summary>When the versions that were published in the platform were published, and withdrawn, by code and version.</summary>
    public IReadOnlyDictionary<(string Code, int Version), PublishedQuestionnaire> Publications { get; internal init; } =
        FrozenDictionary<(string, int), PublishedQuestionnaire>.Empty;

    /// <summary>Everything that was published in the platform, also what does not fit this catalogue.</summary>
    internal IReadOnlyList<PublishedQuestionnaire> Published { get; init; } = [];

    /// <summary>What was published and does not fit this catalogue, one sentence each.</summary>
    internal IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Codes of the holiday zones, sorted.</summary>
    public IReadOnlyList<string> HolidayZones { get; }

    /// <summary>Modules of all frameworks.</summary>
    public IEnumerable<FrameworkModule> Modules => Frameworks.SelectMany(framework => framework.Modules);

    /// <summary>Reads and checks a catalogue.</summary>
    /// <param name="directory">Folder with the YAML files.</param>
    /// <exception cref="CatalogueException">A file is missing, unreadable or wrong; the message names every problem.</exception>
    public static Catalogue Load(string directory) => CatalogueLoader.Load(CatalogueFiles.Read(directory), []);

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

    /// <summary>The version that the next one of a questionnaire is to be: above the highest of the files and of what was published, whether that fits or not.</summary>
    /// <param name="code">Code, case-sensitive.</param>
    public int NextVersion(string code) => 1 + Questionnaires.Where(one => one.Code == code).Select(one => one.Version)
        .Concat(Published.Where(one => one.Code == code).Select(one => one.Version))
        .DefaultIfEmpty(0).Max();

    /// <summary>
    /// The version that is offered to whoever asks for none: the newest that was not withdrawn and that every replica knows by now.
    /// </summary>
    /// <param name="code">Code, case-sensitive.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Null when there is none.</returns>
    public Questionnaire? OfferedQuestionnaire(string code, DateTimeOffset now) => Questionnaires
        .Where(questionnaire => questionnaire.Code == code && MayAsk(code, questionnaire.Version, now))
        .MaxBy(questionnaire => questionnaire.Version);

    /// <summary>Whether a version may be put before people: it is known, was not withdrawn, and every replica knows it by now.</summary>
    /// <param name="code">Code, case-sensitive.</param>
    /// <param name="version">The version.</param>
    /// <param name="now">The moment.</param>
    public bool MayAsk(string code, int version, DateTimeOffset now) => Publications.TryGetValue((code, version), out var publication)
        ? publication.IsOffered(now)
        : FindQuestionnaire(code, version) is not null;

    /// <summary>The questionnaire of a site on which nothing else was decided: that of its network, else the first of the files.</summary>
    /// <param name="site">A site of this catalogue.</param>
    public string UsualQuestionnaire(Site site) =>
        Networks.First(network => network.Code == site.Network).Questionnaire ?? Questionnaires[0].Code;

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
