namespace QualiPref.Platform.Time;

/// <summary>
/// A working day was asked for on a date for which no holiday data exist. It is an error rather than an assumption: a calendar
/// without holidays would give due dates that are too early.
/// </summary>
/// <param name="date">The first date that is not covered.</param>
public sealed class WorkingDaysUnknownException(DateOnly date)
    : Exception(
        $"Les jours fériés ne sont connus que de {WorkingDayCalendar.FirstYear} à {WorkingDayCalendar.LastYear} : "
        + $"aucun délai ne peut être calculé au {date.InFrench()}.")
{
    /// <summary>The first date that is not covered.</summary>
    public DateOnly Date { get; } = date;

    /// <summary>The message in English; <see cref="Exception.Message"/> is the French one.</summary>
    public string EnglishMessage =>
        $"Public holidays are known from {WorkingDayCalendar.FirstYear} to {WorkingDayCalendar.LastYear} only: "
        + $"no delay can be computed on {Date.ToIso()}.";
}
