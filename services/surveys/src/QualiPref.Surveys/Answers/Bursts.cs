namespace QualiPref.Surveys.Answers;

/// <summary>An answer as far as a burst is told by it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it was given, by the device's corrected clock.</param>
/// <param name="First">What was answered to the first question; null without an answer to it.</param>
internal readonly record struct TimedAnswer(Guid Id, DateTime At, string? First);

/// <summary>What makes answers of one kiosk look as if one person had given them.</summary>
/// <param name="Answers">So many answers…</param>
/// <param name="Within">…within this time.</param>
/// <param name="SameAnswers">So many in a row with the same first answer…</param>
/// <param name="SameWithin">…within this time.</param>
internal sealed record BurstRules(int Answers, TimeSpan Within, int SameAnswers, TimeSpan SameWithin);

/// <summary>Answers that came implausibly fast, or alike one after the other.</summary>
/// <param name="Why"><see cref="Bursts.Fast"/> or <see cref="Bursts.Same"/>.</param>
/// <param name="Answers">The answers, in their order.</param>
internal sealed record Burst(string Why, IReadOnlyList<TimedAnswer> Answers)
{
    public DateTime From => Answers[0].At;

    public DateTime To => Answers[^1].At;
}

/// <summary>Finds bursts among the answers of one kiosk on one day. They are flagged for whoever reads figures: none is ever dropped because of it.</summary>
internal static class Bursts
{
    public const string Fast = "fast";
    public const string Same = "same";

    /// <summary>The bursts in the order of time; an answer may be in one of each kind.</summary>
    public static IReadOnlyList<Burst> Find(IEnumerable<TimedAnswer> answers, BurstRules rules)
    {
        List<TimedAnswer> ordered = [.. answers.OrderBy(answer => answer.At).ThenBy(answer => answer.Id)];
        var fast = Crowded(ordered, rules.Answers, rules.Within).Select(found => new Burst(Fast, found));
        var same = Rows(ordered).SelectMany(row => Crowded(row, rules.SameAnswers, rules.SameWithin)).Select(found => new Burst(Same, found));
        return [.. fast.Concat(same).OrderBy(burst => burst.From).ThenBy(burst => burst.Why, StringComparer.Ordinal)];
    }

    // Each stretch whose answers all lie in some window of that length with that many in it.
    private static IEnumerable<List<TimedAnswer>> Crowded(List<TimedAnswer> answers, int fewest, TimeSpan within)
    {
        var (first, start, end) = (0, -1, -1);
        for (var last = 0; last < answers.Count; last++)
        {
            while (answers[last].At - answers[first].At > within) first++;
            if (last - first + 1 < fewest) continue;
            if (start >= 0 && first > end)
            {
                yield return answers[start..(end + 1)];
                start = -1;
            }
            if (start < 0) start = first;
            end = last;
        }
        if (start >= 0) yield return answers[start..(end + 1)];
    }

    private static IEnumerable<List<TimedAnswer>> Rows(List<TimedAnswer> answers)
    {
        var from = 0;
        for (var i = 1; i <= answers.Count; i++)
        {
            if (i < answers.Count && answers[i].First == answers[from].First) continue;
            if (answers[from].First is not null) yield return answers[from..i];
            from = i;
        }
    }
}
