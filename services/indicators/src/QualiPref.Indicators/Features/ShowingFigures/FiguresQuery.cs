using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Time;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.ShowingFigures;

/// <summary>Which figures are asked for.</summary>
internal sealed record FiguresQuery
{
    private static readonly (string Name, FigureDimensions Dimension)[] Dimensions =
    [
        ("channel", FigureDimensions.Channel),
        ("motive", FigureDimensions.Motive),
        ("kind", FigureDimensions.Kind),
        ("module", FigureDimensions.Module),
    ];

    /// <summary>What the query takes, besides the page.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        QueryParameter.Network with { IsRequired = false, Description = "Code of a network: figures of its sites and of all together. This or a site is needed." },
        QueryParameter.Site with { Description = "Code of a site: its figures only." },
        QueryParameter.Period,
        QueryParameter.Text("indicator", "Code of one indicator; all when left out.", 100),
        QueryParameter.Text("by", $"Adds figures by any of {Names}, separated by commas.", 100),
        QueryParameter.Text("compareTo", "Period to compare with, the year before when left out.", 30),
        QueryParameter.Date("asOf", "Local day at which open cases are judged, today when left out."),
    ];

    public required Network Network { get; init; }

    public required Site? Site { get; init; }

    public required Period Period { get; init; }

    public required Period CompareTo { get; init; }

    public required string? Indicator { get; init; }

    public required FigureDimensions By { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>Codes of the sites whose figures are asked for.</summary>
    public IReadOnlyList<string> Sites => Site is null ? Network.Sites : [Site.Code];

    /// <summary>Reads the query, and which page of its figures is wanted.</summary>
    /// <exception cref="ProblemException">422 with every wrong parameter.</exception>
    public static (FiguresQuery Query, PageRequest Page) Read(HttpContext context, Catalogue catalogue, TimeProvider time)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(context.Request.Query, errors);
        var site = FindSite(fields, catalogue, errors);
        var network = FindNetwork(fields, catalogue, site, errors);
        var period = fields.Period("period", required: true);
        var compareTo = fields.Text("compareTo") is null ? YearBefore(period, errors) : fields.Period("compareTo");
        var by = ReadBy(fields, errors);
        var asOf = fields.Date("asOf");
        if (fields.Text("indicator") is { } code && catalogue.Indicators.All(indicator => indicator.Code != code))
        {
            errors.Add("indicator", "Indicateur inconnu.", "Unknown indicator.");
        }
        var page = PageRequest.Read(context.Request.Query, errors);
        errors.ThrowIfAny();
        var query = new FiguresQuery
        {
            Network = network!,
            Site = site,
            Period = period!,
            CompareTo = compareTo!,
            Indicator = fields.Text("indicator"),
            By = by,
            AsOf = asOf ?? Today(site, network!, catalogue, time),
        };
        return (query, page);
    }

    /// <summary>Reads what is asked for a report: all indicators of a whole network, beside the year before.</summary>
    /// <exception cref="ProblemException">422 with every wrong parameter.</exception>
    public static FiguresQuery ReadReport(HttpContext context, Catalogue catalogue)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(context.Request.Query, errors);
        var network = fields.Network("network", catalogue);
        var period = fields.Period("period", required: true);
        var compareTo = YearBefore(period, errors);
        var asOf = fields.Date("asOf", required: true);
        errors.ThrowIfAny();
        return new FiguresQuery
        {
            Network = network!,
            Site = null,
            Period = period!,
            CompareTo = compareTo!,
            Indicator = null,
            By = FigureDimensions.None,
            AsOf = asOf!.Value,
        };
    }

    private static Site? FindSite(QueryFields fields, Catalogue catalogue, FieldErrors errors)
    {
        if (fields.Text("site") is not { } code) return null;
        if (catalogue.TryGetSite(code, out var site)) return site;
        errors.Add("site", "Site inconnu.", "Unknown site.");
        return null;
    }

    private static Network? FindNetwork(QueryFields fields, Catalogue catalogue, Site? site, FieldErrors errors)
    {
        var code = fields.Text("network");
        if (code is null && site is null)
        {
            if (fields.Text("site") is null) errors.Add("network", "Indiquez un réseau ou un site.", "Name a network or a site.");
            return null;
        }
        var network = catalogue.Networks.FirstOrDefault(one => one.Code == (code ?? site!.Network));
        if (network is null) errors.Add("network", "Réseau inconnu.", "Unknown network.");
        else if (site is not null && site.Network != network.Code) errors.Add("site", "Ce site n'est pas de ce réseau.", "This site is not of this network.");
        return network;
    }

    private static Period? YearBefore(Period? period, FieldErrors errors)
    {
        if (period is null) return null;
        if (period.From.Year > Period.FirstYear) return period.YearBefore();
        errors.Add("period", $"La première année est {Period.FirstYear + 1}.", $"The first year is {Period.FirstYear + 1}.");
        return null;
    }

    private static FigureDimensions ReadBy(QueryFields fields, FieldErrors errors)
    {
        var by = FigureDimensions.None;
        foreach (var name in fields.Text("by")?.Split(',') ?? [])
        {
            var dimension = Dimensions.FirstOrDefault(one => one.Name == name).Dimension;
            if (dimension == FigureDimensions.None) errors.Add("by", $"Dimension inconnue ; dimensions admises : {Names}.", $"Unknown dimension; allowed: {Names}.");
            by |= dimension;
        }
        return by;
    }

    private static string Names => string.Join(", ", Dimensions.Select(one => one.Name));

    private static DateOnly Today(Site? site, Network network, Catalogue catalogue, TimeProvider time)
    {
        // All sites of a network share its zone in practice; were they not to, the first one's day is as good as another's.
        var zone = site ?? catalogue.Sites.First(one => one.Code == network.Sites[0]);
        return zone.TimeZone.Today(time);
    }
}
