using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Pages;

/// <summary>The figures of a site or of a network over a period, whole or crossed.</summary>
[BindProperties(SupportsGet = true)]
internal sealed class IndicateursModel(IndicatorsClient indicators, Catalogue catalogue, TimeProvider time) : PortalPage
{
    private const string ByModule = "module", AsTables = "tableau";

    /// <summary>Code of a network or of a site.</summary>
    public string? Lieu { get; set; }

    public string? Periode { get; set; }

    public string? Indicateur { get; set; }

    public string? Module { get; set; }

    /// <summary><c>tableau</c> for all tables at once instead of one card an indicator.</summary>
    public string? Vue { get; set; }

    /// <summary>Dimensions that figures are crossed over.</summary>
    public IReadOnlyList<string> Par { get; set; } = [];

    internal IReadOnlyList<Figure> Figures { get; private set; } = [];

    internal string PlaceName => Places.NameOf(Lieu);

    internal IEnumerable<KeyValuePair<string, string>> Places => catalogue.PlaceNames(Caller.Of(HttpContext));

    internal IEnumerable<KeyValuePair<string, string>> Modules => catalogue.ModuleNames();

    internal IEnumerable<KeyValuePair<string, string>> Indicators =>
        catalogue.Indicators.DistinctBy(one => one.Code).Select(one => KeyValuePair.Create(one.Code, one.Label));

    internal static IReadOnlyDictionary<string, string> Dimensions { get; } = new Dictionary<string, string>
    {
        ["channel"] = "Canal",
        ["motive"] = "Motif",
        ["kind"] = "Nature",
        [ByModule] = "Module",
    };

    internal IEnumerable<FigureTable> Tables =>
        from figure in Figures
        group figure by figure.Indicator into one
        let definition = catalogue.Indicators.LastOrDefault(known => known.Code == one.Key)
        select new FigureTable(definition?.Label ?? one.Key, definition, [.. one], NameOf) { LeadsToSources = true };

    /// <summary>Where nothing is singled out: a card an indicator, which leads to its table.</summary>
    internal bool IsOverview => string.IsNullOrEmpty(Indicateur) && Par.Count == 0 && Vue != AsTables;

    /// <summary>The cards, as a reader asks for them: what people say, what the service does, what nobody measured.</summary>
    internal IEnumerable<(string Title, IReadOnlyList<FigureTable> Cards)> Groups
    {
        get
        {
            var measured = Tables.ToLookup(table => table.Whole?.Value is not null);
            var (said, done) = (measured[true].Where(IsSaid).ToList(), measured[true].Where(table => !IsSaid(table)).ToList());
            return new[] { ("Ce que disent les répondants", said), ("Ce que fait le service", done), ("Non mesurés", measured[false].ToList()) }
                .Where(group => group.Item2.Count > 0)
                .Select(group => (group.Item1, (IReadOnlyList<FigureTable>)group.Item2));
        }
    }

    internal IEnumerable<(string Verdict, string Words)> Tally =>
        FigureWords.Tally(Tables.Where(table => table.Whole is not null).Select(table => (table.Whole!, table.Definition)));

    internal SideMenu Side => new(
        "Modules et indicateurs",
        new SideGroup("Modules", Modules.Prepend(KeyValuePair.Create("", "Tous les modules"))
            .Select(one => new SideLink(AddressOf(null, one.Key), one.Value) { IsHere = IsOverview && one.Key == (Module ?? "") })),
        new SideGroup("Indicateurs", Indicators.Select(one => new SideLink(AddressOf(one.Key, null), one.Value) { IsHere = one.Key == Indicateur })),
        new SideGroup("Outils", [new SideLink(AddressOf(null, Module, AsTables), "Tout en tableau") { IsHere = Vue == AsTables, Icon = "list" }]));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Lieu ??= Places.Select(one => one.Key).FirstOrDefault("");
        var zone = catalogue.Sites[0].TimeZone;
        Periode = string.IsNullOrWhiteSpace(Periode) ? zone.Today(time).ToString("yyyy", FrenchText.Culture) : Periode.Trim();
        if (!Period.TryParse(Periode, out _))
        {
            Refuse(nameof(Periode), "Écrivez 2026, 2026-S1, 2026-Q3, 2026-07 ou 2026-07-01..2026-07-15.");
            return;
        }
        var isSite = catalogue.TryGetSite(Lieu, out _);
        var filter = new FigureFilter(isSite ? null : Lieu, isSite ? Lieu : null, Periode)
        {
            Indicator = Indicateur,
            By = [.. string.IsNullOrEmpty(Module) ? Par : Par.Append(ByModule).Distinct()],
        };
        try
        {
            if (await indicators.ReadFiguresAsync(filter, cancellationToken) is { } figures) Figures = [.. figures.Where(IsOfModule)];
            else Refuse(nameof(Indicateur), "Ces croisements donnent plus de 1 000 chiffres : choisissez un seul indicateur, un site ou moins de détails.");
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Errors.Count > 0 || refused.Problem.Status == StatusCodes.Status403Forbidden)
        {
            ShowRefusal(refused.Problem, FieldOf);
        }
    }

    /// <summary>This page at the same place and period, narrowed otherwise.</summary>
    internal string AddressOf(string? indicator, string? module, string? view = null) => "/indicateurs" + QueryText.Of(
        ("Lieu", Lieu), ("Periode", Periode), ("Indicateur", indicator), ("Module", module), ("Vue", view));

    protected override string? LabelOf(string field) => field switch
    {
        nameof(Lieu) => "Réseau ou site",
        nameof(Periode) => "Période",
        nameof(Indicateur) => "Indicateur",
        nameof(Par) => "Détailler par",
        _ => null,
    };

    private static string? FieldOf(string pointer) => pointer switch
    {
        "period" => nameof(Periode),
        "indicator" => nameof(Indicateur),
        "by" => nameof(Par),
        _ => nameof(Lieu),
    };

    private static bool IsSaid(FigureTable table) => table.Definition?.Kind == IndicatorKind.SatisfactionRate;

    private void Refuse(string field, string sentence)
    {
        ModelState.AddModelError(field, sentence);
        ViewData[LabelKey(field)] = LabelOf(field);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    // An indicator belongs to one module, or is asked of each module's own cases.
    private bool IsOfModule(Figure figure)
    {
        if (string.IsNullOrEmpty(Module)) return true;
        var own = catalogue.Indicators.LastOrDefault(one => one.Code == figure.Indicator)?.Module;
        if (own is null) return figure.Breakdown?.Module == Module;
        return own == Module && (figure.Breakdown is null || Par.Count > 0);
    }

    private string NameOf(Figure figure)
    {
        var place = figure.Site is { } site ? catalogue.SiteName(site) : "Ensemble du réseau";
        return figure.Breakdown is { } slice ? $"{place}, {FigureWords.Slice(slice, catalogue)}" : place;
    }
}
