using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Storage;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>
/// The members of what an edition holds, in each format that was released. A member that is added to one of the types belongs to a further format; a changed
/// rule of computing figures does too, and is one of <see cref="FigureFormat"/> of the same number.
/// </summary>
internal static class EditionMembers
{
    private const string FirstFigure = "id indicator site period asOf definitionVersion n excluded numerator denominator value interval distribution target status comparison "
        + "breakdown p90 backDated";

    private static readonly Dictionary<Type, string> FirstFigures = new()
    {
        [typeof(FrozenFigures)] = "figures complaints siteDays sections warnings balance declared open changes",
        [typeof(Figure)] = FirstFigure,
        [typeof(ConfidenceInterval)] = "method level low high",
        [typeof(FigureComparison)] = "period value difference interval pValue adjustedPValue verdict",
        [typeof(FigureBreakdown)] = "channel motive kind module",
        [typeof(ReceivedCount)] = "site kind channel motive received",
        [typeof(ReportSection)] = "code title introduction indicators",
        [typeof(ReportWarning)] = "code text",
        [typeof(BalanceMonth)] = "source site month version received counted setAside discarded abandoned voided pending agrees openSince",
        [typeof(DeclaredException)] = "source site month pending reason",
        [typeof(OpenMonth)] = "source site month received facts pending",
        [typeof(FigureChange)] = "id indicator site old new causes",
        [typeof(FigureValue)] = "n value",
        [typeof(CauseCount)] = "cause count",
    };

    /// <summary>The formats of figures: 0.1.0; then with what a comparison rests on, and how many left after a first answer.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<Type, string>> Figures { get; } =
    [
        FirstFigures,
        new Dictionary<Type, string>(FirstFigures)
        {
            [typeof(Figure)] = $"{FirstFigure} partial",
            [typeof(FigureComparison)] = "period value n from to days previousDays difference interval pValue adjustedPValue verdict",
        },
    ];

    private const string FirstManifest = "edition report title network networkName period asOf revision previous createdAt codeVersion formats cut figuresDigest "
        + "definitions sites labels";

    private static readonly Dictionary<Type, string> FirstDefinitions = new()
    {
        [typeof(EditionManifest)] = FirstManifest,
        [typeof(ManifestFormats)] = "cells figures definitions",
        [typeof(ManifestCut)] = "id rootDigest parts",
        [typeof(CutPartReference)] = "digest site from to facts bytes",
        [typeof(IndicatorDefinition)] = "code version label kind formula unit direction module commitment target warningMargin workingDays questionnaire question "
            + "satisfiedOptions excludedOptions verified source",
        [typeof(ReportSite)] = "code name modules",
        [typeof(ReportModule)] = "code name verified",
        [typeof(ReportLabels)] = "channels motives",
    };

    /// <summary>The formats of manifests and definitions: 0.1.0, which left <c>formats</c> out; then with the ends of the audit logs.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<Type, string>> Definitions { get; } =
    [
        FirstDefinitions,
        new Dictionary<Type, string>(FirstDefinitions)
        {
            [typeof(EditionManifest)] = $"{FirstManifest} auditHeads",
            [typeof(AuditHead)] = "number hash",
        },
    ];
}
