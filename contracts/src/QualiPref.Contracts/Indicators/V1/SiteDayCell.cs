using System.Text.Json.Serialization;

namespace QualiPref.Contracts.Indicators.V1;

/// <summary>
/// Everything the figures need of one site on one local legal day, as additive counts: a wider period is the sum of its cells.
/// </summary>
public sealed record SiteDayCell
{
    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Local legal date: of the answer, of the reception of a complaint, or the first of the month of a measurement.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Grows with each recomputation that changed the cell.</summary>
    public required long Version { get; init; }

    /// <summary>Counted answers by questionnaire, question and channel.</summary>
    public required IReadOnlyList<AnswerCount> Answers { get; init; }

    /// <summary>Cases by kind, channel, motive and module.</summary>
    public required IReadOnlyList<ComplaintCount> Complaints { get; init; }

    /// <summary>Measurements typed for the month that begins on <see cref="Date"/>.</summary>
    public required IReadOnlyList<MeasuredCount> Measurements { get; init; }
}

/// <summary>Counted answers to one question through one channel.</summary>
public sealed record AnswerCount
{
    /// <summary>Code of the questionnaire.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Code of the question.</summary>
    public required string Question { get; init; }

    /// <summary><c>kiosk</c>, <c>web</c> or <c>paper</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Answers per option chosen, options excluded from the rate included; options nobody chose are absent.</summary>
    public required IReadOnlyList<OptionCount> Options { get; init; }

    /// <summary>Counted answers that left this question blank.</summary>
    public required int Blank { get; init; }
}

/// <summary>How often one option was chosen.</summary>
/// <param name="Option">Code of the option.</param>
/// <param name="Count">Answers, at least 1.</param>
public sealed record OptionCount(string Option, int Count)
{
    /// <summary>Of which by people who left after a first answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Partial { get; init; }
}

/// <summary>Cases received on the cell's day that share kind, channel, motive and module.</summary>
public sealed record ComplaintCount
{
    /// <summary><c>complaint</c>, <c>suggestion</c> or <c>thanks</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Channel code.</summary>
    public required string Channel { get; init; }

    /// <summary>Motive code, null while not qualified.</summary>
    public string? Motive { get; init; }

    /// <summary>Module code, null while unknown.</summary>
    public string? Module { get; init; }

    /// <summary>Cases, whatever became of them.</summary>
    public required int Received { get; init; }

    /// <summary>Cases whose first answer was in time.</summary>
    public required int InTime { get; init; }

    /// <summary>Cases whose first answer was late.</summary>
    public required int Late { get; init; }

    /// <summary>Cases with a back-dated transition.</summary>
    public required int BackDated { get; init; }

    /// <summary>Histogram of the working days to the first answer, ascending, over the cases in time and late.</summary>
    public required IReadOnlyList<ResponseDayCount> ResponseDays { get; init; }

    /// <summary>Open cases without a first answer by due date, ascending.</summary>
    public required IReadOnlyList<UndecidedCount> Undecided { get; init; }
}

/// <summary>Cases first answered after a number of working days.</summary>
/// <param name="Days">Working days after reception, same day 0.</param>
/// <param name="Count">Cases, at least 1.</param>
public sealed record ResponseDayCount(int Days, int Count);

/// <summary>Open cases that share a due date.</summary>
/// <param name="DueOn">Last local date on which a first answer is in time.</param>
/// <param name="Count">Cases, at least 1.</param>
public sealed record UndecidedCount(DateOnly DueOn, int Count);

/// <summary>Sum of the measurements of one indicator typed for one site and month.</summary>
/// <param name="Indicator">Code of the indicator, such as <c>phone.lostCalls</c>.</param>
/// <param name="Numerator">Sum of the numerators.</param>
/// <param name="Denominator">Sum of the denominators.</param>
public sealed record MeasuredCount(string Indicator, long Numerator, long Denominator);
