using System.Globalization;
using System.Text;

namespace QualiPref.Surveys.Masking;

/// <summary>
/// Finds numbers of persons in a text by how many digits stand together, whatever is between them: spaces, dots, dashes. Ten digits are a telephone or a person; dates, hours, years,
/// lists of counters and départements are told apart. Where both can be meant, it is masked.
/// </summary>
internal static class DigitRuns
{
    // Signs between two groups of one number: " - ", "). (".
    private const int MostBetween = 4;

    // From so many digits on it is somebody's number: telephone 10, foreigner's number 10, identity card and permit 12, NIR 13 or 15, account 14 and more.
    private const int FewestOfAPerson = 10;

    private const int FewestAfterPlus = 8;

    // A NIR without its key: whoever counts as far does it in order.
    private const int FewestOfNir = 13;

    // Whoever names these goes on with numbers that are nobody's.
    private static readonly string[] Counted = ["départ", "depart", "guichet", "counter", "window", "ventanilla", "balc", "bureau", "salle", "ligne", "bus", "tram"];

    /// <summary>Whether a sign may stand within a number.</summary>
    public static bool IsBetween(char sign) => char.IsWhiteSpace(sign) || sign is '.' or '/' or '_' or '(' or ')' or '·' or '•' or '*'
        || char.GetUnicodeCategory(sign) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;

    /// <summary>The text without numbers of persons.</summary>
    public static string Masked(string text)
    {
        StringBuilder? masked = null;
        var kept = 0;
        foreach (var run in RunsOf(text).SelectMany(run => NumberDates.CutOut(text, run)))
        {
            if (WordFor(text, run) is not { } word) continue;
            var from = IsAfterPlus(text, run[0].From, out var plus) ? plus : run[0].From;
            (masked ??= new StringBuilder(text.Length)).Append(text, kept, from - kept).Append(word);
            kept = run[^1].To;
        }
        return masked?.Append(text, kept, text.Length - kept).ToString() ?? text;
    }

    private static IEnumerable<List<DigitGroup>> RunsOf(string text)
    {
        var run = new List<DigitGroup>();
        var commas = "";
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsDigit(text[i])) continue;
            var group = DigitGroup.At(text, i);
            if (run.Count > 0 && !GoOn(text, run, group, ref commas))
            {
                yield return run;
                run = [];
            }
            run.Add(group);
            i = group.To - 1;
        }
        if (run.Count > 0) yield return run;
    }

    // A comma joins pairs in a number of nothing but the same commas; elsewhere it is a price's or a list's. With a blank it is one of a list, unless a zero begins a telephone.
    private static bool GoOn(string text, List<DigitGroup> run, DigitGroup next, ref string commas)
    {
        var last = run[^1];
        var between = text.AsSpan(last.To, next.From - last.To);
        var isComma = last.Length == 2 && next.Length == 2 && (between is "," || (between is ", " or " , " && run[0] is { Length: 2, FirstDigit: 0 }));
        var before = commas;
        commas = isComma ? between.ToString() : "";
        return run.Count > 1 && before != commas ? false : isComma || AreBetween(between, last);
    }

    private static bool AreBetween(ReadOnlySpan<char> between, DigitGroup last)
    {
        // The départements of Corsica in a NIR.
        if (between is ['A' or 'B' or 'a' or 'b', ..] && last.LastDigit == 2) between = between[1..];
        if (between.Length > MostBetween) return false;
        foreach (var sign in between)
        {
            if (!IsBetween(sign)) return false;
        }
        return true;
    }

    // What the number is, in the words that take its place; null when it is nobody's.
    private static string? WordFor(string text, IReadOnlyList<DigitGroup> run)
    {
        var digits = run.Sum(group => group.Length);
        if (IsAfterPlus(text, run[0].From, out _) && digits >= FewestAfterPlus) return PersonalData.Phone;
        var startsWithZero = run[0].FirstDigit == 0;
        if (digits == FewestOfAPerson && startsWithZero) return PersonalData.Phone;
        if (ArePostcodes(run) || IsList(text, run)) return null;
        if (digits >= FewestOfAPerson) return startsWithZero ? PersonalData.Phone : PersonalData.Number;
        if (digits < FewestOfAPerson - 1) return null;
        // Without the zero in front, or Spanish and Portuguese ones.
        if (run[0].FirstDigit is 6 or 7) return PersonalData.Phone;
        return run.All(group => group.Length is 3 or 9) ? PersonalData.Number : null;
    }

    private static bool IsList(string text, IReadOnlyList<DigitGroup> run)
    {
        if (run.Count < 3) return false;
        if (run.All(group => group.IsYear)) return true;
        if (run.Any(group => group.Length > 4 || group.HasLeadingZero)) return false;
        return IsInSteps(run) || IsAscending(run) || ArePairs(text, run) || (IsCounted(text, run[0].From) && AreCounted(run));
    }

    // Windows, départements, buses: alike, or in order. What mixes pairs and threes in no order is a number of a person after such a word.
    private static bool AreCounted(IReadOnlyList<DigitGroup> run)
    {
        if (run.Any(group => group.Length > 3)) return false;
        if (run.Zip(run.Skip(1)).All(pair => pair.First.Value < pair.Second.Value)) return true;
        return run.Sum(group => group.Length) < FewestOfNir && (run.All(group => group.Length <= 2) || run.All(group => group.Length == 3));
    }

    // Of one département, as in a list of communes.
    private static bool ArePostcodes(IReadOnlyList<DigitGroup> run) =>
        run.Count > 1 && run.All(group => group is { Length: 5, LastDigit: 0 } && group.Value / 1_000 == run[0].Value / 1_000);

    private static bool IsInSteps(IReadOnlyList<DigitGroup> run)
    {
        var step = run[1].Value - run[0].Value;
        return step != 0 && run.Zip(run.Skip(1)).All(pair => pair.Second.Value - pair.First.Value == step);
    }

    // Départements: too many of them for a telephone or a foreigner in pairs.
    private static bool IsAscending(IReadOnlyList<DigitGroup> run) =>
        run.Count > 5 && run.All(group => group.Length == 2) && run.Zip(run.Skip(1)).All(pair => pair.First.Value < pair.Second.Value);

    // Hours (9-12 14-17) or marks (8/10 9/10): the sign within a pair is not that between pairs.
    private static bool ArePairs(string text, IReadOnlyList<DigitGroup> run)
    {
        if (run.Count % 2 != 0 || run.Any(group => group.Value > 24)) return false;
        var sign = text[run[0].To];
        return sign is '-' or '–' or '/' && Enumerable.Range(0, run.Count - 1).All(i => text.AsSpan(run[i].To, run[i + 1].From - run[i].To).Contains(sign) == (i % 2 == 0));
    }

    private static bool IsCounted(string text, int from)
    {
        var end = from;
        while (end > 0 && !char.IsLetter(text[end - 1]) && from - end < MostBetween) end--;
        var start = end;
        while (start > 0 && char.IsLetter(text[start - 1]) && end - start < 20) start--;
        var word = text[start..end];
        return Counted.Any(known => word.StartsWith(known, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsAfterPlus(string text, int from, out int at)
    {
        at = from - 1;
        while (at >= 0 && from - at < MostBetween && (text[at] is ' ' or '(' || char.GetUnicodeCategory(text[at]) == UnicodeCategory.Format)) at--;
        return at >= 0 && text[at] is '+' or '＋';
    }
}
