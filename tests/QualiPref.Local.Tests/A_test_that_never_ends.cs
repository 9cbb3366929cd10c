using QualiPref.Testing;

namespace QualiPref.Local.Tests;

public class A_test_that_never_ends
{
    [Fact]
    public async Task Is_named_with_what_it_waits_for_and_fails()
    {
        var child = await RunAsync(nameof(Waits_for_what_never_comes));

        Assert.True(child.ExitCode > 0, child.Said);
        Assert.Contains($"{nameof(A_test_that_never_ends)}.{nameof(Waits_for_what_never_comes)} has run for", child.Said, StringComparison.Ordinal);
        Assert.Contains("its limit is 4 s. Last waited for: it comes", child.Said, StringComparison.Ordinal);
        Assert.Contains("Failed: 1,", child.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_its_project_when_it_does_not_give_up()
    {
        var child = await RunAsync(nameof(Does_not_give_up));

        Assert.True(child.ExitCode > 0, child.Said);
        Assert.Contains($"{nameof(A_test_that_never_ends)}.{nameof(Does_not_give_up)} has run for", child.Said, StringComparison.Ordinal);
        Assert.Contains("it does not give up, so the project ends", child.Said, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public Task Waits_for_what_never_comes() =>
        Eventually.HoldsAsync("it comes", _ => Task.FromResult(false), TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

    [Fact(Explicit = true)]
    public Task Does_not_give_up() => new TaskCompletionSource().Task;

    private static Task<TestProcess> RunAsync(string test) =>
        TestProcess.RunAsync($"{typeof(A_test_that_never_ends).FullName}.{test}", new Dictionary<string, string> { ["QUALIPREF_TEST_LIMIT"] = "4" });
}
