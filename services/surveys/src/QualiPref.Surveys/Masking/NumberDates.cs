namespace QualiPref.Surveys.Masking;

/// <summary>Takes dates and opening hours out of digits that stand together.</summary>
internal static class NumberDates
{
    /// <summary>What is left of a run on either side of each date and of each pair of hours.</summary>
    public static IEnumerable<IReadOnlyList<DigitGroup>> CutOut(string text, List<DigitGroup> run)
    {
        var rest = new List<DigitGroup>();
        for (var i = 0; i < run.Count; i++)
        {
            var taken = IsDate(text, run, i) ? 3 : IsHours(text, run, i) || IsDateAndHour(text, run, i) ? 4 : 0;
            if (taken == 0)
            {
                rest.Add(run[i]);
                continue;
            }
            if (rest.Count > 0) yield return rest;
            rest = [];
            i += taken - 1;
        }
        if (rest.Count > 0) yield return rest;
    }

    // Day, month and year, or the other way round, with the same sign between them, which does not go on before or after: 06.12.20.24.56 is no date.
    private static bool IsDate(string text, List<DigitGroup> run, int at)
    {
        if (at + 2 >= run.Count || SignAfter(text, run, at) is not { } sign || sign is not ('/' or '.' or '-') || SignAfter(text, run, at + 1) != sign) return false;
        if (SignAfter(text, run, at - 1) == sign || SignAfter(text, run, at + 2) == sign) return false;
        var (first, month, last) = (run[at], run[at + 1], run[at + 2]);
        if (!IsPart(month, 12)) return false;
        return (IsPart(first, 31) && (last.IsYear || (sign == '/' && last is { Length: 2, Value: < 40 } && !IsTelephone(run)))) || (first.IsYear && IsPart(last, 31));
    }

    // Five pairs, the first with a zero, are a telephone whatever stands between them.
    private static bool IsTelephone(List<DigitGroup> run) => run.Count == 5 && run[0].FirstDigit == 0 && run.All(group => group.Length == 2);

    // 05 03 2026 10 h: without signs a date is one before an hour alone, since a telephone can be spaced like it.
    private static bool IsDateAndHour(string text, List<DigitGroup> run, int at) =>
        at + 3 < run.Count && IsPart(run[at], 31) && IsPart(run[at + 1], 12) && run[at + 2].IsYear && run[at + 3] is { Length: <= 2, Value: <= 24 }
        && text.AsSpan(run[at + 3].To).TrimStart() is ['h' or 'H', .. var rest] && (rest.IsEmpty || !char.IsLetter(rest[0]) || rest.StartsWith("eure", StringComparison.OrdinalIgnoreCase));

    // 8.30-12.00
    private static bool IsHours(string text, List<DigitGroup> run, int at) =>
        at + 3 < run.Count && SignAfter(text, run, at) == '.' && SignAfter(text, run, at + 1) is '-' or '–' && SignAfter(text, run, at + 2) == '.'
        && IsHour(run[at], run[at + 1]) && IsHour(run[at + 2], run[at + 3]);

    private static bool IsHour(DigitGroup hour, DigitGroup minutes) => hour is { Length: <= 2, Value: <= 24 } && minutes is { Length: 2, Value: < 60 } && minutes.Value % 5 == 0;

    private static bool IsPart(DigitGroup group, int most) => group.Length <= 2 && group.Value >= 1 && group.Value <= most;

    // The one sign between a group and the next, spaces around it left out; null at the ends, and where there is none or another.
    private static char? SignAfter(string text, List<DigitGroup> run, int at)
    {
        if (at < 0 || at + 1 >= run.Count) return null;
        var between = text.AsSpan(run[at].To, run[at + 1].From - run[at].To).Trim();
        return between.Length == 1 ? between[0] : null;
    }
}
