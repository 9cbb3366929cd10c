using System.Globalization;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.RenderingDocuments;

/// <summary>The words and numbers of a report as a French reader expects them; rounding happens here and nowhere else.</summary>
/// <param name="report">The report or edition.</param>
/// <param name="definitions">The indicators' definitions that its figures were computed with.</param>
/// <param name="labels">Labels of codes.</param>
/// <param name="zone">Zone of the report's first site; universal time when the catalogue knows that site no more.</param>
public sealed class ReportPresentation(ReportContent report, IReadOnlyList<IndicatorDefinition> definitions, ReportLabels labels, TimeZoneInfo zone)
{
    internal static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The report or edition.</summary>
    public ReportContent Report => report;

    /// <summary>The edition, null while it is a draft.</summary>
    public EditionView? Edition => report as EditionView;

    /// <summary>Whether complaints by kind, channel and motive are shown.</summary>
    public bool ShowsBreakdown => Edition?.Audience != Audience.Public;

    /// <summary>Name of the document as a file, without ending.</summary>
    public string FileName => Edition is { } edition
        ? string.Create(CultureInfo.InvariantCulture, $"{report.Network}-{report.Period}-edition-{edition.Revision}")
        : $"{report.Network}-{report.Period}";

    /// <summary>The date of judgement in words.</summary>
    public string AsOf => Date(report.AsOf);

    /// <summary>The period as a reader says it.</summary>
    public string PeriodName => Period.TryParse(report.Period, out var period) ? period.InFrench() : report.Period;

    /// <summary>The definition of an indicator.</summary>
    public IndicatorDefinition Definition(string code) => definitions.First(one => one.Code == code);

    /// <summary>The overall figures of an indicator, the network last; the total of a network of one site is that site again, and left out.</summary>
    public IEnumerable<Figure> FiguresOf(string indicator) =>
        report.Figures.Where(figure => figure.Indicator == indicator && (figure.Site is not null || report.Sites.Count > 1));

    /// <summary>Name of a site, or of the network for null.</summary>
    public string SiteName(string? code) => code is null ? "Ensemble du réseau" : report.Sites.First(site => site.Code == code).Name;

    /// <summary>Label of a channel.</summary>
    public string Channel(string code) => labels.Channels.GetValueOrDefault(code, code);

    /// <summary>Label of a motive.</summary>
    public string Motive(string code) => code == FigureBreakdown.UnqualifiedMotive
        ? "Non qualifié"
        : labels.Motives.GetValueOrDefault(code, code);

    /// <summary>Codes of channels, each once, in the catalogue's order.</summary>
    public IReadOnlyList<string> ChannelsInOrder(IEnumerable<string> codes) => InOrder(codes, labels.Channels.Keys);

    /// <summary>Codes of motives, each once, in the catalogue's order; what the catalogue does not name, such as a motive still to be qualified, comes last.</summary>
    public IReadOnlyList<string> MotivesInOrder(IEnumerable<string> codes) => InOrder(codes, labels.Motives.Keys);

    /// <summary>Label of a kind.</summary>
    public static string Kind(string code) => code switch
    {
        "complaint" => "Réclamation",
        "suggestion" => "Suggestion",
        _ => code,
    };

    /// <summary>The value in its unit, or in words why there is none.</summary>
    public static string Value(Figure figure, IndicatorDefinition definition) => figure switch
    {
        { Status: FigureStatus.NotRetained } => "non retenu",
        { Value: null } => "non mesuré",
        _ when !FigureReading.IsShown(definition, figure.N) => TooFew(definition),
        { Value: { } value } => Number(value, definition, FigureReading.Decimals(figure, definition)),
    };

    /// <summary>What the value rests on, and how many of it left after a first answer.</summary>
    public static string N(Figure figure) => figure.Partial is > 0 and var partial
        ? $"{Count(figure.N)} (dont {Count(partial)} {(partial == 1 ? "partielle" : "partielles")})"
        : Count(figure.N);

    /// <summary>The interval in the unit of the value, or a dash.</summary>
    public static string Interval(Figure figure, IndicatorDefinition definition) => figure.Interval is { } interval && FigureReading.IsShown(definition, figure.N)
        ? $"{Number(interval.Low, definition)} à {Number(interval.High, definition)}"
        : "–";

    /// <summary>The value of the period before, or a dash.</summary>
    public static string Before(Figure figure, IndicatorDefinition definition) => figure.Comparison switch
    {
        null => "–",
        { N: { } n } when !FigureReading.IsShown(definition, n) => TooFew(definition),
        { Value: var value } => Number(value, definition),
    };

    /// <summary>What the value of the period before rests on; a dash where there is none, or an edition does not say it.</summary>
    public static string BeforeN(Figure figure) => figure.Comparison?.N is { } n ? Count(n) : "–";

    /// <summary>The verdict of the comparison in words, and over which days it was made where these are not the whole periods.</summary>
    public static string Change(Figure figure, IndicatorDefinition definition) => figure.Comparison?.Verdict switch
    {
        null => "–",
        _ when !FigureReading.IsCompared(figure, definition) => CannotBeSaid(definition),
        ComparisonVerdict.Higher => "en hausse" + Over(figure, figure.Comparison!),
        ComparisonVerdict.Lower => "en baisse" + Over(figure, figure.Comparison!),
        _ => "pas de différence établie" + Over(figure, figure.Comparison!),
    };

    private static string Over(Figure figure, FigureComparison comparison)
    {
        if (!Period.TryParse(figure.Period, out var now) || !Period.TryParse(comparison.Period, out var before)
            || FigureReading.IsOfWholePeriods(comparison, now.Days, before.Days)) return "";
        var span = comparison is { From: { } from, To: { } to } && (from, to) != (before.From, before.To) ? $", du {Date(from)} au {Date(to)}" : "";
        return $" ({Count(comparison.Days!.Value)} {(figure.Site is null ? "jours de site" : "jours")} contre {Count(comparison.PreviousDays!.Value)}{span})";
    }

    /// <summary>Head of the column on the target, with the target where there is one.</summary>
    public static string Target(IndicatorDefinition definition) => definition.Target is { } target ? $"Cible ({Number(target, definition)})" : "Cible";

    /// <summary>The judgement against the target in words.</summary>
    public static string Status(Figure figure, IndicatorDefinition definition) => figure.Status switch
    {
        _ when figure is { Value: not null, Target: not null } && !FigureReading.IsJudged(figure, definition) => CannotBeSaid(definition),
        FigureStatus.Met => "atteinte",
        FigureStatus.Near => "proche",
        FigureStatus.Missed => "non atteinte",
        FigureStatus.Undetermined => "ne peut être dit",
        _ => "–",
    };

    private static string CannotBeSaid(IndicatorDefinition definition) => $"ne peut être dit\u00a0: {TooFew(definition)}";

    private static string TooFew(IndicatorDefinition definition) => definition.Kind == IndicatorKind.SatisfactionRate ? "trop peu de réponses" : "trop peu de cas";

    /// <summary>Label of an indicator; its code when the edition does not define it any more.</summary>
    public string IndicatorName(string code) => definitions.FirstOrDefault(one => one.Code == code)?.Label ?? code;

    /// <summary>One side of a change: the value and what it rests on.</summary>
    public string Side(FigureValue? value, string indicator) => (value, definitions.FirstOrDefault(one => one.Code == indicator)) switch
    {
        (null, _) => "absent",
        ({ Value: not null }, { } few) when !FigureReading.IsShown(few, value.N) => $"{TooFew(few)} (n\u00a0=\u00a0{Count(value.N)})",
        ({ Value: { } number }, { } definition) => $"{Number(number, definition)} (n\u00a0=\u00a0{Count(value.N)})",
        _ => "non mesuré",
    };

    /// <summary>The causes of a change in words.</summary>
    public static string Causes(FigureChange change) => change.Causes.Count == 0
        ? "–"
        : string.Join(", ", change.Causes.Select(cause => cause.Cause switch
        {
            "definition" => "définition modifiée",
            "asOf" => "échéances jugées à une autre date",
            var code => $"{CauseName(code)} ({Count(cause.Count)})",
        }));

    /// <summary>Name of a source.</summary>
    public static string Source(string code) => code switch
    {
        "surveys" => "Réponses aux enquêtes",
        "complaints" => "Réclamations et suggestions",
        _ => code,
    };

    /// <summary>A month in words.</summary>
    public static string Month(string month) => DateOnly.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture).ToString("MMMM yyyy", French);

    /// <summary>A date in words.</summary>
    public static string Date(DateOnly date) => date.InFrench();

    /// <summary>An instant in words, in the zone of the report's first site.</summary>
    public string Instant(DateTime instant)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(instant, zone);
        var which = zone == TimeZoneInfo.Utc ? " (temps universel)" : "";
        return $"{Date(DateOnly.FromDateTime(local))} à {local.ToString("H'\u00a0h\u00a0'mm", French)}{which}";
    }

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Count(long number) => number.ToString("N0", French);

    private static List<string> InOrder(IEnumerable<string> codes, IEnumerable<string> order)
    {
        List<string> places = [.. order];
        return [.. codes.Distinct().OrderBy(code => places.IndexOf(code) is var place and >= 0 ? place : int.MaxValue)];
    }

    private static string CauseName(string code) => code switch
    {
        "late" => "arrivés depuis",
        "voided" => "retirés",
        "accepted" => "mis de côté puis acceptés",
        "discarded" => "refusés",
        "answered" => "réponse enregistrée depuis",
        "qualified" => "motif qualifié depuis",
        "corrected" => "corrigés",
        "withdrawn" => "réponse qui n'est plus due",
        "measured" => "mesures saisies depuis",
        "changed" => "modifiés",
        _ => code,
    };

    private static string Number(double value, IndicatorDefinition definition, int decimals = 1) => definition.Unit switch
    {
        "ratio" => $"{(value * 100).ToString($"N{decimals}", French)}\u00a0%",
        "workingDays" => $"{value.ToString($"N{decimals}", French)}\u00a0j.\u00a0ouvré{(Math.Abs(value) >= 2 ? "s" : "")}",
        _ => value.ToString("N0", French),
    };
}
