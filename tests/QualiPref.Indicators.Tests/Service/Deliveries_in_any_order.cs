using CsCheck;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>Whatever happens on the way, the figures are those of a plain count of what was sent.</summary>
public sealed class Deliveries_in_any_order(RealEngine engine)
{
    private static readonly string[] Options = ["tres-satisfait", "satisfait", "peu-satisfait", "pas-du-tout-satisfait", "non-concerne"];

    /// <summary>An answer is a list of versions, each counted with an option or voided (null).</summary>
    private static readonly Gen<string?[]> Versions = Gen.Select(
        Option(0), Option(-1).Array[0, 2], (first, later) => (string?[])[first, .. later]);

    private static readonly Gen<(string?[][] Answers, int Seed)> Histories = Gen.Select(Versions.Array[1, 12], Gen.Int, (answers, seed) => (answers, seed));

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
            iter: 60, threads: 1);
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
