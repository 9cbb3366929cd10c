namespace QualiPref.Traces.Tests;

/// <summary>What an answer comes by on its way into the figures, in each shape.</summary>
internal static class Stages
{
    private const string Intake = "PUT /api/surveys/v1/responses/{responseId}";
    private const string Publication = "dispatch SurveyResponsesRecorded";
    private const string Recomputation = "recompute site-day";
    private const string Consumption = " process";

    public static Stage[] AllInOne { get; } = Of("all-in-one", "all-in-one");

    public static Stage[] Distributed { get; } =
    [
        new("qualipref-portal", "PUT /api/surveys/v1/{**rest}"),
        new("qualipref-portal", "PUT"),
        .. Of("surveys", "indicators"),
    ];

    private static Stage[] Of(string surveys, string indicators) =>
    [
        new($"qualipref-{surveys}", Intake),
        new($"qualipref-{surveys}", Publication),
        new($"qualipref-{indicators}", Consumption),
        new($"qualipref-{indicators}", Recomputation, "changed"),
    ];
}
