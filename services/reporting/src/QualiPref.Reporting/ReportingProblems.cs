using QualiPref.Platform.Http;

namespace QualiPref.Reporting;

/// <summary>The refusals that are particular to reports.</summary>
internal static class ReportingProblems
{
    /// <summary>409: the id belongs to a report of another network, period or title.</summary>
    public static ProblemKind OtherContent { get; } = new("QP-REPORTING-002", 409, new Words(
        "Un bilan portant cet identifiant existe déjà avec un autre contenu.", "A report with this id exists with other content."));

    /// <summary>409: the catalogue no longer holds the network of the report, so nobody can say what its figures are.</summary>
    public static ProblemKind NetworkGone { get; } = new("QP-REPORTING-004", 409, new Words(
        "Le réseau de ce bilan n'est plus au catalogue : rétablissez-le dans networks.yaml pour relire le bilan.",
        "The network of this report is no longer in the catalogue: restore it in networks.yaml to read the report."));
}
