using System.Text.Json.Serialization;

namespace QualiPref.Statistics;

/// <summary>A two-sided confidence interval, bounds included.</summary>
public sealed record ConfidenceInterval
{
    /// <summary>How the bounds were computed.</summary>
    public required IntervalMethod Method { get; init; }

    /// <summary>Nominal confidence level, 0.95.</summary>
    public required double Level { get; init; }

    /// <summary>Lower bound, in the unit of the value.</summary>
    public required double Low { get; init; }

    /// <summary>Upper bound, in the unit of the value.</summary>
    public required double High { get; init; }
}

/// <summary>The interval methods that exist; camelCase in JSON.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<IntervalMethod>))]
public enum IntervalMethod
{
    /// <summary>Score interval of one proportion (Wilson 1927), without continuity correction.</summary>
    Wilson,

    /// <summary>Hybrid score interval of the difference of two proportions (Newcombe 1998, method 10).</summary>
    Newcombe,

    /// <summary>Distribution-free interval of a median between two order statistics.</summary>
    OrderStatistic,
}

internal sealed class CamelCaseEnumConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
