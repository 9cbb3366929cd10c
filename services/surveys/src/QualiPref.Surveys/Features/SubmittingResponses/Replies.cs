using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Features.SubmittingResponses;

/// <summary>What became of one answer: accepted, duplicate or setAside, and only then why.</summary>
internal sealed record SubmissionReply(Guid Id, string Result, long Version, DateOnly Date, string? Code = null, string? Detail = null);

/// <summary>What became of one item: accepted, duplicate, conflict, setAside or invalid.</summary>
internal sealed record BatchItemReply(string? Id, string Result, string? Code, string? Detail);

/// <summary>What became of a batch, in the order sent, up to which sequence nothing of this kiosk is missing, and what is missing of its present enrolment.</summary>
internal sealed record BatchReply(IReadOnlyList<BatchItemReply> Items, long? ContiguousSequence, IReadOnlyList<MissingRange>? Missing);
