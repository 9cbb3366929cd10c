using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Statistics.Figures;

namespace QualiPref.Statistics.Tests.Figures;

/// <summary>A small network: two sites that retain <c>accueil-general</c>, the first also <c>titres-etrangers</c>.</summary>
internal static class Given
{
    public const string Evry = "91-EVRY", Etampes = "91-ETAMPES";

    public static readonly DateOnly Day = new(2026, 7, 3);
    public static readonly FigurePeriod Year = new("2026", new(2026, 1, 1), new(2026, 12, 31));
    public static readonly FigurePeriod YearBefore = new("2025", new(2025, 1, 1), new(2025, 12, 31));

    public static readonly IndicatorDefinition Satisfaction = Definition("satisfaction.global", IndicatorKind.SatisfactionRate) with
    {
        Version = 3,
        Module = "accueil-general",
        Target = 0.85,
        WarningMargin = 0.05,
        Questionnaire = "accueil-general",
        Question = "global",
        SatisfiedOptions = ["tres-satisfait", "satisfait"],
        ExcludedOptions = ["non-concerne"],
    };

    public static readonly IndicatorDefinition Received =
        Definition("complaints.received", IndicatorKind.ComplaintsReceived) with { Unit = "count", Direction = IndicatorDirection.None };

    public static readonly IndicatorDefinition InTime =
        Definition("complaints.answeredInTime", IndicatorKind.ComplaintsAnsweredInTime) with { WorkingDays = 15, Target = 0.9, WarningMargin = 0.05 };

    public static readonly IndicatorDefinition ResponseDays = Definition("complaints.responseDays", IndicatorKind.ComplaintsResponseDays) with
    {
        Unit = "workingDays",
        Direction = IndicatorDirection.LowerIsBetter,
    };

    public static readonly IndicatorDefinition LostCalls = Definition("phone.lostCalls", IndicatorKind.MeasuredRatio) with
    {
        Direction = IndicatorDirection.LowerIsBetter,
        Target = 0.10,
        WarningMargin = 0.05,
    };

    public static Question Request(IndicatorDefinition definition, params SiteDayCell[] cells) => new() { Definitions = [definition], Cells = cells };

    public static IReadOnlyList<Figure> Calculate(Question question)
    {
        var tally = new FigureTally([.. question.Sites.Select(site => site.Code)], question.Period, question.ComparisonPeriod, question.AsOf);
        foreach (var heard in question.Heard)
            tally.Add(heard);
        tally.Add(question.Cells);
        tally.Add(question.ComparisonCells);
        foreach (var span in question.Spans)
            tally.Add(span);
        return FigureCalculator.Calculate(
            new()
            {
                Definitions = question.Definitions,
                Network = question.Network,
                Sites = question.Sites,
                By = question.By,
                Site = question.Site,
                Indicator = question.Indicator,
                Format = question.Format,
            },
            tally);
    }

    public static Figure Of(this IReadOnlyList<Figure> figures, string? site, FigureBreakdown? breakdown = null) =>
        Assert.Single(figures, figure => figure.Site == site && figure.Breakdown == breakdown);

    public static Figure Figure(IndicatorDefinition definition, params SiteDayCell[] cells) =>
        Calculate(Request(definition, cells)).Of(Evry);

    public static SiteDayCell Cell(string site = Evry, DateOnly? date = null) =>
        new() { Site = site, Date = date ?? Day, Version = 1, Answers = [], Complaints = [], Measurements = [] };

    public static SiteDayCell With(this SiteDayCell cell, params AnswerCount[] rows) => cell with { Answers = [.. cell.Answers, .. rows] };

    public static SiteDayCell With(this SiteDayCell cell, params ComplaintCount[] rows) => cell with { Complaints = [.. cell.Complaints, .. rows] };

    public static SiteDayCell With(this SiteDayCell cell, params MeasuredCount[] rows) => cell with { Measurements = [.. cell.Measurements, .. rows] };

    public static AnswerCount Answers(int satisfied, int dissatisfied, int notConcerned = 0, int blank = 0, string channel = "kiosk") => new()
    {
        Questionnaire = "accueil-general",
        Question = "global",
        Channel = channel,
        Options =
        [
            .. new OptionCount[] { new("satisfait", satisfied), new("peu-satisfait", dissatisfied), new("non-concerne", notConcerned) }
                .Where(option => option.Count > 0),
        ],
        Blank = blank,
    };

    public static ComplaintCount Cases(int received, string kind = "complaint", string channel = "desk-slip", string? motive = "attente") => new()
    {
        Kind = kind,
        Channel = channel,
        Motive = motive,
        Received = received,
        InTime = 0,
        Late = 0,
        BackDated = 0,
        ResponseDays = [],
        Undecided = [],
    };

    private static IndicatorDefinition Definition(string code, IndicatorKind kind) => new()
    {
        Code = code,
        Version = 1,
        Label = code,
        Kind = kind,
        Formula = code,
        Unit = "ratio",
        Direction = IndicatorDirection.HigherIsBetter,
    };
}

/// <summary>What is asked for, with the cells to add up.</summary>
internal sealed record Question
{
    public required IReadOnlyList<IndicatorDefinition> Definitions { get; init; }

    public string Network { get; init; } = "essonne";

    public IReadOnlyList<SiteScope> Sites { get; init; } =
        [new(Given.Evry, ["accueil-general", "titres-etrangers"]), new(Given.Etampes, ["accueil-general"])];

    public FigurePeriod Period { get; init; } = Given.Year;

    public required IReadOnlyList<SiteDayCell> Cells { get; init; }

    public FigurePeriod? ComparisonPeriod { get; init; }

    public IReadOnlyList<SiteDayCell> ComparisonCells { get; init; } = [];

    /// <summary>Months and years that were added up.</summary>
    public IReadOnlyList<SiteSpan> Spans { get; init; } = [];

    public DateOnly AsOf { get; init; } = new(2026, 11, 23);

    public FigureDimensions By { get; init; }

    public string? Site { get; init; }

    public string? Indicator { get; init; }

    /// <summary>Since when the sources have had anything to say, as far as that is before the cells.</summary>
    public IReadOnlyList<SourceSince> Heard { get; init; } = [];

    public FigureFormat Format { get; init; } = FigureFormat.Newest;
}
