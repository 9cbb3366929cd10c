namespace QualiPref.Platform.Catalogue.Loading;

// What the files look like. A key that is not here is refused, and so is a missing one that is required.

internal sealed record FrameworkShape
{
    public required Located Code { get; init; }
    public required string Label { get; init; }
    public required string Version { get; init; }
    public required bool Verified { get; init; }
    public required string Source { get; init; }
    public required List<ModuleShape> Modules { get; init; }
}

internal sealed record ModuleShape
{
    public required Located Code { get; init; }
    public required int Number { get; init; }
    public required string Label { get; init; }
    public required bool Mandatory { get; init; }
    public required bool Verified { get; init; }
    public required string Source { get; init; }
    public required List<CommitmentShape> Commitments { get; init; }
}

internal sealed record CommitmentShape
{
    public required Located Code { get; init; }
    public required string Label { get; init; }
    public required bool Verified { get; init; }
    public required string Source { get; init; }
}

internal sealed record NetworkShape
{
    public required Located Code { get; init; }
    public required string Name { get; init; }
    public required Located Framework { get; init; }
    public required Located TimeZone { get; init; }
    public required Located HolidayZone { get; init; }
    public Located? Questionnaire { get; init; }
    public LetterheadShape? Letterhead { get; init; }
    public required List<SiteShape> Sites { get; init; }
}

internal sealed record SiteShape
{
    public required Located Code { get; init; }
    public required string Name { get; init; }
    public required Located Kind { get; init; }
    public required List<SiteModuleShape> Modules { get; init; }
    public required List<ClosureShape> Closures { get; init; }
    public List<CodeLabelShape> Teams { get; init; } = [];
    public LetterheadShape? Letterhead { get; init; }
}

internal sealed record LetterheadShape
{
    public required List<Located> Name { get; init; }
    public required List<Located> Address { get; init; }
    public Located? Phone { get; init; }
    public Located? Email { get; init; }
    public required Located Place { get; init; }
    public required List<Located> Signature { get; init; }
    public List<Located> Footer { get; init; } = [];
}

internal sealed record SiteModuleShape
{
    public required Located Code { get; init; }
    public required bool Verified { get; init; }
}

internal sealed record ClosureShape
{
    public required Located Date { get; init; }
    public required string Reason { get; init; }
}

internal sealed record CodeLabelShape
{
    public required Located Code { get; init; }
    public required string Label { get; init; }
}

internal sealed record MotiveShape
{
    public required Located Code { get; init; }
    public required string Label { get; init; }
    public List<CodeLabelShape> Checks { get; init; } = [];
}

internal sealed record CaseListsShape
{
    public List<CodeLabelShape> Gravities { get; init; } = [];
    public List<CodeLabelShape> Procedures { get; init; } = [];
}

internal sealed record ChannelsShape
{
    public required List<CodeLabelShape> Answers { get; init; }
    public required List<CodeLabelShape> Complaints { get; init; }
}

internal sealed record IndicatorShape
{
    public required Located Code { get; init; }
    public required int Version { get; init; }
    public required string Label { get; init; }
    public required Located Kind { get; init; }
    public required string Formula { get; init; }
    public required Located Unit { get; init; }
    public required Located Direction { get; init; }
    public Located? Module { get; init; }
    public Located? Commitment { get; init; }
    public double? Target { get; init; }
    public double WarningMargin { get; init; }
    public int? WorkingDays { get; init; }
    public Located? Questionnaire { get; init; }
    public Located? Question { get; init; }
    public List<Located> SatisfiedOptions { get; init; } = [];
    public List<Located> ExcludedOptions { get; init; } = [];
    public required bool Verified { get; init; }
    public required string Source { get; init; }
}

internal sealed record QuestionnaireShape
{
    public required Located Code { get; init; }
    public required int Version { get; init; }
    public required List<Located> Languages { get; init; }
    public required Dictionary<string, string> Title { get; init; }
    public required Dictionary<string, string> Introduction { get; init; }
    public required Dictionary<string, List<OptionShape>> Scales { get; init; }
    public required List<QuestionShape> Questions { get; init; }
}

internal sealed record QuestionShape
{
    public required Located Code { get; init; }
    public required Located Type { get; init; }
    public required bool Required { get; init; }
    public required Located Module { get; init; }
    public required Located Commitment { get; init; }
    public Located? Scale { get; init; }
    public int? MaxLength { get; init; }
    public required Dictionary<string, string> Texts { get; init; }
    public Located? Presentation { get; init; }
    public int? MinChoices { get; init; }
    public int? MaxChoices { get; init; }
    public ConditionShape? ShowIf { get; init; }
    public string? Follows { get; init; }
}

internal sealed record ConditionShape
{
    public required string Question { get; init; }
    public required List<string> Options { get; init; }
}

internal sealed record OptionShape
{
    public required Located Code { get; init; }
    public required Dictionary<string, string> Texts { get; init; }
    public Located? Counts { get; init; }
}

internal sealed record CommonHolidaysShape
{
    public required string Source { get; init; }
    public required List<HolidayShape> Days { get; init; }
}

internal sealed record ZoneHolidaysShape
{
    public required Located Zone { get; init; }
    public required string Label { get; init; }
    public required string Source { get; init; }
    public required List<HolidayShape> Days { get; init; }
}

internal sealed record HolidayShape
{
    public required Located Name { get; init; }
    public required List<Located> Dates { get; init; }
}
