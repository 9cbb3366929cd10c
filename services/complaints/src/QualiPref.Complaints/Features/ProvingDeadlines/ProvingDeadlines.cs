using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.ProvingDeadlines;

/// <summary>Shows day by day how the due date of a case came about.</summary>
internal static class ProvingDeadlines
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/{id:guid}/deadline", ProveAsync)
        .Allow(Roles.Handler, SiteRule.Resource)
        .WithName("proveDeadline")
        .Refuses(CommonProblems.NotFound)
        .WithSummary("Day-by-day proof of the due date of a case.")
        .WithDescription("Role `handler`. The proof uses the days off as they were known when the date was promised, not as they are known now. "
            + "Pauses are told and do not move the date.");

    private static async Task<Ok<DeadlineProof>> ProveAsync(Guid id, HttpContext context, CaseStore cases, CancellationToken cancellationToken)
    {
        var document = await cases.RequireAsync(id, Caller.Of(context), cancellationToken);
        return TypedResults.Ok(DeadlineProof.Of(document));
    }
}

/// <summary>The proof of a due date.</summary>
/// <param name="ReceivedOn">Day of reception; counting starts the day after.</param>
/// <param name="WorkingDays">Working days promised.</param>
/// <param name="DueOn">Last day on which a first answer is in time.</param>
/// <param name="LegalDueOn">Same day two months later, else that month's last day.</param>
/// <param name="CalendarVersion">Which dated data were used.</param>
/// <param name="Skipped">Holidays and closures passed over, Monday to Friday.</param>
/// <param name="Days">Every day from the day after reception to the due date.</param>
/// <param name="Pauses">Waits for the person and holding replies; none of them stops the clock.</param>
internal sealed record DeadlineProof(
    DateOnly ReceivedOn,
    int WorkingDays,
    DateOnly DueOn,
    DateOnly LegalDueOn,
    string CalendarVersion,
    IReadOnlyList<DayOff> Skipped,
    IReadOnlyList<CountedDay> Days,
    IReadOnlyList<Pause> Pauses)
{
    public static DeadlineProof Of(CaseDocument document)
    {
        var state = document.State;
        var kept = new WorkingDayCalendar("kept", state.DueBasis.Skipped.Select(day => KeyValuePair.Create(day.Date, day.Reason)));
        return new DeadlineProof(
            state.ReceivedOn,
            state.DueBasis.WorkingDays,
            state.DueOn,
            state.LegalDueOn,
            state.DueBasis.CalendarVersion,
            state.DueBasis.Skipped,
            kept.AddWorkingDays(state.ReceivedOn, state.DueBasis.WorkingDays).Days,
            Pause.Of(document.History));
    }
}

/// <summary>A time during which the service had said that it waits, or that it needs longer.</summary>
/// <param name="Kind"><c>awaitingUser</c> or <c>hold</c>.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day: of a wait, when it ended (null while it lasts); of a holding reply, the day announced.</param>
/// <param name="StopsClock">Whether the due date moved: never.</param>
internal sealed record Pause(string Kind, DateOnly From, DateOnly? To, bool StopsClock)
{
    public static IReadOnlyList<Pause> Of(IReadOnlyList<HistoryEntry> history)
    {
        var pauses = new List<Pause>();
        foreach (var (entry, index) in history.Select((entry, index) => (entry, index)))
        {
            if (entry.AnnouncedOn is { } announced) pauses.Add(new Pause("hold", entry.OccurredOn, announced, StopsClock: false));
            if (entry is not { To: CaseStatus.AwaitingUser, From: not CaseStatus.AwaitingUser }) continue;
            var end = history.Skip(index + 1).FirstOrDefault(later => later.To != CaseStatus.AwaitingUser);
            pauses.Add(new Pause(CaseNames.Of(CaseStatus.AwaitingUser), entry.OccurredOn, end?.OccurredOn, StopsClock: false));
        }
        return pauses;
    }
}
