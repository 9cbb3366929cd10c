using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.FindingBursts;

/// <summary>Goes through the counted answers of a site day by day, finds bursts, and counts with and without what is in them.</summary>
internal sealed class BurstReading(Site site, Period period, BurstRules rules, Catalogue catalogue, QuestionnaireBook questionnaires)
{
    private readonly OptionCounts _all = new(), _flagged = new();
    private readonly Dictionary<Guid, List<SurveyResponse>> _ofDay = [];
    private readonly List<(Guid Kiosk, DateOnly Date, Burst Burst)> _found = [];
    private readonly HashSet<Guid> _kiosks = [];
    private DateOnly _day;
    private int _answers, _flags;

    /// <summary>The kiosks whose answers were added.</summary>
    public IReadOnlyCollection<Guid> Kiosks => _kiosks;

    /// <summary>Adds an answer; they come by day.</summary>
    public void Add(SurveyResponse answer)
    {
        if (answer.Date != _day) EndDay();
        _day = answer.Date;
        _answers++;
        _all.Add(answer);
        // Somebody who leaves makes room for the next person before the device gives up: partial answers say nothing of how fast they came.
        if (answer.Partial || answer.Kiosk is not { } kiosk) return;
        _kiosks.Add(kiosk);
        if (!_ofDay.TryGetValue(kiosk, out var ofKiosk)) _ofDay[kiosk] = ofKiosk = [];
        ofKiosk.Add(answer);
    }

    /// <summary>What was found, once all are added.</summary>
    public FoundBursts Told(IReadOnlyDictionary<Guid, string> labels, int most)
    {
        EndDay();
        var items = _found.OrderByDescending(one => one.Date).ThenByDescending(one => one.Burst.From).Take(most).Select(one => new FoundBurst(
            one.Kiosk, labels.GetValueOrDefault(one.Kiosk), one.Date, one.Burst.From, one.Burst.To, one.Burst.Answers.Count, one.Burst.Why));
        return new FoundBursts([.. items], _found.Count <= most, RulesTold.Of(rules), _answers, _flags, Figures());
    }

    private void EndDay()
    {
        foreach (var (kiosk, answers) in _ofDay)
        {
            var bursts = Bursts.Find(answers.Select(answer => new TimedAnswer(answer.Id, answer.AnsweredAt, FirstOf(answer))), rules);
            _found.AddRange(bursts.Select(burst => (kiosk, _day, burst)));
            var flagged = bursts.SelectMany(burst => burst.Answers).Select(answer => answer.Id).ToHashSet();
            _flags += flagged.Count;
            foreach (var answer in answers.Where(answer => flagged.Contains(answer.Id))) _flagged.Add(answer);
        }
        _ofDay.Clear();
    }

    private string? FirstOf(SurveyResponse answer)
    {
        var first = questionnaires.Find(answer.Questionnaire, answer.QuestionnaireVersion)?.Questions.FirstOrDefault(question => question.Type == QuestionType.SingleChoice)?.Code;
        return first is null ? null : answer.Choices?.GetValueOrDefault(first);
    }

    private List<QuestionFigures> Figures()
    {
        List<IndicatorDefinition> definitions = [.. catalogue.Indicators.Where(one => one.Kind == IndicatorKind.SatisfactionRate && (one.Module is null || site.Retains(one.Module)))];
        var (with, without) = (Calculate(definitions, _all.Counts()), Calculate(definitions, _all.CountsWithout(_flagged)));
        return [.. definitions.Zip(with, without).Select(one => new QuestionFigures(one.First.Code, one.First.Question!, RateFigure.Of(one.Second), RateFigure.Of(one.Third)))];
    }

    // By the same formula as the figures themselves.
    private IReadOnlyList<Figure> Calculate(IReadOnlyList<IndicatorDefinition> definitions, IReadOnlyList<AnswerCount> counts)
    {
        var tally = new FigureTally([site.Code], new FigurePeriod(period.ToString(), period.From, period.To), null, period.To);
        tally.Add(new SiteDayCell { Site = site.Code, Date = period.From, Version = 1, Answers = counts, Complaints = [], Measurements = [] });
        return FigureCalculator.Calculate(new FigureRequest
        {
            Definitions = definitions,
            Network = site.Network,
            Sites = [new SiteScope(site.Code, [.. site.Modules.Select(module => module.Code)])],
            Site = site.Code,
        }, tally);
    }

    /// <summary>How often each option was chosen.</summary>
    private sealed class OptionCounts
    {
        private readonly Dictionary<(string Questionnaire, string Question, string Option), int> _counts = [];

        public void Add(SurveyResponse answer)
        {
            foreach (var (question, option) in answer.Choices ?? [])
            {
                var key = (answer.Questionnaire, question, option);
                _counts[key] = _counts.GetValueOrDefault(key) + 1;
            }
        }

        public IReadOnlyList<AnswerCount> Counts() => CountsWithout(new OptionCounts());

        public IReadOnlyList<AnswerCount> CountsWithout(OptionCounts others) =>
        [
            .. _counts.GroupBy(one => (one.Key.Questionnaire, one.Key.Question)).Select(ofQuestion => new AnswerCount
            {
                Questionnaire = ofQuestion.Key.Questionnaire,
                Question = ofQuestion.Key.Question,
                Channel = Channels.Kiosk,
                Options = [.. ofQuestion.Select(one => new OptionCount(one.Key.Option, one.Value - others._counts.GetValueOrDefault(one.Key))).Where(one => one.Count > 0)],
                Blank = 0,
            }),
        ];
    }
}
