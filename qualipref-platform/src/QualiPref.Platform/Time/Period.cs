using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace QualiPref.Platform.Time;

/// <summary>
/// A span of local legal dates as the HTTP contract writes it: <c>2026</c>, <c>2026-S1</c>, <c>2026-Q3</c>, <c>2026-07</c> or
/// <c>2026-07-01..2026-07-15</c>. Both ends are included. Two periods are equal when they are written the same way.
/// </summary>
public sealed partial record Period : IParsable<Period>
{
    /// <summary>First year that can be written.</summary>
    public const int FirstYear = 2000;

    /// <summary>Last year that can be written.</summary>
    public const int LastYear = 2100;

    /// <summary>A range of dates may not be longer than this many years.</summary>
    public const int LongestRangeInYears = 5;

    private Period(PeriodForm form, DateOnly from, DateOnly to)
    {
        Form = form;
        From = from;
        To = to;
    }

    private PeriodForm Form { get; }

    /// <summary>First day, included.</summary>
    public DateOnly From { get; }

    /// <summary>Last day, included.</summary>
    public DateOnly To { get; }

    /// <summary>Number of its days.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Whether the period starts on a first day of a month and ends on a last one.</summary>
    public bool IsWholeMonths => From.Day == 1 && To == LastDayOfMonth(To);

    /// <summary>The period of one calendar month.</summary>
    /// <param name="year">Year, 2000 to 2100.</param>
    /// <param name="month">Month, 1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year or the month does not exist here.</exception>
    public static Period OfMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);
        return Span(PeriodForm.Month, new DateOnly(year, month, 1), months: 1);
    }

    /// <summary>Reads a period.</summary>
    /// <param name="text">One of the five forms.</param>
    /// <param name="period">The period, or null when the text is none.</param>
    /// <returns>False when the text has another form, names a date that does not exist, or is out of bounds.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out Period period)
    {
        period = Match(text) is { Success: true } match ? Read(match) : null;
        return period is not null;
    }

    /// <inheritdoc cref="TryParse(string?, out Period)"/>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Period result) => TryParse(s, out result);

    /// <summary>Reads a period.</summary>
    /// <exception cref="FormatException">The text is no period; the message says which forms are.</exception>
    public static Period Parse(string text) => TryParse(text, out var period)
        ? period
        : throw new FormatException(
            $"'{text}' is not a period. Write 2026, 2026-S1, 2026-Q3, 2026-07 or 2026-07-01..2026-07-15 "
            + $"(years {FirstYear} to {LastYear}, at most {LongestRangeInYears} years).");

    static Period IParsable<Period>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>
    /// The same period one year earlier, for comparisons. Of a range both ends go back one year: 29 February becomes the 28th, and
    /// a range of whole months stays one.
    /// </summary>
    public Period YearBefore()
    {
        var to = To.AddYears(-1);
        return new Period(Form, From.AddYears(-1), IsWholeMonths ? LastDayOfMonth(to) : to);
    }

    /// <summary>Whether a local date lies in the period.</summary>
    public bool Contains(DateOnly date) => From <= date && date <= To;

    /// <summary>The calendar months that the period touches, in order; exactly its months when <see cref="IsWholeMonths"/>.</summary>
    public IReadOnlyList<Period> Months()
    {
        var count = (To.Year - From.Year) * 12 + To.Month - From.Month + 1;
        var first = new DateOnly(From.Year, From.Month, 1);
        return [.. Enumerable.Range(0, count).Select(i => Span(PeriodForm.Month, first.AddMonths(i), months: 1))];
    }

    /// <summary>The text that <see cref="TryParse(string?, out Period)"/> reads.</summary>
    public override string ToString() => Form switch
    {
        PeriodForm.Year => Invariant($"{From.Year:D4}"),
        PeriodForm.Semester => Invariant($"{From.Year:D4}-S{(From.Month + 5) / 6}"),
        PeriodForm.Quarter => Invariant($"{From.Year:D4}-Q{(From.Month + 2) / 3}"),
        PeriodForm.Month => Invariant($"{From.Year:D4}-{From.Month:D2}"),
        _ => Invariant($"{From:yyyy-MM-dd}..{To:yyyy-MM-dd}"),
    };

    private static Period? Read(Match match)
    {
        if (match.Groups["from"].Success)
            return ReadRange(match.Groups["from"].ValueSpan, match.Groups["to"].ValueSpan);

        var year = Number(match.Groups["year"]);
        if (!IsWritable(year))
            return null;

        if (match.Groups["semester"] is { Success: true } semester)
            return Span(PeriodForm.Semester, new DateOnly(year, Number(semester) * 6 - 5, 1), months: 6);

        if (match.Groups["quarter"] is { Success: true } quarter)
            return Span(PeriodForm.Quarter, new DateOnly(year, Number(quarter) * 3 - 2, 1), months: 3);

        return match.Groups["month"] is { Success: true } month
            ? Span(PeriodForm.Month, new DateOnly(year, Number(month), 1), months: 1)
            : Span(PeriodForm.Year, new DateOnly(year, 1, 1), months: 12);
    }

    private static Period? ReadRange(ReadOnlySpan<char> fromText, ReadOnlySpan<char> toText)
    {
        if (!IsoDate.TryParse(fromText, out var from) || !IsoDate.TryParse(toText, out var to))
            return null;

        var isBounded = IsWritable(from.Year) && IsWritable(to.Year) && from <= to && to < from.AddYears(LongestRangeInYears);
        return isBounded ? new Period(PeriodForm.Range, from, to) : null;
    }

    private static Period Span(PeriodForm form, DateOnly from, int months) => new(form, from, from.AddMonths(months).AddDays(-1));

    private static bool IsWritable(int year) => year is >= FirstYear and <= LastYear;

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private static DateOnly LastDayOfMonth(DateOnly date) => new(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static Match? Match(string? text) => text is { Length: <= 22 } ? Forms().Match(text) : null;

    [GeneratedRegex(
        @"\A(?:(?<year>[0-9]{4})(?:-S(?<semester>[12])|-Q(?<quarter>[1-4])|-(?<month>0[1-9]|1[0-2]))?"
        + @"|(?<from>[0-9]{4}-[0-9]{2}-[0-9]{2})\.\.(?<to>[0-9]{4}-[0-9]{2}-[0-9]{2}))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Forms();

    private enum PeriodForm
    {
        Year,
        Semester,
        Quarter,
        Month,
        Range,
    }
}
