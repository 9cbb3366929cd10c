using System.Globalization;
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

    /// <summary>So many cases that even what is rare occurs.</summary>
    private static readonly SyntheticYearOptions Busy = Options with { BatchedAnswers = 0, SingleAnswers = 0, ArchivedAnswers = 0, Complaints = 3000 };

    private static readonly IReadOnlyList<IReadOnlyList<SyntheticRequest>> Chains = SyntheticYear.Chains(Options);

    private static readonly IReadOnlyList<SyntheticCase> Cases = SyntheticCase.In(Chains);

    private static readonly IReadOnlyList<FilingRequest> Filings = [.. Cases.Select(one => one.Filing)];

    [Fact]
    public void Slips_letters_and_calls_come_in_on_working_days_whatever_is_corrected()
    {
        var receptions = SyntheticCase.In(SyntheticYear.Chains(Busy)).Where(one => one.Filing.ReceivedOn is not null).SelectMany(one => one.Receptions()).ToArray();
        Assert.All(receptions.Where(taken => taken.Channel is not ("web" or "email")), taken => Assert.True(IsWorked(taken.Day), $"{taken.Channel} on {taken.Day:D}"));
        Assert.Contains(receptions, taken => !IsWorked(taken.Day));
        Assert.All(receptions, taken => Assert.Equal(Options.Year, taken.Day.Year));
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

    [Theory]
    [InlineData("2025-12-31")]
    [InlineData("2026-01-31")]
    [InlineData("2026-06-30")]
    public void Nothing_waits_for_two_months_after_it_was_due(string lastDay)
    {
        var end = DateOnly.ParseExact(lastDay, "O", CultureInfo.InvariantCulture);
        var pending = Pending(SyntheticYear.Chains(Busy with { LastDay = end }));
        Assert.All(pending, one => Assert.True(one.DueOn.AddMonths(2) >= end, $"due on {one.DueOn:D}: {one.Filing.Subject}"));
    }

    [Fact]
    public void Its_last_weeks_leave_some_cases_on_the_desk_and_a_few_of_them_are_late()
    {
        var end = new DateOnly(2025, 12, 31);
        var pending = Pending(SyntheticYear.Chains(Busy with { LastDay = end }));
        Assert.InRange(pending.Count, Busy.Complaints / 50, Busy.Complaints / 10);
        Assert.InRange(pending.Count(one => one.DueOn < end), 1, pending.Count / 2);
    }

    private static List<SyntheticCase> Pending(IReadOnlyList<IReadOnlyList<SyntheticRequest>> chains) =>
        [.. SyntheticCase.In(chains).Where(one => one.Filing.ReceivedOn is not null && one.IsPending)];

    [Fact]
    public void What_was_typed_in_from_a_register_was_on_paper()
    {
        var answers = Chains.SelectMany(chain => chain).OfType<PutAnswer>().ToLookup(put => put.Id, put => put.Answer.Channel);
        var decided = Chains.SelectMany(chain => chain).OfType<DecideAnswer>().Where(decision => decision.Decision is "accept" or "discard").ToArray();
        Assert.Contains(decided, decision => decision.Reason.StartsWith("Registre papier", StringComparison.Ordinal));
        Assert.All(decided, decision => Assert.Equal(["paper"], answers[decision.Id].Distinct()));
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
