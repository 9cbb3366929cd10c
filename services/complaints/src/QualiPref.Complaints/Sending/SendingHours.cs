using Microsoft.Extensions.Options;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Sending;

/// <summary>When letters go: at once, or in the opening hours of the site where that is wished.</summary>
internal sealed class SendingHours(IOptions<MailOptions> mail, SitePromises promises, Catalogue catalogue)
{
    // More than any run of days off.
    private const int FarthestDay = 60;

    /// <summary>The first instant from which on a letter of a site may go (UTC).</summary>
    /// <param name="site">Code of the site.</param>
    /// <param name="earliest">Not before this (UTC).</param>
    public DateTime From(string site, DateTime earliest)
    {
        if (mail.Value is not { OpensAt: { } opens, ClosesAt: { } closes } || !catalogue.TryGetSite(site, out var place)) return earliest;
        var calendar = promises.Of(site).Calendar;
        var local = TimeZoneInfo.ConvertTimeFromUtc(earliest, place.TimeZone);
        var (today, clock) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (calendar.IsWorkingDay(today) && clock >= opens && clock < closes) return earliest;
        var first = clock < opens ? today : today.AddDays(1);
        var day = Enumerable.Range(0, FarthestDay).Select(first.AddDays).First(calendar.IsWorkingDay);
        var opening = day.ToDateTime(opens);
        // The hour that a clock leaves out in spring.
        return TimeZoneInfo.ConvertTimeToUtc(place.TimeZone.IsInvalidTime(opening) ? opening.AddHours(1) : opening, place.TimeZone);
    }
}
