namespace QualiPref.Contracts.Surveys.V1;

/// <summary>What the figures need to know of one answer: no free text, no identity, no time of day.</summary>
public sealed record SurveyResponseState
{
    /// <summary>The id that the client gave the answer.</summary>
    public required Guid ResponseId { get; init; }

    /// <summary>1 when received; each decision about the answer (void, accept, discard) adds 1.</summary>
    public required int Version { get; init; }

    /// <summary>Local legal date, in the site's zone, on which the answer was given.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Code of the questionnaire.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Version of the questionnaire that was shown.</summary>
    public required int QuestionnaireVersion { get; init; }

    /// <summary><c>kiosk</c>, <c>web</c> or <c>paper</c>.</summary>
    public required string Channel { get; init; }

    /// <summary><c>counted</c>, <c>setAside</c>, <c>discarded</c>, <c>abandoned</c> or <c>voided</c>; only <c>counted</c> enters a figure.</summary>
    public required string Status { get; init; }

    /// <summary>Option chosen by question code, for the single-choice questions that were answered; empty unless counted.</summary>
    public required IReadOnlyDictionary<string, string> Choices { get; init; }

    /// <summary>True of an answer that counts although its person left after a first answer; false where a sender does not know of such.</summary>
    public bool Partial { get; init; }
}
