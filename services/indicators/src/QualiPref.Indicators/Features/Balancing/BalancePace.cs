using Microsoft.Extensions.Configuration;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>The times of balance and patrol. Section <c>QualiPref:Indicators:Balance</c>.</summary>
internal sealed record BalancePace
{
    /// <summary>As configured; what is not stays as it is here.</summary>
    public static BalancePace Of(IConfiguration configuration) => configuration.GetSection("QualiPref:Indicators:Balance").Get<BalancePace>() ?? new BalancePace();

    /// <summary>A row is compared once nothing of it changed for so long.</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two looks at what is to be compared or asked for.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A row that disagrees is asked for once nothing of it changed for so long: what is late is not lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>From one request for a day to the next; the last goes on until it agrees.</summary>
    public IReadOnlyList<TimeSpan> BackOff { get; init; } = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15)];

    /// <summary>Instead of the last of them where nothing is missing but what is parked: a person has to act first.</summary>
    public TimeSpan ParkedBackOff { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From one cycle of the patrol to the next: where little is held, a cycle is over in seconds.</summary>
    public TimeSpan PatrolInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When to ask again.</summary>
    /// <param name="attempts">How often was asked.</param>
    /// <param name="waitsForPerson">Whether nothing is missing but what is parked.</param>
    public TimeSpan AfterAttempt(int attempts, bool waitsForPerson) =>
        attempts < BackOff.Count ? BackOff[attempts - 1] : waitsForPerson ? ParkedBackOff : BackOff[^1];
}
