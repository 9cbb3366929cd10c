using System.Globalization;
using QualiPref.Synthetic;

namespace QualiPref.Editions.Tests;

public sealed class The_golden_year
{
    [Theory]
    [InlineData("2026-01-01", "2026-01-01")]
    [InlineData("2026-01-19", "2026-01-19")]
    [InlineData("2026-01-20", "2026-01-20")]
    [InlineData("2026-01-21", "2026-01-20")]
    [InlineData("2026-11-24", "2026-01-20")]
    public void Is_worked_on_in_january_but_not_later_than_today(string today, string last) =>
        Assert.Equal(DateOnly.Parse(last, CultureInfo.InvariantCulture), SyntheticYearOptions.LastDayOf(2025, DateOnly.Parse(today, CultureInfo.InvariantCulture)));
}
