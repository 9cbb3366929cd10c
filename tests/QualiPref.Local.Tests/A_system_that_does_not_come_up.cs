using QualiPref.Testing;

namespace QualiPref.Local.Tests;

public class A_system_that_does_not_come_up
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_given_up_by_its_name(bool whileItStarts)
    {
        await using var system = new StuckSystem(whileItStarts);

        var given = await Assert.ThrowsAsync<TimeoutException>(async () => await system.InitializeAsync());

        Assert.StartsWith($"{nameof(StuckSystem)} has not come up within 1 s; its logs are in ", given.Message, StringComparison.Ordinal);
    }

    private sealed class StuckSystem(bool whileItStarts) : WholeSystem(SystemShape.AllInOne)
    {
        private static readonly Task Never = new TaskCompletionSource().Task;

        protected override TimeSpan StartLimit => TimeSpan.FromSeconds(1);

        protected override Task StartAsync() => whileItStarts ? Never : Task.CompletedTask;

        protected override Task PrepareAsync() => Never;
    }
}
