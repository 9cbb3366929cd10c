namespace QualiPref.Portal.Services;

/// <summary>What the person said of the answer; <c>Said</c> is <c>helped</c>, <c>partly</c> or <c>notHelped</c>.</summary>
internal sealed record CaseReview(DateTimeOffset At, string Said, string? Text, bool Unread);

/// <summary>Something that an answer announced; <c>State</c> is <c>open</c>, <c>kept</c>, <c>notKept</c>, <c>confirmed</c> or <c>denied</c>.</summary>
internal sealed record CasePromise(Guid Id, string Text, DateOnly DueOn, string State, DateOnly? KeptOn, string? Reason, DateTimeOffset At, string By);

/// <summary>What the person said of the answer, as they find it.</summary>
internal sealed record TrackedReview(string Said, DateTimeOffset At);

/// <summary>Something that an answer announced, as the person finds it.</summary>
internal sealed record TrackedPromise(Guid Id, string Text, DateOnly DueOn, string State, DateOnly? KeptOn, string? Reason);
