using CsCheck;
using QualiPref.Platform.Time;

namespace QualiPref.Platform.Tests.Time;

public sealed class CountingWorkingDays
{
    private static readonly DateOnly _first = new(2000, 1, 1);

    // 2000-01-01 to 2029-12-31: 400 working days later, with the closures below, is still within the data.
    private static readonly Gen<DateOnly> _dates = Gen.Int[0, 10_957].Select(_first.AddDays);

    private static readonly Gen<(DateOnly From, int Days, DateOnly[] Off)> _cases = Gen.Select(
        _dates, Gen.Int[1, WorkingDayCalendar.LongestDelay], Gen.Int[1, 700].Array[0, 60],
        (from, days, off) => (from, days, off.Distinct().Select(from.AddDays).ToArray()));

    [Fact]
    public void The_due_date_is_the_one_found_by_listing_every_day() => _cases.Sample(each =>
    {
        var deadline = Calendar(each.Off).AddWorkingDays(each.From, each.Days);
        var listed = WorkingDaysAfter(each.From, each.Off).Skip(each.Days - 1).First();

        Assert.Equal(listed, deadline.DueOn);
    });

    [Fact]
    public void The_proof_has_every_day_once_and_counts_to_the_delay() => _cases.Sample(each =>
    {
        var deadline = Calendar(each.Off).AddWorkingDays(each.From, each.Days);

        Assert.Equal(
            Enumerable.Range(1, deadline.DueOn.DayNumber - each.From.DayNumber).Select(each.From.AddDays),
            deadline.Days.Select(day => day.Date));
        Assert.Equal(Enumerable.Range(1, each.Days), deadline.Days.Where(day => day.Rank is not null).Select(day => day.Rank!.Value));
        Assert.All(deadline.Days, day => Assert.NotEqual(day.Rank is null, day.Reason is null));
        Assert.Equal(
            each.Off.Where(day => day <= deadline.DueOn && !IsWeekend(day)).Order(),
            deadline.Skipped.Select(day => day.Date));
    });

    [Fact]
    public void Days_between_are_those_found_by_listing_every_day() => Gen.Select(_cases, Gen.Int[0, 500]).Sample((each, later) =>
    {
        var answered = each.From.AddDays(later);
        var listed = WorkingDaysAfter(each.From, each.Off).TakeWhile(day => day <= answered).Count();

        Assert.Equal(listed, Calendar(each.Off).WorkingDaysBetween(each.From, answered));
    });

    [Fact]
    public void The_same_day_is_zero() => _dates.Sample(date => Calendar([]).WorkingDaysBetween(date, date) == 0);

    [Fact]
    public void An_answer_before_the_reception_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Calendar([]).WorkingDaysBetween(new DateOnly(2026, 7, 2), new DateOnly(2026, 7, 1)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(401)]
    public void A_delay_outside_1_to_400_is_refused(int days) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Calendar([]).AddWorkingDays(new DateOnly(2026, 7, 1), days));

    [Theory]
    [InlineData("1999-12-30", 3)]
    [InlineData("2031-12-29", 3)]
    [InlineData("2032-01-01", 1)]
    public void A_count_outside_the_years_with_data_is_an_error_and_not_a_guess(string from, int days)
    {
        var error = Assert.Throws<WorkingDaysUnknownException>(() => Calendar([]).AddWorkingDays(DateOnly.Parse(from, null), days));

        Assert.NotInRange(error.Date.Year, 2000, 2031);
        Assert.Contains("de 2000 à 2031", error.Message, StringComparison.Ordinal);
        Assert.Contains("from 2000 to 2031", error.EnglishMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_working_day_of_the_data_can_still_be_reached() =>
        Assert.Equal(new DateOnly(2031, 12, 31), Calendar([]).AddWorkingDays(new DateOnly(2031, 12, 29), 2).DueOn);

    [Fact]
    public void Days_between_outside_the_years_with_data_are_an_error() => Assert.Throws<WorkingDaysUnknownException>(
        () => Calendar([]).WorkingDaysBetween(new DateOnly(2031, 12, 1), new DateOnly(2032, 1, 5)));

    [Theory]
    [InlineData("2026-07-03", "2026-09-03")]
    [InlineData("2025-12-31", "2026-02-28")]
    [InlineData("2023-12-31", "2024-02-29")]
    [InlineData("2026-06-30", "2026-08-30")]
    public void The_legal_date_is_the_same_day_two_months_later_or_that_months_last(string received, string due) =>
        Assert.Equal(DateOnly.Parse(due, null), WorkingDayCalendar.LegalDueOn(DateOnly.Parse(received, null)));

    [Fact]
    public void The_version_changes_when_a_day_off_does_and_not_with_the_order_of_the_data()
    {
        DateOnly[] days = [new(2026, 5, 15), new(2026, 7, 13)];

        Assert.Equal(Calendar(days).Version, Calendar([.. days.Reverse()]).Version);
        Assert.NotEqual(Calendar(days).Version, Calendar(days[..1]).Version);
    }

    private static WorkingDayCalendar Calendar(IEnumerable<DateOnly> off) =>
        new("test", off.Select(day => KeyValuePair.Create(day, "Fermeture")));

    private static IEnumerable<DateOnly> WorkingDaysAfter(DateOnly from, DateOnly[] off) =>
        Enumerable.Range(1, 2000).Select(from.AddDays).Where(day => !IsWeekend(day) && !off.Contains(day));

    private static bool IsWeekend(DateOnly day) => (day.DayNumber + 1) % 7 is 0 or 6;
}
