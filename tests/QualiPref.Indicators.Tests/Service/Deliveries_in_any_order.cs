using System.Text.Json;
using CsCheck;
using MongoDB.Bson;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>Whatever happens on the way, the figures are those of a plain count of what was sent.</summary>
[Sampled]
public sealed class Deliveries_in_any_order(RealEngine engine)
{
    private static readonly string[] Options = ["tres-satisfait", "satisfait", "peu-satisfait", "pas-du-tout-satisfait", "non-concerne"];
    private static readonly string[] Verdicts = ["pending", "inTime", "late", "notApplicable"];

    /// <summary>An answer is a list of versions, each counted with an option or voided (null).</summary>
    private static readonly Gen<string?[]> Versions = Gen.Select(
        Option(0), Option(-1).Array[0, 2], (first, later) => (string?[])[first, .. later]);

    private static readonly Gen<(string?[][] Answers, int Seed)> Histories = Gen.Select(Versions.Array[1, 12], Gen.Int, (answers, seed) => (answers, seed));

    /// <summary>The answers and, each as the verdicts of its versions, the cases of one day.</summary>
    private static readonly Gen<(string?[][] Answers, string[][] Cases, int Seed)> Registers = Gen.Select(
        Versions.Array[0, 8], Gen.Int[0, Verdicts.Length - 1].Select(i => Verdicts[i]).Array[1, 3].Array[0, 4], Gen.Int,
        (answers, cases, seed) => (answers, cases, seed));

    private static readonly int Days = Effort.IsLong ? 600 : 10;

    private static Gen<string?> Option(int from) => Gen.Int[from, Options.Length - 1].Select(i => i < 0 ? null : Options[i]);

    [Fact]
    public async Task Shuffled_duplicated_and_split_give_identical_figures()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var day = Given.Day("2020-01-01");

        await Histories.SampleAsync(
            async history =>
            {
                day = day.AddDays(1);
                var date = FormattableString.Invariant($"{day:yyyy-MM-dd}");
                await DeliverAsync(indicators, [.. history.Answers.SelectMany(versions => Answers(versions, date))], new Random(history.Seed));
                await indicators.SettledAsync();

                var figure = await indicators.FigureAsync($"site=91-EVRY&period={date}..{date}&indicator=satisfaction.global");
                var counted = history.Answers.Select(versions => versions[^1]).OfType<string>().ToList();
                Assert.Equal(counted.Count(option => option != "non-concerne"), figure.GetProperty("n").GetInt32());
                Assert.Equal(counted.Count(option => option == "non-concerne"), figure.GetProperty("excluded").GetInt32());
                Assert.Equal(counted.Count(option => option is "tres-satisfait" or "satisfait"), figure.GetProperty("numerator").GetInt32());
            },
            iter: Days, threads: 1);
    }

    [Fact]
    public async Task Shuffled_duplicated_delayed_and_split_give_identical_cells_and_a_closed_balance()
    {
        // Nothing is sent again within the time of a test: the balance has to close by what was delivered alone.
        await using var indicators = await RunningIndicators.StartAsync(engine, new BalancePace
        {
            Gathering = TimeSpan.FromMilliseconds(50),
            Look = TimeSpan.FromMilliseconds(50),
            Patience = TimeSpan.FromHours(1),
        });
        var day = Given.Day("2020-01-01");

        await Registers.SampleAsync(
            async register =>
            {
                var random = new Random(register.Seed);
                var (plain, mixed) = (day.AddDays(1), day = day.AddDays(2));
                await DeliverAsync(indicators, Told(indicators, register, plain), messageSize: 1);
                await DeliverAsync(indicators, Mix(Told(indicators, register, mixed), random), random.Next(1, 6));

                await AgreeAsync(indicators, plain, mixed);
                var (one, other) = (await ContentAsync(indicators, plain), await ContentAsync(indicators, mixed));
                Assert.Equal(one, other);
                Assert.Empty(indicators.Sources.Requests);
            },
            iter: Days, threads: 1);
    }

    /// <summary>What the sources publish of one day in the order of time: every version, and the row after some of them and the last.</summary>
    private static List<object> Told(RunningIndicators indicators, (string?[][] Answers, string[][] Cases, int Seed) register, DateOnly day)
    {
        var random = new Random(register.Seed);
        var date = FormattableString.Invariant($"{day:yyyy-MM-dd}");
        var clock = DateTimeOffset.UtcNow;
        var told = new List<object>();
        foreach (var answer in register.Answers.SelectMany(versions => Answers(versions, date)))
        {
            indicators.Sources.Hold(answer);
            told.Add(answer);
            if (random.Next(3) == 0) told.Add(indicators.Sources.Row("surveys", date, readAt: clock = clock.AddMilliseconds(1)));
        }
        foreach (var one in register.Cases.SelectMany(verdicts => Cases(verdicts, date)))
        {
            indicators.Sources.Hold(one);
            told.Add(one);
            if (random.Next(3) == 0) told.Add(indicators.Sources.Row("complaints", date, readAt: clock = clock.AddMilliseconds(1)));
        }
        told.Add(indicators.Sources.Row("surveys", date, readAt: clock.AddMilliseconds(1)));
        told.Add(indicators.Sources.Row("complaints", date, readAt: clock.AddMilliseconds(1)));
        return told;
    }

    private static List<object> Mix(List<object> told, Random random)
    {
        var deliveries = told.Concat(told.Where(_ => random.Next(2) == 0)).ToArray();
        random.Shuffle(deliveries);
        return [.. deliveries];
    }

    private static async Task DeliverAsync(RunningIndicators indicators, List<object> told, int messageSize)
    {
        foreach (var part in told.Chunk(messageSize))
        {
            if (part.OfType<SurveyResponseState>().ToList() is { Count: > 0 } answers) await indicators.PublishAsync(Given.Recorded(answers));
            if (part.OfType<ComplaintState>().ToList() is { Count: > 0 } cases) await indicators.PublishAsync(Given.Changed(cases));
            foreach (var row in part.OfType<IntakeBalanceChanged>()) await indicators.PublishAsync(row);
        }
    }

    private static Task<JsonElement> AgreeAsync(RunningIndicators indicators, DateOnly from, DateOnly to) => Eventually.ReadsAsync("the balance is closed",
        async _ =>
        {
            await indicators.SettledAsync();
            return await indicators.BalanceAsync(FormattableString.Invariant($"network=essonne&period={from:yyyy-MM-dd}..{to:yyyy-MM-dd}"));
        },
        balance => balance.GetProperty("closed").GetBoolean(), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<BsonDocument> ContentAsync(RunningIndicators indicators, DateOnly day) =>
        (await indicators.Service<CellStore>().FindAsync(new SiteDay(Given.Site, day), TestContext.Current.CancellationToken))?.Content.ToBsonDocument() ?? [];

    private static IEnumerable<ComplaintState> Cases(string[] verdicts, string date)
    {
        var id = Guid.CreateVersion7();
        return verdicts.Select((verdict, i) => Given.Case(date) with
        {
            ComplaintId = id,
            Version = i + 1,
            DueOn = Given.Day("2026-03-31"),
            Verdict = verdict,
            ResponseDays = verdict is "inTime" or "late" ? i : null,
        });
    }

    private static IEnumerable<SurveyResponseState> Answers(string?[] versions, string date)
    {
        var id = Guid.CreateVersion7();
        return versions.Select((option, i) => Given.Answer(option ?? "", date) with
        {
            ResponseId = id,
            Version = i + 1,
            Status = option is null ? "voided" : "counted",
            Choices = option is null ? [] : new Dictionary<string, string> { ["global"] = option },
        });
    }

    private static async Task DeliverAsync(RunningIndicators indicators, List<SurveyResponseState> answers, Random random)
    {
        // Each at least once, about half of them again.
        var deliveries = answers.Concat(answers.Where(_ => random.Next(2) == 0)).ToArray();
        random.Shuffle(deliveries);
        foreach (var message in deliveries.Chunk(random.Next(1, 6))) await indicators.PublishAsync(Given.Recorded(message));
    }
}
