namespace QualiPref.Reporting.Features.ComparingRevisions;

/// <summary>A figure that is another one in a later revision.</summary>
/// <param name="Id">Id of the figure in the later revision, or in the earlier one when it is not there any more.</param>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="Site">Code of the site; null for the total of the network.</param>
/// <param name="Old">What it was; null when it was not there.</param>
/// <param name="New">What it is; null when it is not there any more.</param>
/// <param name="Causes">Why: facts that changed within the scope of the figure, counted by cause, most first.</param>
public sealed record FigureChange(string Id, string Indicator, string? Site, FigureValue? Old, FigureValue? New, IReadOnlyList<CauseCount> Causes);

/// <summary>A figure in short.</summary>
/// <param name="N">What the value rests on.</param>
/// <param name="Value">The value; null when not measured or not retained.</param>
public sealed record FigureValue(long N, double? Value);

/// <summary>How often something is the cause of a change.</summary>
/// <param name="Cause">
/// Code of the cause: those of <c>indicators</c> for changed facts, <c>definition</c> when another version of the indicator was applied,
/// <c>asOf</c> when open cases were judged at another date.
/// </param>
/// <param name="Count">Facts with this cause; 1 for <c>definition</c> and <c>asOf</c>.</param>
public sealed record CauseCount(string Cause, int Count);
