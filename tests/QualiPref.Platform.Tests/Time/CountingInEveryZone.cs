using CsCheck;
using QualiPref.Platform.Tests.CatalogueLoading;
using QualiPref.Platform.Time;

namespace QualiPref.Platform.Tests.Time;

/// <summary>
/// The shipped calendars of all zones beside a counter that knows no data: it works each holiday out from the law (article L3133-1 of the code du travail, and the local
/// days of Alsace-Moselle and of the abolition of slavery) and lists every day.
/// </summary>
public sealed class CountingInEveryZone
{
    private static readonly DateOnly _first = new(WorkingDayCalendar.FirstYear, 1, 1), _last = new(WorkingDayCalendar.LastYear, 12, 31);

    public static TheoryData<string> Zones =>
    [
        "metropole", "alsace-moselle", "guadeloupe", "guyane", "la-reunion", "martinique", "mayotte", "nouvelle-caledonie", "polynesie-francaise", "saint-barthelemy",
        "saint-martin", "saint-pierre-et-miquelon", "wallis-et-futuna",
    ];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_day_of_the_data_is_a_working_day_or_not_as_the_law_says(string zone)
    {
        var calendar = Shipped.Catalogue.WorkingDays(zone);
        Assert.Equal(Days(_first, _last).Where(day => !Counts(zone, day)), Days(_first, _last).Where(day => !calendar.IsWorkingDay(day)));
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Any_delay_from_any_day_ends_where_listing_every_day_ends(string zone)
    {
        var calendar = Shipped.Catalogue.WorkingDays(zone);
        Gen.Select(Gen.Int[0, _last.DayNumber - _first.DayNumber - 700], Gen.Int[1, WorkingDayCalendar.LongestDelay]).Sample((from, days) =>
        {
            var received = _first.AddDays(from);
            var due = Days(received.AddDays(1), _last).Where(day => Counts(zone, day)).ElementAt(days - 1);

            Assert.Equal(due, calendar.AddWorkingDays(received, days).DueOn);
            Assert.Equal(days, calendar.WorkingDaysBetween(received, due));
        });
    }

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) => Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);

    private static bool Counts(string zone, DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(zone, day);

    private static bool IsHoliday(string zone, DateOnly day) => IsFixed(day) || (day.DayNumber - Easter(day.Year).DayNumber) is 1 or 39 or 50 || (zone, day.Month, day.Day) switch
    {
        ("alsace-moselle", 12, 26) or ("mayotte", 4, 27) or ("martinique", 5, 22) or ("guadeloupe", 5, 27) or ("guyane", 6, 10) or ("saint-barthelemy", 10, 9) or ("la-reunion", 12, 20) => true,
        ("saint-martin", 5, var of) => of == (day.Year < 2018 ? 27 : 28),
        ("alsace-moselle", _, _) => day == Easter(day.Year).AddDays(-2),
        _ => false,
    };

    private static bool IsFixed(DateOnly day) => (day.Month, day.Day) is (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25);

    // The anonymous rule of 1876 for the Gregorian calendar.
    private static DateOnly Easter(int year)
    {
        var (golden, century, ofCentury) = (year % 19, year / 100, year % 100);
        var moon = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var sunday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - moon - (ofCentury % 4)) % 7;
        var late = (golden + (11 * moon) + (22 * sunday)) / 451;
        var days = moon + sunday - (7 * late) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }
}
