using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>The times of balance and patrol, each up to a day. Section <c>QualiPref:Indicators:Balance</c>.</summary>
internal sealed record BalancePace : IValidatableObject
{
    public const string Section = "QualiPref:Indicators:Balance";

    private const string Least = "00:00:00.01", Most = "1.00:00:00";

    private static readonly TimeSpan Shortest = TimeSpan.Parse(Least, CultureInfo.InvariantCulture), Longest = TimeSpan.Parse(Most, CultureInfo.InvariantCulture);

    private static readonly IReadOnlyList<TimeSpan> UsualBackOff = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15)];

    /// <summary>A row is compared once nothing of it changed for so long.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two looks at what is to be compared or asked for.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A row that disagrees is asked for once nothing of it changed for so long: what is late is not lost.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// From one request for a day to the next; the last goes on until it agrees. None stands for 5, 10 and 15 s: were they its default, what is configured would
    /// come after them instead of in their place.
    /// </summary>
    public IReadOnlyList<TimeSpan> BackOff { get; init; } = [];

    /// <summary>Instead of the last of them where nothing is missing but what is parked: a person has to act first.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan ParkedBackOff { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From one cycle of the patrol to the next: where little is held, a cycle is over in seconds.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan PatrolInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a day waits between two requests, unless a person has to act first.</summary>
    public TimeSpan LastBackOff => Steps[^1];

    private IReadOnlyList<TimeSpan> Steps => BackOff is [] ? UsualBackOff : BackOff;

    /// <summary>When to ask again.</summary>
    /// <param name="attempts">How often was asked.</param>
    /// <param name="waitsForPerson">Whether nothing is missing but what is parked.</param>
    public TimeSpan AfterAttempt(int attempts, bool waitsForPerson) =>
        attempts < Steps.Count ? Steps[attempts - 1] : waitsForPerson ? ParkedBackOff : LastBackOff;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => BackOff
        .Where(step => step < Shortest || step > Longest)
        .Select(step => new ValidationResult($"{nameof(BackOff)} has {step:c}, which is not between {Least} and {Most}.", [nameof(BackOff)]));
}
