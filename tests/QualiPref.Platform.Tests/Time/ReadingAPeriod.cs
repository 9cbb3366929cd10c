using CsCheck;
using QualiPref.Platform.Time;

namespace QualiPref.Platform.Tests.Time;

public sealed class ReadingAPeriod
{
    [Theory]
    [InlineData("2026", "2026-01-01", "2026-12-31")]
    [InlineData("2026-S1", "2026-01-01", "2026-06-30")]
    [InlineData("2026-S2", "2026-07-01", "2026-12-31")]
    [InlineData("2026-Q1", "2026-01-01", "2026-03-31")]
    [InlineData("2026-Q3", "2026-07-01", "2026-09-30")]
    [InlineData("2026-Q4", "2026-10-01", "2026-12-31")]
    [InlineData("2026-07", "2026-07-01", "2026-07-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2026-07-01..2026-07-15", "2026-07-01", "2026-07-15")]
    [InlineData("2026-07-01..2026-07-01", "2026-07-01", "2026-07-01")]
    [InlineData("2020-02-29..2025-02-27", "2020-02-29", "2025-02-27")]
    public void Both_ends_are_included_and_the_text_comes_back(string text, string from, string to)
    {
        Assert.True(Period.TryParse(text, out var period));
        Assert.Equal(DateOnly.Parse(from, null), period.From);
        Assert.Equal(DateOnly.Parse(to, null), period.To);
        Assert.Equal(text, period.ToString());
        Assert.Equal(period, Period.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("26")]
    [InlineData("1999")]
    [InlineData("2101")]
    [InlineData("2026-S3")]
    [InlineData("2026-Q0")]
    [InlineData("2026-Q5")]
    [InlineData("2026-13")]
    [InlineData("2026-7")]
    [InlineData("2026-s1")]
    [InlineData(" 2026")]
    [InlineData("2026\n")]
    [InlineData("２０２６")]
    [InlineData("2026-07-01")]
    [InlineData("2026-07-15..2026-07-01")]
    [InlineData("2026-02-29..2026-03-01")]
    [InlineData("1999-12-31..2000-01-01")]
    [InlineData("2100-12-31..2101-01-01")]
    [InlineData("2021-01-01..2026-01-01")]
    [InlineData("2020-02-29..2025-02-28")]
    [InlineData("2026-07-01..2026-07-15x")]
    public void Anything_else_is_refused(string? text) => Assert.False(Period.TryParse(text, out _));

    [Fact]
    public void A_refusal_says_which_forms_exist()
    {
        var error = Assert.Throws<FormatException>(() => Period.Parse("juillet"));

        Assert.Contains("'juillet'", error.Message, StringComparison.Ordinal);
        Assert.Contains("2026-07-01..2026-07-15", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026", "2025")]
    [InlineData("2026-S2", "2025-S2")]
    [InlineData("2026-Q3", "2025-Q3")]
    [InlineData("2024-02", "2023-02")]
    [InlineData("2026-07-01..2026-07-15", "2025-07-01..2025-07-15")]
    [InlineData("2024-02-29..2024-03-15", "2023-02-28..2023-03-15")]
    [InlineData("2024-02-10..2024-02-29", "2023-02-10..2023-02-28")]
    [InlineData("2025-02-01..2025-02-28", "2024-02-01..2024-02-29")]
    [InlineData("2025-02-10..2025-02-28", "2024-02-10..2024-02-28")]
    public void The_year_before_has_the_same_form(string text, string before)
    {
        var period = Period.Parse(text).YearBefore();

        Assert.Equal(before, period.ToString());
        Assert.Equal(Period.Parse(before), period);
    }

    [Theory]
    [InlineData("2026", 12, "2026-01", "2026-12", true)]
    [InlineData("2026-Q3", 3, "2026-07", "2026-09", true)]
    [InlineData("2026-07-01..2027-02-28", 8, "2026-07", "2027-02", true)]
    [InlineData("2026-07-01..2026-07-15", 1, "2026-07", "2026-07", false)]
    [InlineData("2026-07-02..2026-08-31", 2, "2026-07", "2026-08", false)]
    public void Its_months_are_those_it_touches(string text, int count, string first, string last, bool whole)
    {
        var period = Period.Parse(text);
        var months = period.Months();

        Assert.Equal(count, months.Count);
        Assert.Equal(first, months[0].ToString());
        Assert.Equal(last, months[^1].ToString());
        Assert.Equal(whole, period.IsWholeMonths);
    }

    [Fact]
    public void Whole_months_cover_the_period_without_gap_or_overlap() => Gen.Select(Gen.Int[2000, 2100], Gen.Int[0, 6]).Sample((year, form) =>
    {
        string[] forms = [$"{year}", $"{year}-S1", $"{year}-S2", $"{year}-Q1", $"{year}-Q2", $"{year}-Q3", $"{year}-Q4"];
        var period = Period.Parse(forms[form]);
        var months = period.Months();

        Assert.True(period.IsWholeMonths);
        Assert.Equal(period.From, months[0].From);
        Assert.Equal(period.To, months[^1].To);
        Assert.All(months.Zip(months.Skip(1)), pair => Assert.Equal(pair.First.To.AddDays(1), pair.Second.From));
        Assert.False(period.Contains(period.From.AddDays(-1)));
        Assert.True(period.Contains(period.From));
        Assert.True(period.Contains(period.To));
        Assert.False(period.Contains(period.To.AddDays(1)));
    });
}
