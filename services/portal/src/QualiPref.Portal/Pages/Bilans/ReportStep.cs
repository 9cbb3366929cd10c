namespace QualiPref.Portal.Pages.Bilans;

/// <summary>A stage of a report on its way to the public: done, to be done now, or later.</summary>
internal sealed record ReportStep(string Title, string Text, bool IsDone, bool IsNow = false);
