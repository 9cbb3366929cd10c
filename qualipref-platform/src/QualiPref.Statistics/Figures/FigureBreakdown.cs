using System.Text.Json.Serialization;

namespace QualiPref.Statistics.Figures;

/// <summary>
/// One slice of the crossed figures: a code for each dimension crossed, null (absent in JSON) for the others.
/// Catalogue codes are in kebab-case, so the two codes for what is unknown cannot meet one of them.
/// </summary>
public sealed record FigureBreakdown
{
    /// <summary>Stands for a case whose motive is not qualified yet.</summary>
    public const string UnqualifiedMotive = "nonQualifie";

    /// <summary>Stands for a case, or a question, without a module.</summary>
    public const string UnspecifiedModule = "nonPrecise";

    /// <summary>Channel code.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Channel { get; init; }

    /// <summary>Motive code, or <see cref="UnqualifiedMotive"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Motive { get; init; }

    /// <summary><c>complaint</c> or <c>suggestion</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Module code, or <see cref="UnspecifiedModule"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Module { get; init; }
}

/// <summary>What figures can be crossed over. Satisfaction has channel and module, complaints have all four, measurements none.</summary>
[Flags]
public enum FigureDimensions
{
    /// <summary>Overall figures only.</summary>
    None = 0,

    /// <summary>The channel an answer or case came through.</summary>
    Channel = 1,

    /// <summary>The motive of a case.</summary>
    Motive = 2,

    /// <summary>Complaint or suggestion.</summary>
    Kind = 4,

    /// <summary>The module of a case or of an indicator's question.</summary>
    Module = 8,
}
