namespace QualiPref.Platform.Time;

/// <summary>A public holiday or closure, Monday to Friday, that moved a due date.</summary>
/// <param name="Date">Local legal date.</param>
/// <param name="Reason">Name of the holiday or closure, in French.</param>
public sealed record SkippedDay(DateOnly Date, string Reason);
