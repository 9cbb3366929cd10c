using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Time;

namespace QualiPref.Platform.Tests.Time;

public sealed class LocalDates
{
    [Theory]
    // New Year night: the year of a fact depends on the site.
    [InlineData("Europe/Paris", "2026-12-31T22:59:59Z", "2026-12-31")]
    [InlineData("Europe/Paris", "2026-12-31T23:00:00Z", "2027-01-01")]
    [InlineData("America/Martinique", "2027-01-01T03:59:59Z", "2026-12-31")]
    [InlineData("America/Martinique", "2027-01-01T04:00:00Z", "2027-01-01")]
    [InlineData("America/Cayenne", "2027-01-01T02:59:59Z", "2026-12-31")]
    [InlineData("Indian/Reunion", "2026-12-31T20:00:00Z", "2027-01-01")]
    [InlineData("Indian/Mayotte", "2026-12-31T20:59:59Z", "2026-12-31")]
    [InlineData("Pacific/Noumea", "2026-12-31T13:00:00Z", "2027-01-01")]
    [InlineData("Pacific/Tahiti", "2027-01-01T09:59:59Z", "2026-12-31")]
    [InlineData("Pacific/Wallis", "2026-12-31T12:00:00Z", "2027-01-01")]
    [InlineData("America/Miquelon", "2027-01-01T02:59:59Z", "2026-12-31")]
    // Clocks go forward on 29 March 2026 and back on 25 October 2026, at 01:00 UTC.
    [InlineData("Europe/Paris", "2026-03-28T22:59:59Z", "2026-03-28")]
    [InlineData("Europe/Paris", "2026-03-28T23:00:00Z", "2026-03-29")]
    [InlineData("Europe/Paris", "2026-03-29T21:59:59Z", "2026-03-29")]
    [InlineData("Europe/Paris", "2026-03-29T22:00:00Z", "2026-03-30")]
    [InlineData("Europe/Paris", "2026-10-24T22:00:00Z", "2026-10-25")]
    [InlineData("Europe/Paris", "2026-10-25T22:59:59Z", "2026-10-25")]
    [InlineData("Europe/Paris", "2026-10-25T23:00:00Z", "2026-10-26")]
    [InlineData("America/Miquelon", "2026-03-08T02:59:59Z", "2026-03-07")]
    [InlineData("America/Miquelon", "2026-03-09T01:59:59Z", "2026-03-08")]
    [InlineData("America/Miquelon", "2026-03-09T02:00:00Z", "2026-03-09")]
    // The offset in which an instant is written does not matter.
    [InlineData("Europe/Paris", "2026-07-03T23:30:00-04:00", "2026-07-04")]
    [InlineData("America/Martinique", "2026-07-04T05:30:00+02:00", "2026-07-03")]
    public void The_date_is_that_of_the_sites_wall_clock(string zone, string instant, string date)
    {
        var site = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var at = DateTimeOffset.Parse(instant, null);

        Assert.Equal(DateOnly.Parse(date, null), site.LocalDate(at));
        Assert.Equal(DateOnly.Parse(date, null), site.Today(new FakeTimeProvider(at)));
    }

    [Theory]
    [InlineData("2026-12-01", "1er décembre 2026", "mardi 1er décembre 2026")]
    [InlineData("2026-12-11", "11 décembre 2026", "vendredi 11 décembre 2026")]
    public void A_sentence_writes_the_first_of_a_month_as_1er(string date, string day, string withDay)
    {
        var on = DateOnly.Parse(date, null);

        Assert.Equal((day, withDay), (on.InFrench(), on.InFrenchWithDay()));
    }
}
