using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Bornes;

/// <summary>Answers of a kiosk that came implausibly fast, or were all alike, and what satisfaction is with and without them.</summary>
internal sealed class RafalesModel(CommentsClient surveys, Catalogue catalogue, TimeProvider time) : PortalPage
{
    [BindProperty(Name = "site", SupportsGet = true)]
    public string? Site { get; set; }

    [BindProperty(Name = "periode", SupportsGet = true)]
    public string? Period { get; set; }

    internal FoundBursts? Found { get; private set; }

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames(Caller.Of(HttpContext));

    internal IEnumerable<KeyValuePair<string, string>> Periods => CommentWords.Periods(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Site ??= Sites.Select(site => site.Key).FirstOrDefault();
        Period ??= Periods.First().Key;
        if (Site is null) return;
        try
        {
            Found = await surveys.FindBurstsAsync(Site, Period, cancellationToken);
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "period" ? "periode" : pointer);
        }
    }

    internal string QuestionName(string question) => catalogue.QuestionName(question);

    /// <summary>The hour at the site.</summary>
    internal string HourOf(DateTimeOffset instant)
    {
        var zone = catalogue.TryGetSite(Site, out var site) ? site.TimeZone : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTime(instant, zone).ToString("H'\u00A0h\u00A0'mm'\u00A0min\u00A0'ss'\u00A0s'", FrenchText.Culture);
    }

    internal static string RateOf(BurstRate rate) => rate.Value is { } value ? FrenchText.Percent(value) : "–";

    internal static string IntervalOf(BurstRate rate) => rate is { Low: { } low, High: { } high } ? $"{FrenchText.Percent(low)} à {FrenchText.Percent(high)}" : "–";
}
