using System.Globalization;
using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace QualiPref.Testing;

/// <summary>A test that is long by nature: only <c>make test-long</c> runs it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LongAttribute : Attribute, ITraitAttribute
{
    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Length", "long")];
}

/// <summary>A row of a theory of which <c>make test</c> has others: only <c>make test-long</c> runs it.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class LongDataAttribute(params object?[]? data) : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(data ?? [null]).WithTrait("Length", "long")]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>
/// A test that looks at a part in <c>make test</c> and at everything in <c>make test-long</c>, which it learns from <see cref="Effort"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SampledAttribute : Attribute, ITraitAttribute
{
    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Length", "sampled")];
}

/// <summary>How much this run looks at, as <c>scripts/test</c> says it.</summary>
public static class Effort
{
    /// <summary>True in <c>make test-long</c>.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("QUALIPREF_LONG") == "1";

    /// <summary>
    /// What random choices start from: <c>SEED</c> of <c>make</c> when given, else another one each time in <c>make test-long</c>, and always the
    /// same in <c>make test</c>. It is printed with the result.
    /// </summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("QUALIPREF_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 20_130_326;
}
