using QualiPref.Platform.Time;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>Public holidays by zone: the common days and the zone's own. Two holidays on one date share one entry.</summary>
internal static class HolidayReader
{
    private static readonly int[] _years = [.. Enumerable.Range(
        WorkingDayCalendar.FirstYear, WorkingDayCalendar.LastYear - WorkingDayCalendar.FirstYear + 1)];

    internal static IReadOnlyDictionary<string, IReadOnlyDictionary<DateOnly, string>> Read(
        CatalogueFile<CommonHolidaysShape> common, IReadOnlyList<CatalogueFile<ZoneHolidaysShape>> zones)
    {
        var codes = new HashSet<string>();
        var commonDays = Read(common, common.Content.Days);
        var holidays = new Dictionary<string, IReadOnlyDictionary<DateOnly, string>>();
        foreach (var file in zones)
        {
            var zone = file.Content.Zone;
            file.NewCode(zone, codes, "holiday zone");
            if (file.Name != $"holidays/{zone.Value}.yaml")
                file.Refuse(zone, "is not the name of the file.");

            holidays[zone.Value] = Merge([.. commonDays, .. Read(file, file.Content.Days)]);
        }

        return holidays;
    }

    /// <summary>Of a site: the zone's holidays and its closures; a holiday's name wins over a closure's.</summary>
    internal static IEnumerable<KeyValuePair<DateOnly, string>> WithClosures(
        IReadOnlyDictionary<DateOnly, string> holidays, IEnumerable<SiteClosure> closures) =>
        holidays.Concat(closures
            .Where(closure => !holidays.ContainsKey(closure.Date))
            .Select(closure => KeyValuePair.Create(closure.Date, closure.Reason)));

    private static List<(DateOnly Date, string Name)> Read<T>(CatalogueFile<T> file, List<HolidayShape> days)
        where T : class
    {
        var names = new HashSet<string>();
        var dated = new List<(DateOnly, string)>();
        foreach (var day in days)
        {
            if (!names.Add(day.Name.Value))
                file.Refuse(day.Name, "is already listed in this file.");

            DateOnly[] dates = [.. day.Dates.Select(file.Date)];
            CheckYears(file, day.Name, dates);
            dated.AddRange(dates.Select(date => (date, day.Name.Value)));
        }

        return dated;
    }

    // A year without its holiday would give due dates that are too early, and nobody would see it.
    private static void CheckYears<T>(CatalogueFile<T> file, Located name, DateOnly[] dates)
        where T : class
    {
        int[] years = [.. dates.Select(date => date.Year)];
        int[] wrong = [.. _years.Where(year => years.Count(given => given == year) != 1)];
        if (wrong.Length > 0)
            file.Refuse(name, $"needs exactly one date in every year; look at {string.Join(", ", wrong)}.");
    }

    private static Dictionary<DateOnly, string> Merge(List<(DateOnly Date, string Name)> days) => days
        .GroupBy(day => day.Date, day => day.Name)
        .ToDictionary(day => day.Key, day => string.Join(", ", day));
}
