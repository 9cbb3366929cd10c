namespace QualiPref.Charts.Tests;

/// <summary>A rule for what is installed.</summary>
/// <param name="Name">What has to hold, as a sentence.</param>
/// <param name="Look">Names what violates it.</param>
/// <param name="Plants">Violations, each with words that have to be among what is named once it is planted.</param>
internal sealed record Policy(string Name, Func<Render, IEnumerable<string>> Look, params (string Words, Action<Render> Plant)[] Plants)
{
    public static IReadOnlyList<Policy> All { get; } = [.. PodPolicies.All, .. SelectorPolicies.All, .. ConnectionPolicies.All, .. OutsidePolicies.All, .. MonitoringPolicies.All, .. ToolPolicies.All];

    /// <summary>The render that violations are planted in: one with most of what the rule looks at.</summary>
    public string Spoilt { get; init; } = "keda";

    public override string ToString() => Name;
}
