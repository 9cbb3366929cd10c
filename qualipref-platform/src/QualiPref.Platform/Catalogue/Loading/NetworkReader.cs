namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>Networks and their sites, checked against the frameworks, the holiday zones and the questionnaires.</summary>
internal sealed class NetworkReader(
    CatalogueFile<List<NetworkShape>> file, IReadOnlyList<QualityFramework> frameworks, IReadOnlyCollection<string> holidayZones,
    IReadOnlyCollection<string> questionnaires)
{
    // It stands in a column of a list.
    private const int LongestTeam = 60;

    private readonly HashSet<string> _networkCodes = [];
    private readonly HashSet<string> _siteCodes = [];
    private readonly List<Site> _sites = [];
    private readonly LetterheadReader _letterheads = new(file);

    internal (IReadOnlyList<Network> Networks, IReadOnlyList<Site> Sites) Read() => ([.. file.Content.Select(Read)], _sites);

    private Network Read(NetworkShape network)
    {
        file.NewCode(network.Code, _networkCodes, "network");
        file.Known(network.Framework, [.. frameworks.Select(framework => framework.Code)], "framework");
        file.Known(network.HolidayZone, holidayZones, "holiday zone");
        if (network.Questionnaire is { } questionnaire) file.Known(questionnaire, questionnaires, "questionnaire");
        var modules = frameworks.FirstOrDefault(framework => framework.Code == network.Framework.Value)?.Modules ?? [];
        var zone = TimeZone(network.TimeZone);
        var letterhead = network.Letterhead is { } common ? _letterheads.Read(common) : null;
        _sites.AddRange(network.Sites.Select(site => Read(network, site, zone, modules, letterhead)));

        return new Network
        {
            Code = network.Code.Value,
            Name = network.Name,
            Framework = network.Framework.Value,
            Questionnaire = network.Questionnaire?.Value,
            Sites = [.. network.Sites.Select(site => site.Code.Value)],
        };
    }

    private Site Read(NetworkShape network, SiteShape site, TimeZoneInfo zone, IReadOnlyList<FrameworkModule> modules, Letterhead? letterhead) => new()
    {
        Code = file.NewCode(site.Code, _siteCodes, "site"),
        Network = network.Code.Value,
        Name = site.Name,
        Kind = file.OneOf<SiteKind>(site.Kind),
        TimeZone = zone,
        HolidayZone = network.HolidayZone.Value,
        Modules = Modules(site, modules),
        Closures = Closures(site),
        Teams = Teams(site),
        Letterhead = site.Letterhead is { } own ? _letterheads.Read(own) : letterhead,
    };

    private TimeZoneInfo TimeZone(Located id)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id.Value, out var zone) && zone.HasIanaId)
            return zone;

        file.Refuse(id, "is not an IANA time zone known to this machine, such as Europe/Paris.");
        return TimeZoneInfo.Utc;
    }

    private IReadOnlyList<SiteModule> Modules(SiteShape site, IReadOnlyList<FrameworkModule> modules)
    {
        var retained = new HashSet<string>();
        string[] known = [.. modules.Select(module => module.Code)];
        foreach (var module in site.Modules)
        {
            file.Known(module.Code, known, "module of the network's framework");
            file.NewCode(module.Code, retained, "module of this site");
        }

        foreach (var missing in modules.Where(module => module.Mandatory && !retained.Contains(module.Code)))
            file.Refuse(site.Code, $"does not retain {missing.Code}, which is mandatory.");

        return [.. site.Modules.Select(module => new SiteModule(module.Code.Value, module.Verified))];
    }

    private SiteTeam[] Teams(SiteShape site)
    {
        var codes = new HashSet<string>();
        foreach (var team in site.Teams.Where(team => string.IsNullOrWhiteSpace(team.Label) || team.Label.Length > LongestTeam))
            file.Refuse(team.Code, $"needs a label of 1 to {LongestTeam} characters.");

        return [.. site.Teams.Select(team => new SiteTeam(file.NewCode(team.Code, codes, "team of this site"), team.Label))];
    }

    private List<SiteClosure> Closures(SiteShape site)
    {
        var dates = new HashSet<DateOnly>();
        var closures = new List<SiteClosure>();
        foreach (var closure in site.Closures)
        {
            var date = file.Date(closure.Date);
            if (!dates.Add(date))
                file.Refuse(closure.Date, "is already a closure of this site.");

            closures.Add(new SiteClosure(date, closure.Reason));
        }

        return closures;
    }
}
