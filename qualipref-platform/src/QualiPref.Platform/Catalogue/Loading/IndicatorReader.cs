using QualiPref.Platform.Time;
using QualiPref.Statistics;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>Indicators, checked against modules, commitments and questionnaires.</summary>
internal sealed class IndicatorReader(
    CatalogueFile<List<IndicatorShape>> file, IReadOnlyDictionary<string, FrameworkModule> modules, IReadOnlyList<Questionnaire> questionnaires)
{
    private static readonly string[] _units = ["ratio", "count", "workingDays"];

    private readonly string[] _commitments = [.. modules.Values.SelectMany(module => module.Commitments).Select(commitment => commitment.Code)];
    private readonly HashSet<string> _codes = [];

    internal IReadOnlyList<IndicatorDefinition> Read()
    {
        CheckPromise();
        return [.. file.Content.Select(Read)];
    }

    // What complaints are due by, what the public is told and what is measured is one delay.
    private void CheckPromise()
    {
        const string kind = "complaints-answered-in-time";
        IndicatorShape[] promises = [.. file.Content.Where(indicator => indicator.Kind.Value == kind)];
        if (promises.Length == 0)
            file.Refuse($"no indicator is of kind {kind}; its workingDays are the delay in which complaints are answered.");

        foreach (var other in promises.Where(promise => promise.WorkingDays != promises[0].WorkingDays))
            file.Refuse(other.Code, $"has other workingDays than '{promises[0].Code.Value}': one delay is promised.");
    }

    private IndicatorDefinition Read(IndicatorShape indicator)
    {
        var kind = file.OneOf<IndicatorKind>(indicator.Kind);
        CheckReferences(indicator);
        CheckNumbers(indicator, kind);
        CheckSatisfaction(indicator, kind);

        return new IndicatorDefinition
        {
            Code = file.NewCode(indicator.Code, _codes, "indicator"),
            Version = indicator.Version,
            Label = indicator.Label,
            Kind = kind,
            Formula = indicator.Formula,
            Unit = file.Known(indicator.Unit, _units, "unit"),
            Direction = file.OneOf<IndicatorDirection>(indicator.Direction),
            Module = indicator.Module?.Value,
            Commitment = indicator.Commitment?.Value,
            Target = indicator.Target,
            WarningMargin = indicator.WarningMargin,
            WorkingDays = indicator.WorkingDays,
            Questionnaire = indicator.Questionnaire?.Value,
            Question = indicator.Question?.Value,
            SatisfiedOptions = [.. indicator.SatisfiedOptions.Select(option => option.Value)],
            ExcludedOptions = [.. indicator.ExcludedOptions.Select(option => option.Value)],
            Verified = indicator.Verified,
            Source = indicator.Source,
        };
    }

    private void CheckReferences(IndicatorShape indicator)
    {
        if (indicator.Module is { } module)
            file.Known(module, [.. modules.Keys], "module");

        if (indicator.Commitment is { } commitment)
            file.Known(commitment, _commitments, "commitment");
    }

    private void CheckNumbers(IndicatorShape indicator, IndicatorKind kind)
    {
        if (indicator.Version < 1)
            file.Refuse(indicator.Code, "has a version below 1.");

        if (indicator.Target is { } target && (!double.IsFinite(target) || target < 0 || (indicator.Unit.Value == "ratio" && target > 1)))
            file.Refuse(indicator.Code, "has a target that its unit cannot reach; 85 % is written 0.85.");

        if (!(indicator.WarningMargin is >= 0 and < double.PositiveInfinity))
            file.Refuse(indicator.Code, "has a warningMargin below 0.");

        var needsDelay = kind == IndicatorKind.ComplaintsAnsweredInTime;
        if (needsDelay != indicator.WorkingDays is not null)
            file.Refuse(indicator.Code, needsDelay ? "needs workingDays." : "has workingDays, which its kind does not use.");

        if (indicator.WorkingDays is < 1 or > WorkingDayCalendar.LongestDelay)
            file.Refuse(indicator.Code, $"has workingDays outside 1 to {WorkingDayCalendar.LongestDelay}.");
    }

    private void CheckSatisfaction(IndicatorShape indicator, IndicatorKind kind)
    {
        if (kind != IndicatorKind.SatisfactionRate)
        {
            if (indicator.Questionnaire is not null || indicator.Question is not null)
                file.Refuse(indicator.Code, "names a questionnaire or question, which its kind does not use.");

            return;
        }

        if (indicator.Questionnaire is not { } questionnaire || indicator.Question is not { } question || indicator.SatisfiedOptions.Count == 0)
        {
            file.Refuse(indicator.Code, "needs questionnaire, question and satisfiedOptions.");
            return;
        }

        file.Known(questionnaire, [.. questionnaires.Select(known => known.Code).Distinct()], "questionnaire");
        foreach (var version in questionnaires.Where(known => known.Code == questionnaire.Value))
            CheckOptions(indicator, question, version);
    }

    // Every published version counts: an answer given to an old one is still in the figures.
    private void CheckOptions(IndicatorShape indicator, Located question, Questionnaire questionnaire)
    {
        file.Known(question, [.. questionnaire.Questions.Select(known => known.Code)], $"question of {questionnaire.Code} version {questionnaire.Version}");
        if (questionnaire.Questions.FirstOrDefault(known => known.Code == question.Value) is not { } asked)
            return;

        if (asked.Type == QuestionType.MultiChoice)
        {
            file.Refuse(question, $"takes several options at once, of which no rate can be made: ask it as single-choice in {questionnaire.Code} version {questionnaire.Version}.");
            return;
        }

        var used = new HashSet<string>();
        foreach (var option in indicator.SatisfiedOptions.Concat(indicator.ExcludedOptions))
        {
            file.Known(option, [.. asked.Options.Select(known => known.Code)], $"option of the question {asked.Code}");
            file.NewCode(option, used, "satisfied or excluded option of this indicator");
        }
    }
}
