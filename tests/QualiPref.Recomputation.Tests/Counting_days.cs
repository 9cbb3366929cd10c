using System.Globalization;

namespace QualiPref.Recomputation.Tests;

public sealed class Counting_days
{
    [Theory]
    [InlineData("2026-04-02", 5, "2026-04-10")]
    [InlineData("2026-04-02", 15, "2026-04-24")]
    [InlineData("2026-04-20", 5, "2026-04-27")]
    [InlineData("2026-04-20", 15, "2026-05-13")]
    [InlineData("2026-05-13", 5, "2026-05-21")]
    [InlineData("2026-05-13", 15, "2026-06-05")]
    [InlineData("2026-05-20", 15, "2026-06-11")]
    [InlineData("2026-12-18", 5, "2026-12-28")]
    [InlineData("2026-12-18", 15, "2027-01-12")]
    [InlineData("2013-03-26", 15, "2013-04-17")]
    public void Skips_weekends_and_holidays(string from, int days, string due)
    {
        Assert.Equal(Day(due), WorkingDays.After(Day(from), days));
        Assert.Equal(days, WorkingDays.Between(Day(from), Day(due)));
    }

    [Theory]
    [InlineData("2013-03-31")]
    [InlineData("2014-04-20")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("1954-04-18")] // Gauss's exception, d = 28
    [InlineData("1981-04-19")] // Gauss's exception, d = 29
    public void Easter_falls_where_the_almanac_says(string easter)
    {
        Assert.Equal(Day(easter), WorkingDays.Easter(Day(easter).Year));
    }

    [Theory]
    [InlineData("2026", "2026-01-01", "2026-12-31")]
    [InlineData("2026-S2", "2026-07-01", "2026-12-31")]
    [InlineData("2026-Q1", "2026-01-01", "2026-03-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2026-07-01..2026-07-15", "2026-07-01", "2026-07-15")]
    public void A_period_includes_both_ends(string text, string from, string to)
    {
        Assert.Equal(new Period(Day(from), Day(to)), Period.Parse(text));
    }

    [Fact]
    public void Wilson_gives_the_published_interval()
    {
        var (low, high) = Wilson.Interval(350, 412);
        Assert.Equal((0.8117694350, 0.8808022023), (Math.Round(low, 10), Math.Round(high, 10)));
        Assert.Equal((0.722, 1.0), (Math.Round(Wilson.Interval(10, 10).Low, 3), Math.Round(Wilson.Interval(10, 10).High, 12)));
        Assert.Equal(0.0, Wilson.Interval(0, 10).Low);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
