using QualiPref.Platform.Tests.CatalogueLoading;
using QualiPref.Platform.Time;

namespace QualiPref.Platform.Tests.Time;

/// <summary>Due dates worked out beforehand from etalab/jours-feries-france-data, outside this code.</summary>
public sealed class WorkingDayVectors
{
    [Theory]
    [InlineData("2026-04-02", "metropole", "2026-04-10", "2026-04-24")]
    [InlineData("2026-04-02", "alsace-moselle", "2026-04-13", "2026-04-27")]
    [InlineData("2026-04-20", "metropole", "2026-04-27", "2026-05-13")]
    [InlineData("2026-04-20", "mayotte", "2026-04-28", "2026-05-15")]
    [InlineData("2026-05-13", "metropole", "2026-05-21", "2026-06-05")]
    [InlineData("2026-05-13", "martinique", "2026-05-21", "2026-06-08")]
    [InlineData("2026-05-13", "guadeloupe", "2026-05-21", "2026-06-08")]
    [InlineData("2026-05-20", "metropole", "2026-05-28", "2026-06-11")]
    [InlineData("2026-05-20", "martinique", "2026-05-29", "2026-06-12")]
    [InlineData("2026-05-20", "guadeloupe", "2026-05-29", "2026-06-12")]
    [InlineData("2026-05-20", "guyane", "2026-05-28", "2026-06-12")]
    [InlineData("2026-12-18", "metropole", "2026-12-28", "2027-01-12")]
    [InlineData("2013-03-26", "metropole", "2013-04-03", "2013-04-17")]
    [InlineData("2013-03-26", "alsace-moselle", "2013-04-04", "2013-04-18")]
    public void Five_and_fifteen_working_days_end_where_the_data_set_says(string from, string zone, string five, string fifteen)
    {
        var calendar = Shipped.Catalogue.WorkingDays(zone);
        var received = DateOnly.Parse(from, null);

        Assert.Equal(DateOnly.Parse(five, null), calendar.AddWorkingDays(received, 5).DueOn);
        Assert.Equal(DateOnly.Parse(fifteen, null), calendar.AddWorkingDays(received, 15).DueOn);
        Assert.Equal(15, calendar.WorkingDaysBetween(received, DateOnly.Parse(fifteen, null)));
    }

    [Theory]
    [InlineData(2006, 27)]
    [InlineData(2013, 27)]
    [InlineData(2017, 27)]
    [InlineData(2018, 28)]
    [InlineData(2026, 28)]
    [InlineData(2031, 28)]
    public void Saint_Martin_moved_its_day_from_the_27_to_the_28_of_May(int year, int day)
    {
        var calendar = Shipped.Catalogue.WorkingDays("saint-martin");
        var other = day == 27 ? 28 : 27;

        Assert.Equal("Abolition de l'esclavage", ReasonOn(calendar, new DateOnly(year, 5, day)));
        Assert.NotEqual("Abolition de l'esclavage", ReasonOn(calendar, new DateOnly(year, 5, other)));
    }

    [Theory]
    [InlineData("mayotte", 4, 27)]
    [InlineData("martinique", 5, 22)]
    [InlineData("guadeloupe", 5, 27)]
    [InlineData("guyane", 6, 10)]
    [InlineData("saint-barthelemy", 10, 9)]
    [InlineData("la-reunion", 12, 20)]
    [InlineData("alsace-moselle", 12, 26)]
    public void Each_zone_has_its_own_day_in_every_year(string zone, int month, int day)
    {
        for (var year = WorkingDayCalendar.FirstYear; year <= WorkingDayCalendar.LastYear; year++)
            Assert.False(Shipped.Catalogue.WorkingDays(zone).IsWorkingDay(new DateOnly(year, month, day)), $"{zone} {year}");
    }

    /// <summary>Easter Mondays 2000 to 2031 as read in the data set's own files.</summary>
    [Fact]
    public void The_movable_days_of_every_year_are_those_of_the_data_set()
    {
        string[] easterMondays =
        [
            "2000-04-24", "2001-04-16", "2002-04-01", "2003-04-21", "2004-04-12", "2005-03-28", "2006-04-17", "2007-04-09",
            "2008-03-24", "2009-04-13", "2010-04-05", "2011-04-25", "2012-04-09", "2013-04-01", "2014-04-21", "2015-04-06",
            "2016-03-28", "2017-04-17", "2018-04-02", "2019-04-22", "2020-04-13", "2021-04-05", "2022-04-18", "2023-04-10",
            "2024-04-01", "2025-04-21", "2026-04-06", "2027-03-29", "2028-04-17", "2029-04-02", "2030-04-22", "2031-04-14",
        ];
        var calendar = Shipped.Catalogue.WorkingDays("alsace-moselle");

        foreach (var monday in easterMondays.Select(text => DateOnly.Parse(text, null)))
        {
            Assert.Equal("Vendredi saint", ReasonOn(calendar, monday.AddDays(-3)));
            Assert.Equal("Lundi de Pâques", ReasonOn(calendar, monday));
            Assert.EndsWith("Ascension", ReasonOn(calendar, monday.AddDays(38)), StringComparison.Ordinal);
            Assert.Equal("Lundi de Pentecôte", ReasonOn(calendar, monday.AddDays(49)));
        }
    }

    [Fact]
    public void Two_holidays_on_one_day_cost_one_day_and_show_both_names()
    {
        var deadline = Shipped.Catalogue.WorkingDays("metropole").AddWorkingDays(new DateOnly(2008, 4, 30), 1);

        Assert.Equal(new DateOnly(2008, 5, 2), deadline.DueOn);
        Assert.Equal([new SkippedDay(new DateOnly(2008, 5, 1), "1er mai, Ascension")], deadline.Skipped);
    }

    [Fact]
    public void All_thirteen_zones_have_the_eleven_national_days_in_every_year()
    {
        Assert.Equal(13, Shipped.Catalogue.HolidayZones.Count);
        DateOnly[] fixedDays = [new(2000, 1, 1), new(2000, 5, 1), new(2000, 5, 8), new(2000, 7, 14), new(2000, 8, 15), new(2000, 11, 1), new(2000, 11, 11), new(2000, 12, 25)];

        foreach (var calendar in Shipped.Catalogue.HolidayZones.Select(Shipped.Catalogue.WorkingDays))
        {
            for (var years = 0; years < 32; years++)
                Assert.All(fixedDays, day => Assert.False(calendar.IsWorkingDay(day.AddYears(years))));
        }
    }

    private static string? ReasonOn(WorkingDayCalendar calendar, DateOnly date) =>
        calendar.AddWorkingDays(date.AddDays(-1), 1).Days[0].Reason;
}
