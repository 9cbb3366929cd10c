using QualiPref.Statistics;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary>
/// The outline follows the duties of the comité local des usagers as the minutes of 26 March 2013 (Essonne) list them: results of the
/// quality requirements, complaints and action plans, wishes and suggestions, action plans, standard letters and forms. Around them stand
/// the parts that annual reports of labelled prefectures have besides: scope, what became of the report before, audits, the committee's opinion.
/// </summary>
internal static class ReportOutline
{
    public static IReadOnlyList<ReportSection> For(IReadOnlyList<IndicatorDefinition> definitions)
    {
        var quality = definitions.Where(one => one.Kind is IndicatorKind.SatisfactionRate or IndicatorKind.MeasuredRatio).Select(one => one.Code);
        var complaints = definitions.Where(one => one.Kind is not (IndicatorKind.SatisfactionRate or IndicatorKind.MeasuredRatio)).Select(one => one.Code);
        return
        [
            new("perimetre", "Périmètre", "Sites du réseau et modules retenus par chacun.", []),
            new("suites", "Suites du bilan précédent", "À présenter par le référent qualité : les suites du bilan précédent ne sont pas encore suivies ici.", []),
            new("resultats", "Résultats des exigences de qualité",
                "Indicateurs qualité et enquêtes de satisfaction, avec l'effectif, l'intervalle de confiance à 95 % et la même période un an plus tôt.", [.. quality]),
            new("reclamations", "Réclamations et suites données",
                "Réclamations et suggestions reçues, part traitée dans le délai et délai médian de réponse.", [.. complaints]),
            new("suggestions", "Souhaits et suggestions des usagers", "Suggestions reçues, par motif et par canal.", []),
            new("audits", "Audits", "À présenter par le référent qualité : les audits ne sont pas encore suivis ici.", []),
            new("plans-actions", "Plans d'actions", "À présenter par le référent qualité : les plans d'actions ne sont pas encore suivis ici.", []),
            new("courriers-types", "Courriers-types et formulaires", "À présenter par le référent qualité : l'examen des courriers-types n'est pas encore suivi ici.", []),
            new("avis", "Avis du comité local des usagers", "À recueillir en séance.", []),
        ];
    }
}
