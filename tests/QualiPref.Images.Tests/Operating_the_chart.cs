using k8s.Models;
using QualiPref.Testing;

namespace QualiPref.Images.Tests;

/// <summary>The operator's tool as the chart's pods run it, beside the five that it played.</summary>
[Long]
[Collection(Played.Name)]
public sealed class Operating_the_chart(PlayedChart chart)
{
    private V1CronJob Jobs => chart.Objects.OfType<V1CronJob>().Single();

    [Fact]
    public async Task What_helm_test_runs_finds_nothing_wrong_and_its_answer_behind_a_figure()
    {
        var check = chart.Objects.OfType<V1Pod>().Single();
        var (code, said) = await chart.RunAsync(check.Metadata.Name, check.Spec);
        TestContext.Current.TestOutputHelper!.WriteLine(said);
        Assert.True(code == 0, $"{code}: {said}");
    }

    /// <summary>What the README says of the demonstration, and of the check after an upgrade.</summary>
    [Fact]
    public async Task A_Job_fills_it_and_freezes_a_year_and_another_recomputes_the_edition()
    {
        var demonstration = await RunAsync("demo");
        TestContext.Current.TestOutputHelper!.WriteLine(demonstration);
        Assert.Contains("Édition : http", demonstration, StringComparison.Ordinal);
        Assert.Contains("Editions that are as they were frozen: 1, all of them.", await RunAsync("verify-all"), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var spec = Jobs.Spec.JobTemplate.Spec.Template.Spec;
        spec.Containers.Single().Args = [.. arguments, "--as", "essai"];
        var (code, said) = await chart.RunAsync($"{Jobs.Metadata.Name}-{arguments[0]}", spec);
        Assert.True(code == 0, $"{code}: {said}");
        return said;
    }
}
