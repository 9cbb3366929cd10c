using QualiPref.Synthetic;
using QualiPref.Synthetic.Requests;

namespace QualiPref.Recomputation.Tests;

/// <summary>A committee reads it, so it must be as likely as it is invented.</summary>
public sealed class What_a_synthetic_year_is_like
{
    private static readonly SyntheticYearOptions Options = new()
    {
        Seed = 7,
        Network = SyntheticNetwork.Essonne,
        Year = 2025,
        BatchedAnswers = 3000,
        SingleAnswers = 300,
        ArchivedAnswers = 100,
        Complaints = 500,
        LastDay = new DateOnly(2026, 6, 30),
    };

    private static readonly IReadOnlyList<IReadOnlyList<SyntheticRequest>> Chains = SyntheticYear.Chains(Options);

    private static readonly IReadOnlyList<FilingRequest> Filings = [.. Chains.SelectMany(chain => chain).OfType<FileCase>().Select(filed => filed.Filing).DistinctBy(filing => filing.Id)];

    [Fact]
    public void Slips_letters_and_calls_come_in_on_working_days()
    {
        var taken = Filings.Where(filing => filing.Channel is not ("web" or "email")).ToArray();
        Assert.NotEmpty(taken);
        Assert.All(taken, filing => Assert.True(IsWorked(filing.ReceivedOn!.Value), $"{filing.Channel} on {filing.ReceivedOn:D}"));
        Assert.Contains(Filings, filing => filing.ReceivedOn is { } day && !IsWorked(day));
    }

    [Fact]
    public void Cases_are_worked_on_on_working_days() =>
        Assert.All(Chains.SelectMany(chain => chain).OfType<MoveCase>(), move => Assert.True(IsWorked(move.Body.OccurredOn!.Value), $"{move.Transition} on {move.Body.OccurredOn:D}"));

    [Fact]
    public void Counters_are_answered_at_in_their_opening_hours()
    {
        var given = Chains.SelectMany(chain => chain).OfType<PostBatch>().Where(batch => batch.Kiosk is null or { Trouble: KioskTrouble.None }).SelectMany(batch => batch.Items)
            .Concat(Chains.SelectMany(chain => chain).OfType<PutAnswer>().Select(put => put.Answer).Where(answer => answer.Channel == "paper"));
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        Assert.All(given, answer =>
        {
            var local = TimeZoneInfo.ConvertTime(answer.AnsweredAt, paris);
            Assert.InRange(local.Hour, 9, 15);
            Assert.True(IsWorked(DateOnly.FromDateTime(local.DateTime)), $"{local:F}");
        });
    }

    [Fact]
    public void Each_case_says_something_of_its_own_in_words()
    {
        Assert.True(Filings.Select(filing => filing.Text).Distinct().Count() > Filings.Count / 2);
        Assert.All(Filings, filing => Assert.DoesNotMatch("[a-z]+-[a-z]+\\)|\\(", filing.Subject));
        Assert.All(Filings, filing => Assert.DoesNotContain("démonstration", filing.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Half_a_year_on_few_cases_are_open()
    {
        string[] end = ["close", "transfer", "reject", "merge"];
        var dated = Chains.Where(chain => chain[0] is FileCase { IsPublic: false } && chain.OfType<FileCase>().DistinctBy(filed => filed.Filing.Id).Count() == 1).ToArray();
        var open = dated.Count(chain => chain[^1] is FileCase || (chain[^1] is MoveCase last && !end.Contains(last.Transition) && !chain.OfType<MoveCase>().Any(move => move.Transition == "answer")));
        Assert.InRange(open, 1, dated.Length / 20);
    }

    [Fact]
    public void A_later_last_day_goes_on_with_the_same_cases()
    {
        var earlier = ByCase(SyntheticYear.Chains(Options with { LastDay = new DateOnly(2025, 12, 31) }));
        var later = ByCase(Chains);
        Assert.Equal(later.Keys.Order(), earlier.Keys.Order());
        Assert.All(earlier, one => Assert.Equal(one.Value, later[one.Key].Take(one.Value.Count)));
        Assert.Contains(earlier, one => one.Value.Count < later[one.Key].Count);
        Assert.All(earlier.Values.SelectMany(steps => steps), step => Assert.True(step.On <= new DateOnly(2025, 12, 31)));

        static Dictionary<Guid, List<(string Transition, DateOnly On)>> ByCase(IEnumerable<IReadOnlyList<SyntheticRequest>> chains)
        {
            var requests = chains.SelectMany(chain => chain).ToArray();
            var steps = requests.OfType<MoveCase>().ToLookup(move => move.Id, move => (move.Transition, move.Body.OccurredOn!.Value));
            return requests.OfType<FileCase>().Select(filed => filed.Filing.Id).Distinct().ToDictionary(id => id, id => steps[id].ToList());
        }
    }

    [Fact]
    public void Its_last_weeks_have_cases_while_it_is_not_over()
    {
        var (from, today) = (new DateOnly(2025, 3, 1), new DateOnly(2025, 4, 11));
        var filed = SyntheticYear.RecentCases(Options with { LastDay = today }, from).SelectMany(chain => chain).ToArray();
        Assert.NotEmpty(filed);
        Assert.All(filed.OfType<FileCase>(), one => Assert.InRange(one.Filing.ReceivedOn!.Value, from, today));
        Assert.All(filed.OfType<MoveCase>(), move => Assert.True(move.Body.OccurredOn <= today));
        // On the first of January there is nothing yet, and nothing fails.
        Assert.Empty(SyntheticYear.RecentCases(Options with { LastDay = new DateOnly(2025, 1, 1) }, new DateOnly(2024, 11, 20)).SelectMany(chain => chain).OfType<MoveCase>());
    }

    [Fact]
    public void Each_site_counts_its_lost_calls_each_month()
    {
        var typed = SyntheticYear.LostCalls(Options).Select(chain => Assert.IsType<TypeMeasurement>(Assert.Single(chain))).ToArray();
        Assert.Equal(36, typed.Select(one => (one.Measurement.Site, one.Measurement.Month)).Distinct().Count());
        Assert.All(typed, one => Assert.InRange((double)one.Measurement.Numerator / one.Measurement.Denominator, 0.05, 0.20));
        Assert.Equal(typed, SyntheticYear.LostCalls(Options).Select(chain => chain[0]));
    }

    // By the recount's own calendar.
    private static bool IsWorked(DateOnly day) => WorkingDays.IsWorked(day);
}
