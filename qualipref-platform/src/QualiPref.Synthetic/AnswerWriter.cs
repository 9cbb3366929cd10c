using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic;

/// <summary>Writes the answers of a year: kiosks and desks in batches, web answers one by one with what becomes of them.</summary>
internal sealed class AnswerWriter(SyntheticYearOptions options)
{
    private const string Withdrawn = "Essai du questionnaire par un agent";

    /// <summary>Answers that a kiosk with a network sends one by one before its batches.</summary>
    private const int OneByOne = 12;

    private readonly Random _random = new(options.Seed ^ 0x5A17);

    /// <summary>Chains of answers: one per kiosk, one per typing desk, one per single answer.</summary>
    public IEnumerable<IReadOnlyList<SyntheticRequest>> Chains()
    {
        var singles = Enumerable.Range(0, options.SingleAnswers).Select(Single).ToArray();
        return [.. Batched(), .. singles, .. Enumerable.Range(0, options.ArchivedAnswers).Select(Archived)];
    }

    /// <summary>
    /// An answer on paper from a register of before the kiosks, typed in long after: older than the service takes by itself, it is set aside, and the quality
    /// officer accepts it.
    /// </summary>
    private IReadOnlyList<SyntheticRequest> Archived(int index)
    {
        var id = SyntheticYear.Id(options, $"archived/{index}");
        var answer = Write(options.Network.PickSite(_random), "paper", CounterHours());
        return [new PutAnswer(id, answer), new DecideAnswer(id, "accept", "Registre papier repris à l'ouverture du service")];
    }

    private IEnumerable<IReadOnlyList<SyntheticRequest>> Batched()
    {
        var byPlace = new Dictionary<(string Site, SyntheticKiosk? Kiosk), List<AnswerRequest>>();
        for (var i = 0; i < options.BatchedAnswers; i++)
        {
            var site = options.Network.PickSite(_random);
            var kiosk = _random.NextDouble() < 0.8 ? site.Kiosks[_random.Next(site.Kiosks.Count)] : null;
            var channel = kiosk is not null ? "kiosk" : _random.NextDouble() < 0.6 ? "web" : "paper";
            var answer = Write(site, channel, CounterHours()) with { Id = SyntheticYear.Id(options, $"batched/{i}") };
            if (!byPlace.TryGetValue((site.Code, kiosk), out var answers))
                byPlace.Add((site.Code, kiosk), answers = []);
            answers.Add(answer);
        }
        return byPlace.Select(place => Sync(place.Key.Kiosk, place.Value));
    }

    /// <summary>
    /// What one place sends: a kiosk with a network its first answers one by one, then batches. Some answers are sent again, now and then a whole batch, and
    /// some batches only after the next.
    /// </summary>
    private List<SyntheticRequest> Sync(SyntheticKiosk? kiosk, List<AnswerRequest> answers)
    {
        var clock = kiosk is null ? DeviceClock.Right : DeviceClock.Of(kiosk, options);
        var ordered = answers.OrderBy(answer => answer.AnsweredAt).ThenBy(answer => answer.Id)
            .Select((answer, at) => kiosk is null ? answer : Stamped(answer, at + 1, clock)).ToArray();
        var alone = kiosk is null or { Trouble: KioskTrouble.Offline } ? 0 : Math.Min(OneByOne, ordered.Length);
        var undated = kiosk is { Trouble: KioskTrouble.NoBattery } ? ordered.Length / 50 : 0;
        var batches = ordered[alone..^undated].Chunk(options.BatchSize).ToArray();
        var requests = new List<SyntheticRequest>();
        for (var b = 0; b < batches.Length; b++)
        {
            var again = b == 0 ? [] : batches[b - 1][..Math.Min(batches[b].Length, options.BatchSize / 50)];
            requests.Add(Batch([.. again, .. batches[b][again.Length..]]));
            if (again.Length > 0)
                requests.Add(Batch(batches[b][..again.Length]));
            if (b % 7 == 3)
                requests.Add(Batch(batches[b]));
        }
        for (var b = 2; b + 1 < requests.Count; b += 5)
            (requests[b], requests[b + 1]) = (requests[b + 1], requests[b]);
        return
        [
            .. ordered[..alone].Select(answer => new PutAnswer(answer.Id!.Value, answer with { Id = null }) { Kiosk = kiosk, Clock = clock }),
            .. requests,
            .. ordered[^undated..].Chunk(options.BatchSize).Select(lost => AfterRestart(kiosk!, clock, lost)),
        ];

        PostBatch Batch(IReadOnlyList<AnswerRequest> items) => new(kiosk, items) { Clock = clock };
    }

    /// <summary>The answer as the kiosk writes it down, by its own clocks.</summary>
    private static AnswerRequest Stamped(AnswerRequest answer, long sequence, DeviceClock clock) => answer with
    {
        Sequence = sequence,
        AnsweredAt = clock.Read(answer.AnsweredAt),
        Clock = clock.Elapsed(answer.AnsweredAt),
    };

    /// <summary>Answers of a session between the two that are known: from three hours to some weeks after a start that nobody can date.</summary>
    private PostBatch AfterRestart(SyntheticKiosk kiosk, DeviceClock clock, AnswerRequest[] answers)
    {
        var (between, last) = (SyntheticYear.Id(options, "session/between"), SyntheticYear.Id(options, "session/last"));
        var items = answers.Select(answer =>
        {
            var elapsed = TimeSpan.FromHours(3) + TimeSpan.FromSeconds(_random.Next(20 * 86400));
            return answer with { AnsweredAt = DateTimeOffset.UnixEpoch + elapsed, Clock = new ClockRequest(between, (long)elapsed.TotalMilliseconds) };
        });
        return new PostBatch(kiosk, [.. items]) { Clock = clock, RestartedAs = last };
    }

    private IReadOnlyList<SyntheticRequest> Single(int index)
    {
        var site = options.Network.PickSite(_random);
        var edge = EdgeTimes.Of(options.Year);
        var paper = index >= edge.Count && _random.NextDouble() > 0.85;
        var answer = Write(site, paper ? "paper" : "web", paper ? CounterHours() : index < edge.Count ? edge[index] : AnyHour());
        if (index < edge.Count || index % 100 >= 93)
            answer = answer with { Outcome = null, Answers = Choices(site) };
        var id = SyntheticYear.Id(options, $"single/{index}");
        var put = new PutAnswer(id, answer);
        return (index % 100) switch
        {
            98 => [new PutAnswer(id, answer with { Channel = "web" }) { IsPublic = true }],
            97 => [put, new DecideAnswer(id, "void", Withdrawn)],
            96 => [put, put],
            95 => [put, new PutAnswer(id, answer with { Answers = Other(answer.Answers) }) { Conflicts = true }],
            94 => [TooOld(put), new DecideAnswer(id, "accept", "Coupons retrouvés au déménagement du guichet")],
            93 => [TooOld(put), new DecideAnswer(id, "discard", "Date illisible")],
            _ => [put],
        };
    }

    /// <summary>A slip that turned up years later.</summary>
    private PutAnswer TooOld(PutAnswer put)
    {
        var day = FrenchWorkingDays.OnOrAfter(new DateOnly(options.Year - 4, 5, 2).AddDays(_random.Next(200)));
        return put with { Answer = put.Answer with { Channel = "paper", AnsweredAt = LocalTime.At(day.ToDateTime(new TimeOnly(11, _random.Next(60)))) } };
    }

    private AnswerRequest Write(SyntheticSite site, string channel, DateTimeOffset at)
    {
        var abandoned = channel != "paper" && _random.NextDouble() < 0.05;
        return new AnswerRequest
        {
            Site = site.Code,
            Questionnaire = "accueil-general",
            Version = 1,
            Channel = channel,
            Language = Pick(("fr", 85), ("en", 7), ("es", 3), ("pt", 3), ("ar", 2)),
            Outcome = abandoned ? "abandoned" : _random.NextDouble() < 0.5 ? "complete" : null,
            AnsweredAt = at,
            Answers = abandoned ? new Dictionary<string, string>() : Choices(site),
            Comment = !abandoned && _random.NextDouble() < 0.03 ? CaseTexts.Comment(_random) : null,
        };
    }

    private Dictionary<string, string> Choices(SyntheticSite site)
    {
        var answers = new Dictionary<string, string> { ["global"] = Option(site.Satisfied, notConcerned: 0.01) };
        foreach (var (question, satisfied, notConcerned) in Questions)
            if (_random.NextDouble() > 0.1)
                answers[question] = Option(site.Satisfied + satisfied, notConcerned);
        if (_random.NextDouble() > 0.15)
            answers["motif"] = Pick(("titres", 30), ("etrangers", 30), ("permis-vehicule", 20), ("collectivites", 4), ("associations", 6), ("autre", 10));
        return answers;
    }

    private static readonly (string Question, double Satisfied, double NotConcerned)[] Questions =
    [
        ("accueil", 0.04, 0.02), ("attente", -0.20, 0.08), ("horaires", -0.08, 0.05), ("clarte", 0.0, 0.06), ("confort", -0.04, 0.25),
    ];

    private string Option(double satisfied, double notConcerned)
    {
        if (_random.NextDouble() < notConcerned)
            return "non-concerne";
        return _random.NextDouble() < satisfied
            ? _random.NextDouble() < 0.45 ? "tres-satisfait" : "satisfait"
            : _random.NextDouble() < 0.7 ? "peu-satisfait" : "pas-du-tout-satisfait";
    }

    private static Dictionary<string, string> Other(IReadOnlyDictionary<string, string> answers) =>
        new() { ["global"] = answers.GetValueOrDefault("global") == "satisfait" ? "peu-satisfait" : "satisfait" };

    /// <summary>An opening hour of a counter on a working day.</summary>
    private DateTimeOffset CounterHours()
    {
        var day = AnyDay();
        while (!FrenchWorkingDays.Has(day))
            day = AnyDay();
        return LocalTime.At(day.ToDateTime(new TimeOnly(9, 0)).AddSeconds(_random.Next(7 * 3600)));
    }

    /// <summary>
    /// Any hour of any day, at least five minutes from midnight: a kiosk's correction moves an answer by the time its request took.
    /// Written with the local offset, in UTC or with that of a traveller's device.
    /// </summary>
    private DateTimeOffset AnyHour()
    {
        var at = LocalTime.At(AnyDay().ToDateTime(TimeOnly.MinValue).AddSeconds(300 + _random.Next(86400 - 600)), _random.Next(2) == 1);
        return _random.Next(3) switch { 0 => at, 1 => at.ToUniversalTime(), _ => at.ToOffset(TimeSpan.FromHours(11)) };
    }

    private DateOnly AnyDay() => new DateOnly(options.Year, 1, 1).AddDays(_random.Next(DateTime.IsLeapYear(options.Year) ? 366 : 365));

    private string Pick(params ReadOnlySpan<(string Value, int Weight)> weighted) => Weighted.Pick(_random, weighted);
}
