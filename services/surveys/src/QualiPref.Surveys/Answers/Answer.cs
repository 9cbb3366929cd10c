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

    /// <summary>How far the person went; one of <see cref="Outcomes"/>.</summary>
    public required string Outcome { get; init; }

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
    Dictionary<string, string>? Texts)
{
    /// <summary>Whether nothing was answered: blanks are no answers.</summary>
    public bool AreBlank => Single is not { Count: > 0 } && Multi?.Values.All(options => options.Count == 0) != false && Texts?.Values.All(string.IsNullOrWhiteSpace) != false;
}

/// <summary>How far somebody went with an answer; the words of the contract.</summary>
internal static class Outcomes
{
    /// <summary>To the end: every required question is answered.</summary>
    public const string Complete = "complete";

    /// <summary>They left after a first answer: counted for what is answered, required questions may be missing.</summary>
    public const string Partial = "partial";

    /// <summary>They left before: in no figure.</summary>
    public const string Abandoned = "abandoned";

    public static IReadOnlyList<string> All { get; } = [Complete, Partial, Abandoned];
}

/// <summary>How an answer came in; the words of the contract.</summary>
internal static class Channels
{
    public const string Kiosk = "kiosk";
    public const string Web = "web";
    public const string Paper = "paper";

    public static IReadOnlyList<string> All { get; } = [Kiosk, Web, Paper];
}
