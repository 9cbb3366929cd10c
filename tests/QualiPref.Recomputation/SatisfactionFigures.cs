namespace QualiPref.Recomputation;

/// <summary>Satisfaction: <c>tres-satisfait</c> and <c>satisfait</c> among the expressed answers to one question.</summary>
internal static class SatisfactionFigures
{
    private static readonly string[] Favourable = ["tres-satisfait", "satisfait"];

    public static IEnumerable<ExpectedFigure> Of(FigureQuery query, string? site, IReadOnlyList<AnswerFact> answers)
    {
        if (query.By.Any(dimension => dimension != "channel"))
            throw new NotSupportedException("Satisfaction is broken down by channel only.");
        var question = query.Indicator["satisfaction.".Length..];
        yield return One(question, site, [], answers);
        if (query.By.Count > 0)
            foreach (var channel in answers.GroupBy(answer => answer.Channel))
                yield return One(question, site, [channel.Key], [.. channel]);
    }

    private static ExpectedFigure One(string question, string? site, IReadOnlyList<string?> breakdown, IReadOnlyList<AnswerFact> answers)
    {
        var chosen = answers.Select(answer => answer.Choices.GetValueOrDefault(question)).OfType<string>().ToArray();
        var expressed = chosen.Where(option => option != "non-concerne").ToArray();
        var partial = answers.Count(answer => answer.Partial && answer.Choices.GetValueOrDefault(question) is { } option && option != "non-concerne");
        var favourable = expressed.Count(option => Favourable.Contains(option));
        return new ExpectedFigure
        {
            Site = site,
            Breakdown = breakdown,
            N = expressed.Length,
            Excluded = answers.Count - expressed.Length,
            Partial = partial == 0 ? null : partial,
            Numerator = favourable,
            Value = expressed.Length == 0 ? null : (double)favourable / expressed.Length,
            Interval = expressed.Length == 0 ? null : Wilson.Interval(favourable, expressed.Length),
            Distribution = chosen.CountBy(option => option).ToDictionary(option => option.Key, option => (long)option.Value),
        };
    }
}
