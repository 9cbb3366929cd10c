using QualiPref.Platform.Catalogue;

namespace QualiPref.Surveys.Answers;

/// <summary>An answer whose every field was found valid.</summary>
internal sealed record Answer
{
    public required Site Site { get; init; }

    public required string Questionnaire { get; init; }

    public required int Version { get; init; }

    public required string Channel { get; init; }

    public required string? Language { get; init; }

    public required bool Abandoned { get; init; }

    /// <summary>As the device's clock said, or as a person typed it.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    public required Guid? Kiosk { get; init; }

    public required int? Enrolment { get; init; }

    public required long? Sequence { get; init; }

    public required ClockReading? Clock { get; init; }

    public required Choices Choices { get; init; }

    public required string? Comment { get; init; }
}

/// <summary>What was answered, by question code; null where no question of that type was answered.</summary>
internal sealed record Choices(
    Dictionary<string, string>? Single,
    Dictionary<string, List<string>>? Multi,
    Dictionary<string, string>? Texts);

/// <summary>How an answer came in; the words of the contract.</summary>
internal static class Channels
{
    public const string Kiosk = "kiosk";
    public const string Web = "web";
    public const string Paper = "paper";

    public static IReadOnlyList<string> All { get; } = [Kiosk, Web, Paper];
}
