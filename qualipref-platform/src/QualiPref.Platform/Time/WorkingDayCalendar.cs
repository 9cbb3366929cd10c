using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace QualiPref.Platform.Time;

/// <summary>
/// Working days (jours ouvrés): Monday to Friday without the public holidays of a zone and the closures of a site. Built from dated
/// data, never from formulas. Covers the years <see cref="FirstYear"/> to <see cref="LastYear"/>; outside it every question is
/// answered by <see cref="WorkingDaysUnknownException"/>.
/// </summary>
public sealed class WorkingDayCalendar
{
    /// <summary>First year with holiday data.</summary>
    public const int FirstYear = 2000;

    /// <summary>Last year with holiday data.</summary>
    public const int LastYear = 2031;

    /// <summary>Longest delay, in working days.</summary>
    public const int LongestDelay = 400;

    private readonly FrozenDictionary<DateOnly, string> _daysOff;

    /// <summary>Makes a calendar of dated days off.</summary>
    /// <param name="name">What the calendar is of: a holiday zone, or a zone and a site.</param>
    /// <param name="daysOff">Public holidays and closures with their French names, at most one entry per date.</param>
    public WorkingDayCalendar(string name, IEnumerable<KeyValuePair<DateOnly, string>> daysOff)
    {
        _daysOff = daysOff.ToFrozenDictionary();
        Version = $"{name}@{Digest(_daysOff)}";
    }

    /// <summary>Name and digest of the dated data, such as <c>martinique@5f0c2a9be713</c>: changes when, and only when, a day off does.</summary>
    public string Version { get; }

    /// <summary>The day by which a delay ends. Counting starts the day after <paramref name="from"/>.</summary>
    /// <param name="from">Local legal date of reception; need not be a working day.</param>
    /// <param name="days">Working days, 1 to <see cref="LongestDelay"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of days is out of bounds.</exception>
    /// <exception cref="WorkingDaysUnknownException">The count starts or ends outside the years with data.</exception>
    public WorkingDayDeadline AddWorkingDays(DateOnly from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, LongestDelay);
        RequireData(from);

        var proof = new List<CountedDay>();
        for (int rank = 0; rank < days;)
        {
            var date = NextDay(proof.Count == 0 ? from : proof[^1].Date);
            var reason = ReasonNotToCount(date);
            proof.Add(new CountedDay { Date = date, Reason = reason, Rank = reason is null ? ++rank : null });
        }

        return new WorkingDayDeadline
        {
            DueOn = proof[^1].Date,
            Skipped = [.. proof.Where(day => day.Reason is not null && !IsWeekend(day.Date)).Select(day => new SkippedDay(day.Date, day.Reason!))],
            Days = proof,
            CalendarVersion = Version,
        };
    }

    /// <summary>Working days after <paramref name="received"/> up to and including <paramref name="answered"/>; 0 on the same day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The answer is earlier than the reception.</exception>
    /// <exception cref="WorkingDaysUnknownException">One of the dates is outside the years with data.</exception>
    public int WorkingDaysBetween(DateOnly received, DateOnly answered)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(answered, received);
        RequireData(received);
        RequireData(answered);

        var count = 0;
        for (var date = received; date < answered;)
        {
            date = date.AddDays(1);
            count += IsWorkingDay(date) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether a date is a working day.</summary>
    /// <exception cref="WorkingDaysUnknownException">The date is outside the years with data.</exception>
    public bool IsWorkingDay(DateOnly date)
    {
        RequireData(date);
        return ReasonNotToCount(date) is null;
    }

    /// <summary>
    /// The end of the legal two months: the same day two months later, else that month's last day. It counts calendar days whatever
    /// the zone, so any year will do.
    /// </summary>
    public static DateOnly LegalDueOn(DateOnly received) => received.AddMonths(2);

    private static DateOnly NextDay(DateOnly date)
    {
        var next = date.AddDays(1);
        RequireData(next);
        return next;
    }

    private string? ReasonNotToCount(DateOnly date) => _daysOff.TryGetValue(date, out var name) ? name : date.DayOfWeek switch
    {
        DayOfWeek.Saturday => "samedi",
        DayOfWeek.Sunday => "dimanche",
        _ => null,
    };

    private static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Whether a date is in the years with data.</summary>
    public static bool Covers(DateOnly date) => date.Year is >= FirstYear and <= LastYear;

    private static void RequireData(DateOnly date)
    {
        if (!Covers(date))
            throw new WorkingDaysUnknownException(date);
    }

    private static string Digest(IEnumerable<KeyValuePair<DateOnly, string>> daysOff)
    {
        var lines = daysOff.OrderBy(day => day.Key).Select(day => $"{day.Key.ToIso()} {day.Value}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))))[..12];
    }
}
