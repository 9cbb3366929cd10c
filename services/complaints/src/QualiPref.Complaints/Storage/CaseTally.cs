using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Storage;

/// <summary>How many cases have all of these in common.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Status">Where they stand.</param>
/// <param name="Kind">Their nature.</param>
/// <param name="Verdict">Whether an answer is still due.</param>
/// <param name="DueOn">Their due date, a local legal date of the site.</param>
/// <param name="Assignee">Who works on them; null for nobody.</param>
/// <param name="Team">Code of the team that has them; empty for none.</param>
/// <param name="Number">How many.</param>
internal sealed record CaseTally(string Site, CaseStatus Status, string Kind, Verdict Verdict, DateOnly DueOn, string? Assignee, string Team, int Number);
