using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Starting_while_it_is_restored(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waits_until_the_restore_has_ended_and_says_what_for()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var starting = reporting.RestartAsync(() => RestoreMark.SetAsync(reporting.Database, Token));
        await Eventually.ReadsAsync("it has looked, and says why it waits", _ => Task.FromResult(string.Join('\n', reporting.Logged)),
            logged => logged.Contains("_reporting is being restored, or a restore was broken off", StringComparison.Ordinal), cancellationToken: Token);
        Assert.False(starting.IsCompleted);

        await RestoreMark.RemoveAsync(reporting.Database, Token);

        await starting;
    }
}
