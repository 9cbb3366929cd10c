using QualiPref.Platform.Http;
using QualiPref.Statistics;

namespace QualiPref.Platform.Catalogue;

/// <summary>
/// What a further version of a questionnaire may not do to the questions of those before it. The code of a question is its series: answers given under it are
/// added up and compared whatever version was shown, so it has one scale for ever. A question with another scale takes a code of its own, and begins a series.
/// </summary>
public static class QuestionSeries
{
    /// <summary>What is wrong with a version that is to come after the others.</summary>
    /// <param name="next">The version.</param>
    /// <param name="catalogue">The catalogue with the versions before it.</param>
    public static IEnumerable<QuestionnaireFault> Faults(Questionnaire next, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(catalogue);
        Questionnaire[] earlier = [.. catalogue.Questionnaires.Where(one => one.Code == next.Code).OrderByDescending(one => one.Version)];
        for (var index = 0; index < next.Questions.Count; index++)
        {
            var question = next.Questions[index];
            var before = earlier.SelectMany(one => one.Questions).FirstOrDefault(one => one.Code == question.Code);
            if (question.Follows is { } followed && Misplaced(followed, next, earlier) is { } problem) yield return Fault(index, "follows", followed, problem);
            if (before is not null && !IsSameScale(before, question))
            {
                yield return Changed(index, question, next, earlier);
            }
            else if (question.IsRated && catalogue.Indicators.FirstOrDefault(one => one.Questionnaire == next.Code && one.Question == question.Code) is { } rate && !Agrees(question, rate))
            {
                yield return Fault(index, "options", question.Code, new Words(
                    $"ne compte pas ses options comme l'indicateur {rate.Code} du catalogue.", $"counts its options otherwise than the indicator {rate.Code} of the catalogue."));
            }
        }
    }

    // Labels too: another label is another question to whoever chooses. A further language changes nothing for those who answered in another.
    private static bool IsSameScale(SurveyQuestion before, SurveyQuestion now) =>
        before.Type == now.Type
        && (!before.IsRated || now.IsRated)
        && before.Options.Count == now.Options.Count
        && before.Options.Zip(now.Options).All(pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(AnswerOption before, AnswerOption now) =>
        before.Code == now.Code
        && (before.Counts is null || before.Counts == now.Counts)
        && before.Texts.All(text => !now.Texts.TryGetValue(text.Key, out var label) || label == text.Value);

    private static QuestionnaireFault Changed(int index, SurveyQuestion question, Questionnaire next, IReadOnlyList<Questionnaire> earlier)
    {
        var used = earlier.Append(next).SelectMany(one => one.Questions).Select(one => one.Code).ToHashSet(StringComparer.Ordinal);
        var free = Enumerable.Range(2, used.Count + 1).Select(number => FormattableString.Invariant($"{question.Code}-{number}")).First(code => !used.Contains(code));
        return Fault(index, "options", question.Code, new Words(
            $"a une autre échelle que dans une version antérieure : donnez-lui un autre code, par exemple {free}, et indiquez qu'elle remplace {question.Code} ; une nouvelle série commence.",
            $"has another scale than in an earlier version: give it another code, such as {free}, and say that it follows {question.Code}; a new series begins."));
    }

    private static Words? Misplaced(string followed, Questionnaire next, IReadOnlyList<Questionnaire> earlier)
    {
        if (next.Questions.Any(one => one.Code == followed))
            return new Words("est encore posée dans cette version : rien ne la remplace.", "is still asked in this version: nothing follows it.");
        return earlier.Any(one => one.Questions.Any(asked => asked.Code == followed))
            ? null
            : new Words("n'est une question d'aucune version antérieure.", "is not a question of any earlier version.");
    }

    private static bool Agrees(SurveyQuestion question, IndicatorDefinition rate) =>
        question.OptionsThat(OptionCounts.Satisfied).ToHashSet().SetEquals(rate.SatisfiedOptions)
        && question.OptionsThat(OptionCounts.Excluded).ToHashSet().SetEquals(rate.ExcludedOptions);

    private static QuestionnaireFault Fault(int index, string field, string word, Words problem) => new(new QuestionnairePlace(field, index), word, problem);
}
