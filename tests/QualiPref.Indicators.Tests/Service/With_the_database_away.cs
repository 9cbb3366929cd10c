using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Tests.Service;

public sealed class With_the_database_away
{
    [Fact]
    public async Task A_message_fails_as_a_fault_that_is_retried_and_is_not_parked()
    {
        await using var indicators = RunningIndicators.WithoutDatabase();

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => indicators.PublishAsync(Given.Recorded(Given.Answer(), Given.Answer() with { Version = 0 })));

        Assert.True(StorageFaults.IsOutage(fault), fault.GetType().FullName);
    }
}
