using System.Globalization;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests.Setup;

/// <summary>Plain cells, to be varied with <c>with</c>.</summary>
internal static class Given
{
    public const string Evry = "91-EVRY";
    public const string Agen = "47-AGEN";

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static SiteDayCell Cell(string site = Evry, string date = "2026-03-10", long version = 1) => new()
    {
        Site = site,
        Date = Day(date),
        Version = version,
        Answers = [],
        Complaints = [],
        Measurements = [],
    };

    /// <summary>Answers to the question on satisfaction as a whole; of the satisfied, some left after a first answer.</summary>
    public static SiteDayCell Answering(this SiteDayCell cell, int satisfied, int dissatisfied, int excluded = 0, int partial = 0) => cell with
    {
        Answers =
        [
            new AnswerCount
            {
                Questionnaire = "accueil-general",
                Question = "global",
                Channel = "kiosk",
                Options =
                [
                    .. new OptionCount[] { new("satisfait", satisfied) { Partial = partial }, new("peu-satisfait", dissatisfied), new("non-concerne", excluded) }
                        .Where(option => option.Count > 0),
                ],
                Blank = 0,
            },
        ],
    };

    public static ComplaintCount Received(int count, string channel, string? motive, string kind = "complaint", int backDated = 0) => new()
    {
        Kind = kind,
        Channel = channel,
        Motive = motive,
        Received = count,
        InTime = 0,
        Late = 0,
        BackDated = backDated,
        ResponseDays = [],
        Undecided = [],
    };

    /// <summary>A row of the balance, closed unless something is pending.</summary>
    public static BalanceMonth Row(string month, int counted, int pending = 0, string source = "surveys", string site = Agen, long version = 1) => new()
    {
        Source = source,
        Site = site,
        Month = Day(month + "-01"),
        Version = version,
        Received = counted + pending,
        Counted = counted,
        SetAside = 0,
        Discarded = 0,
        Abandoned = 0,
        Voided = 0,
        Pending = pending,
        Agrees = pending == 0,
    };

    /// <summary>Answers of one day that came after the first of two cuts, or changed for another cause.</summary>
    public static IReadOnlyList<object> Late(string site, string date, int count, string cause = "late", string source = "surveys") =>
    [
        .. Enumerable.Range(0, count).Select(_ => new Indicators.FactChange(source, Guid.NewGuid(), site, Day(date), From: null, To: 1, cause)),
    ];

    /// <summary>The cells of <see cref="LotEtGaronne2014"/>.</summary>
    public static IReadOnlyList<SiteDayCell> CellsOf2014 =>
    [
        .. LotEtGaronne2014.Received.GroupBy(row => row.Day, row => Received(row.Count, row.Channel, row.Motive, row.Kind))
            .Select(day => Cell(Agen, day.Key) with { Complaints = [.. day] }),
    ];
}
