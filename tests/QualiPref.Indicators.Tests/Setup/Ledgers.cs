using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Tests.Setup;

/// <summary>The ledgers of the two sources as a test fills them, and what they state of themselves. Nothing here is shared with the code under test but the digest.</summary>
internal sealed class Ledgers
{
    public static readonly string[] Sites = ["91-ETAMPES", "91-EVRY", "91-PALAISEAU"];

    private readonly Dictionary<Guid, SurveyResponseState> _answers = [];
    private readonly Dictionary<Guid, ComplaintState> _cases = [];
    private DateTimeOffset _clock = new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Notes answers of <see cref="Given.Site"/> without publishing them.</summary>
    public void Note(params IReadOnlyList<SurveyResponseState> answers)
    {
        foreach (var answer in answers) _answers[answer.ResponseId] = answer;
    }

    /// <summary>Notes answers and publishes them.</summary>
    public async Task AddAsync(RunningIndicators indicators, params IReadOnlyList<SurveyResponseState> answers)
    {
        Note(answers);
        await indicators.PublishAsync(Given.Recorded(answers));
    }

    /// <summary>Notes cases and publishes them.</summary>
    public async Task AddAsync(RunningIndicators indicators, params IReadOnlyList<ComplaintState> cases)
    {
        foreach (var one in cases) _cases[one.ComplaintId] = one;
        await indicators.PublishAsync(Given.Changed(cases));
    }

    /// <summary>Both sources answer a cut for all sites of the network.</summary>
    public async Task AnswerAsync(RunningIndicators indicators, Guid cut)
    {
        foreach (var site in Sites)
        {
            await indicators.PublishOneAsync(Answers(site, cut));
            await indicators.PublishOneAsync(Cases(site, cut));
        }
    }

    /// <summary>What the surveys' ledger holds now, read a second after what was read before.</summary>
    public IntakeBalanceChanged Answers(string site, Guid? cut = null) => Statement("surveys", site, cut,
        site == Given.Site ? [.. _answers.Values.GroupBy(one => one.Date).Select(Row)] : []);

    private static IntakeBalanceRow Row(IGrouping<DateOnly, SurveyResponseState> day) => new()
    {
        Date = day.Key,
        Received = day.Count(),
        Counted = day.Count(one => one.Status == "counted"),
        SetAside = day.Count(one => one.Status == "setAside"),
        Discarded = day.Count(one => one.Status == "discarded"),
        Abandoned = day.Count(one => one.Status == "abandoned"),
        Voided = day.Count(one => one.Status == "voided"),
        Pending = 0,
        Digest = Digest(day.Select(one => (one.ResponseId, one.Version, one.Status == "counted"))),
    };

    private IntakeBalanceChanged Cases(string site, Guid? cut) => Statement("complaints", site, cut,
        [.. _cases.Values.Where(one => one.Site == site).GroupBy(one => one.ReceivedOn).Select(day => new IntakeBalanceRow
        {
            Date = day.Key,
            Received = day.Count(),
            Counted = day.Count(),
            SetAside = 0,
            Discarded = 0,
            Abandoned = 0,
            Voided = 0,
            Pending = 0,
            Digest = Digest(day.Select(one => (one.ComplaintId, one.Version, true))),
        })]);

    private IntakeBalanceChanged Statement(string source, string site, Guid? cut, IReadOnlyList<IntakeBalanceRow> rows) => new()
    {
        Source = source,
        Site = site,
        ReadAt = _clock = _clock.AddSeconds(1),
        CutId = cut,
        Rows = rows,
    };

    private static string Digest(IEnumerable<(Guid Id, int Version, bool Counted)> records)
    {
        var digest = new BalanceDigest();
        foreach (var (id, version, counted) in records) digest.Add(id, version, counted);
        return digest.ToString();
    }
}
