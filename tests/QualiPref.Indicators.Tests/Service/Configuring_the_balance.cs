using Microsoft.Extensions.Options;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Tests.Setup;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Configuring_the_balance
{
    [Fact]
    public async Task With_nothing_asks_after_5_10_and_15_seconds_and_goes_on_so()
    {
        var pace = await PaceAsync();
        Assert.Equal([5, 10, 15, 15], Enumerable.Range(1, 4).Select(attempt => pace.AfterAttempt(attempt, waitsForPerson: false).TotalSeconds));
    }

    [Fact]
    public async Task With_other_times_asks_after_those_alone()
    {
        var pace = await PaceAsync("BackOff:0=00:00:01", "BackOff:1=00:00:02");
        Assert.Equal([1, 2, 2], Enumerable.Range(1, 3).Select(attempt => pace.AfterAttempt(attempt, waitsForPerson: false).TotalSeconds));
        Assert.Equal(2, pace.LastBackOff.TotalSeconds);
    }

    [Theory]
    [InlineData("Look", "00:00:00")]
    [InlineData("Patience", "-00:00:01")]
    [InlineData("PatrolInterval", "30.00:00:00")]
    [InlineData("BackOff:0", "00:00:00")]
    public async Task With_a_time_that_would_never_end_or_never_rest_is_refused_by_its_name(string name, string time)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => PaceAsync($"{name}={time}"));
        Assert.Contains(name.Split(':')[0], refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<BalancePace> PaceAsync(params string[] settings)
    {
        await using var indicators = RunningIndicators.WithoutDatabase([.. settings.Select(setting => $"--QualiPref:Indicators:Balance:{setting}")]);
        return indicators.Service<IOptions<BalancePace>>().Value;
    }
}
