using QualiPref.Platform.Time;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary>What the figures do not say by themselves.</summary>
internal static class ReportWarnings
{
    public static IReadOnlyList<ReportWarning> Of(
        Period period, DateOnly asOf, IReadOnlyList<Figure> figures, IReadOnlyList<ReportSite> sites, IReadOnlyList<IndicatorDefinition> definitions,
        ReportBalance balance) =>
    [
        new("volontaires", "Les taux de satisfaction sont ceux des répondants volontaires, sans redressement."),
        .. NotOver(period, asOf),
        .. Open(balance),
        .. SmallSamples(figures, sites, definitions),
        .. BackDated(figures),
        .. UnverifiedModules(sites),
    ];

    private static IEnumerable<ReportWarning> NotOver(Period period, DateOnly asOf)
    {
        if (period.To >= asOf) yield return new("periode-en-cours", "La période n'est pas terminée : les chiffres évoluent encore.");
    }

    private static IEnumerable<ReportWarning> Open(ReportBalance balance)
    {
        if (!balance.Closed) yield return new("solde-ouvert", balance.Sentence());
        if (balance.SetAside > 0) yield return new("a-decider", $"{balance.Aside()} du référent qualité (page « Réponses à vérifier ») : sans elle, rien n'en est compté.");
    }

    private static IEnumerable<ReportWarning> SmallSamples(
        IReadOnlyList<Figure> figures, IReadOnlyList<ReportSite> sites, IReadOnlyList<IndicatorDefinition> definitions)
    {
        var names = sites.ToDictionary(site => site.Code, site => site.Name);
        return
            from definition in definitions
            where definition.Kind == IndicatorKind.SatisfactionRate
            from figure in figures
            where figure.Indicator == definition.Code && figure.N is > 0 and < FigureFormat.FewestJudged
            // The total of a network of one site is that site again.
            where figure.Site is not null || sites.Count > 1
            let place = figure.Site is null ? "ensemble du réseau" : names[figure.Site]
            let answers = figure.N == 1 ? "1 réponse exprimée" : $"{figure.N} réponses exprimées"
            select new ReportWarning("petit-effectif", $"{definition.Label}, {place} : {answers} seulement.");
    }

    private static IEnumerable<ReportWarning> BackDated(IReadOnlyList<Figure> figures) =>
        from figure in figures
        where figure.Indicator == ReportFigures.Received && figure.Site is null && figure.BackDated > 0
        select new ReportWarning("antidatees", figure.BackDated == 1
            ? "1 dossier comporte une étape datée avant sa saisie."
            : string.Create(ReportBalance.French, $"{figure.BackDated:N0} dossiers comportent une étape datée avant leur saisie."));

    private static IEnumerable<ReportWarning> UnverifiedModules(IReadOnlyList<ReportSite> sites) =>
        from site in sites
        from module in site.Modules
        where !module.Verified
        select new ReportWarning("module-non-verifie", $"{site.Name} : module « {module.Name} » à vérifier, aucun document consulté n'établit que le site le retient.");
}
