using Xunit.Sdk;
using Xunit.v3;

namespace QualiPref.EndToEnd.Tests;

/// <summary>
/// All classes of a collection share one system, and every request and every cut costs more the more it holds: what sends little comes first.
/// </summary>
public sealed class LightestFirst : ITestClassOrderer
{
    private static readonly string[] Heaviest =
    [
        nameof(Healing_by_itself), nameof(Freezing_a_year), "Killing_while_freezing", "Killing_any_process", nameof(The_synthetic_year),
        // What it sends is in no recount: whatever compares one comes before.
        nameof(Using_the_operators_tool), nameof(Access.Every_call),
    ];

    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses) where TTestClass : notnull, ITestClass =>
        [.. testClasses.OrderBy(one => Array.FindIndex(Heaviest, name => one!.TestClassSimpleName.StartsWith(name, StringComparison.Ordinal)))];
}
