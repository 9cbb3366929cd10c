namespace QualiPref.Portal.Services;

/// <summary>When and why a case was erased.</summary>
internal sealed record CaseErasure(DateTimeOffset At, string By, string Reason);

/// <summary>Why a case may not be erased for now.</summary>
internal sealed record CaseHold(DateTimeOffset At, string By, string Reason);

/// <summary>What is held about a person.</summary>
internal sealed record FoundCases(IReadOnlyList<FoundCase> Items, bool More);

/// <summary>A case that may be a person's; <c>Hindrance</c> is the code of what keeps it from being erased now.</summary>
internal sealed record FoundCase(
    Guid Id, string Reference, string Site, string Kind, string Status, DateOnly ReceivedOn, string? Name, string? Subject, IReadOnlyList<string> FoundBy, IReadOnlyList<string> Merged, Guid? MergedInto,
    string? Hindrance, long Version);

/// <summary>What was kept long enough.</summary>
internal sealed record RetentionPreview(IReadOnlyList<RetainedKind> Kinds, IReadOnlyList<RetentionOfSite> Sites);

/// <summary>How long one nature of case is kept.</summary>
internal sealed record RetainedKind(string Kind, int Years, DateOnly Before);

/// <summary>What is due at a site.</summary>
internal sealed record RetentionOfSite(string Site, long Cases, bool NeedsPerson, IReadOnlyList<RetentionRow> Rows);

/// <summary>What is due of one nature.</summary>
internal sealed record RetentionRow(string Kind, bool Held, long Cases, DateOnly ReceivedFrom, DateOnly ReceivedTo, IReadOnlyList<string> References);

/// <summary>What was erased because it was kept long enough.</summary>
internal sealed record DisposalSlip(Guid Id, string Site, DateTimeOffset DecidedAt, string DecidedBy, string Decision, long Due, DateTimeOffset? EndedAt, IReadOnlyList<ErasedKind>? Erased);

/// <summary>What was erased of one nature.</summary>
internal sealed record ErasedKind(string Kind, long Cases);

/// <summary>The newest slips.</summary>
internal sealed record DisposalSlipList(IReadOnlyList<DisposalSlip> Items);
