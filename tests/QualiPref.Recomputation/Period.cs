using System.Globalization;

namespace QualiPref.Recomputation;

/// <summary>A period of whole local days, both ends included.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public readonly record struct Period(DateOnly From, DateOnly To)
{
    /// <summary>Whether a day is in it.</summary>
    /// <param name="day">A local date.</param>
    public bool Contains(DateOnly day) => From <= day && day <= To;

    /// <summary>The same days or months a year before.</summary>
    public Period YearBefore()
    {
        var isWholeMonths = From.Day == 1 && To.AddDays(1).Day == 1;
        return new Period(From.AddYears(-1), isWholeMonths ? To.AddDays(1).AddYears(-1).AddDays(-1) : To.AddYears(-1));
    }

    /// <summary>Reads <c>2026</c>, <c>2026-S1</c>, <c>2026-Q3</c>, <c>2026-07</c> or <c>2026-07-01..2026-07-15</c>.</summary>
    /// <param name="text">A period as the public contract writes it.</param>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static Period Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var days = text.Split("..");
        if (days.Length == 2)
            return new Period(Day(days[0]), Day(days[1]));
        var year = int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return text.Length == 4 ? Months(year, 1, 12) : text[4..] switch
        {
            ['-', 'S', var half] => Months(year, ((half - '1') * 6) + 1, 6),
            ['-', 'Q', var quarter] => Months(year, ((quarter - '1') * 3) + 1, 3),
            ['-', .. var month] => Months(year, int.Parse(month, CultureInfo.InvariantCulture), 1),
            _ => throw new FormatException($"Not a period: {text}"),
        };
    }

    private static Period Months(int year, int first, int count)
    {
        var from = new DateOnly(year, first, 1);
        return new Period(from, from.AddMonths(count).AddDays(-1));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
