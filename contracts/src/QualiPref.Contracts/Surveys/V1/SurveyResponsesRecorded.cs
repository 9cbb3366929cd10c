namespace QualiPref.Contracts.Surveys.V1;

/// <summary>
/// 1 to 500 answers of one site as the ledger of <c>surveys</c> holds them now. A later version of an answer replaces the
/// earlier one, so a duplicate or an old version changes nothing.
/// </summary>
public sealed record SurveyResponsesRecorded
{
    /// <summary>Code of the site, such as <c>91-EVRY</c>.</summary>
    public required string Site { get; init; }

    /// <summary>The answers, in no particular order.</summary>
    public required IReadOnlyList<SurveyResponseState> Responses { get; init; }

    /// <summary>
    /// True when sent again on request because the facts held are wrong in themselves: each answer then replaces whatever is held under its
    /// id, an equal or higher version too.
    /// </summary>
    public bool Overrules { get; init; }
}
