namespace QualiPref.Charts.Tests;

/// <summary>Everything that some values come to, held against the rules for what is installed.</summary>
public sealed class What_is_installed
{
    public static TheoryData<string> Policies => [.. Policy.All.Select(policy => policy.Name)];

    public static TheoryData<string, int> Violations => [.. Policy.All.SelectMany(policy => policy.Plants.Select((_, number) => new TheoryDataRow<string, int>(policy.Name, number)))];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Keeps_the_rule(string policy)
    {
        var rule = Policy.All.Single(one => one.Name == policy);

        Assert.NotEmpty(Render.All);
        Assert.Empty(Render.All.SelectMany(render => rule.Look(render).Select(violation => $"{render.Name}: {violation}")));
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void A_violation_that_is_planted_is_named(string policy, int number)
    {
        var rule = Policy.All.Single(one => one.Name == policy);
        var (words, plant) = rule.Plants[number];
        var spoilt = Render.ToBeSpoilt(rule.Spoilt);
        Assert.Empty(rule.Look(spoilt));

        plant(spoilt);

        Assert.Contains(rule.Look(spoilt), violation => violation.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Has_no_rule_that_was_never_seen_to_fail() => Assert.DoesNotContain(Policy.All, policy => policy.Plants.Length == 0);
}
