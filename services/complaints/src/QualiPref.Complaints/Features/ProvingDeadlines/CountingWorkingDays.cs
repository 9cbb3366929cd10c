using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.ProvingDeadlines;

/// <summary>Counts working days for anybody who wants to check a due date.</summary>
internal static class CountingWorkingDays
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/working-days", Count)
        .AllowAnybody()
        .WithName("countWorkingDays")
        .TakesQuery(
            QueryParameter.Text("zone", "A holiday zone.", 100) with { IsRequired = true },
            QueryParameter.Date("from", "A day of 2000 to 2031 that does not count itself.") with { IsRequired = true },
            QueryParameter.Number("days", "Working days to count.", 1, WorkingDayCalendar.LongestDelay) with { IsRequired = true })
        .WithSummary("The day on which a number of working days ends.")
        .WithDescription("Public. `zone` is a holiday zone, `from` a day that does not count itself, `days` 1 to 400; years 2000 to 2031.");

    private static Ok<CountedDeadline> Count(HttpContext context, Catalogue catalogue)
    {
        var errors = new FieldErrors();
        var query = context.Request.Query;
        var zone = query["zone"].ToString();
        if (!catalogue.HolidayZones.Contains(zone))
        {
            var zones = string.Join(", ", catalogue.HolidayZones);
            errors.Add("zone", $"Zone inconnue ; zones : {zones}.", $"Unknown zone; zones: {zones}.");
        }
        if (!DateOnly.TryParseExact(query["from"].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
        {
            errors.Add("from", "Une date AAAA-MM-JJ est attendue.", "A date yyyy-MM-dd is expected.");
        }
        if (!int.TryParse(query["days"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > WorkingDayCalendar.LongestDelay)
        {
            errors.Add("days", $"Un nombre de 1 à {WorkingDayCalendar.LongestDelay} est attendu.", $"A number from 1 to {WorkingDayCalendar.LongestDelay} is expected.");
        }
        errors.ThrowIfAny();
        try
        {
            var deadline = catalogue.WorkingDays(zone).AddWorkingDays(from, days);
            return TypedResults.Ok(new CountedDeadline(deadline.DueOn, deadline.Skipped, deadline.CalendarVersion));
        }
        catch (WorkingDaysUnknownException unknown)
        {
            errors.Add("from", unknown.Message, unknown.EnglishMessage);
            throw new ProblemException(new Problem(CommonProblems.InvalidValues) { Errors = errors.Found });
        }
    }
}

/// <summary>Where a delay ends.</summary>
/// <param name="DueOn">Its last day.</param>
/// <param name="Skipped">Public holidays passed over, Monday to Friday.</param>
/// <param name="CalendarVersion">Which dated data were used.</param>
internal sealed record CountedDeadline(DateOnly DueOn, IReadOnlyList<SkippedDay> Skipped, string CalendarVersion);
