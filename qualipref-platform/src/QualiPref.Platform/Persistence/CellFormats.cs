using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// The members of cells, and of the roots and parts of cuts that hold them, in each format that was released. A member that is added to one of the types
/// belongs to a further format; a changed rule of counting does too.
/// </summary>
public static class CellFormats
{
    private static readonly Dictionary<Type, string> First = new()
    {
        [typeof(CutRoot)] = "cutId network period asOf requestedAt takenAt codeVersion cellFormat heardSince parts balance open",
        [typeof(SourceSince)] = "source site month",
        [typeof(CutPartReference)] = "digest site from to facts bytes",
        [typeof(BalanceMonth)] = "source site month version received counted setAside discarded abandoned voided pending agrees openSince",
        [typeof(OpenMonth)] = "source site month received facts pending",
        [typeof(CutPart)] = "siteDays",
        [typeof(CutSiteDay)] = "cell site date facts",
        [typeof(SiteDayCell)] = "site date version answers complaints measurements",
        [typeof(AnswerCount)] = "questionnaire question channel options blank",
        [typeof(OptionCount)] = "option count",
        [typeof(ComplaintCount)] = "kind channel motive module received inTime late backDated responseDays undecided",
        [typeof(ResponseDayCount)] = "days count",
        [typeof(UndecidedCount)] = "dueOn count",
        [typeof(MeasuredCount)] = "indicator numerator denominator",
    };

    /// <summary>
    /// All formats, the first one first: 0.1.0, which left <c>cellFormat</c> and <c>heardSince</c> out; then with how many of those who chose an option left after a first
    /// answer.
    /// </summary>
    public static IReadOnlyList<IReadOnlyDictionary<Type, string>> All { get; } =
    [
        First,
        new Dictionary<Type, string>(First) { [typeof(OptionCount)] = "option count partial" },
    ];
}
