using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace QualiPref.Platform.Telemetry;

/// <summary>
/// A metric whose value stands in a database. Every replica that reads it tells the same, so values of several are never summed: the description ends with
/// <c>max by (…)</c> and names there every tag that the metric has. Tags name services, places, sources and outcomes, never a site, a person or an id.
/// </summary>
/// <param name="Meter">Name of the meter, <c>QualiPref.</c> with the name of the library.</param>
/// <param name="Name">Its name, such as <c>qualipref.parked.items</c>.</param>
/// <param name="Unit">UCUM unit: <c>s</c>, or what is counted in braces.</param>
/// <param name="Description">What it is, and how values of replicas are brought together.</param>
public sealed record StoredNumber(string Meter, string Name, string Unit, string Description);

/// <summary>One place where a number stands: a service may keep several of a kind, such as its outboxes.</summary>
/// <param name="Number">The number.</param>
/// <param name="ReadAsync">Reads the values with their tags: one indexed read.</param>
internal sealed record StoredReading(StoredNumber Number, Func<CancellationToken, Task<IReadOnlyList<Measurement<double>>>> ReadAsync);

/// <summary>Tells the platform which numbers a service keeps.</summary>
public static class StoredNumberRegistration
{
    /// <summary>Has a number read as long as somebody listens to it, as often as <see cref="TelemetryOptions.ReadEvery"/> says.</summary>
    /// <param name="services">The services.</param>
    /// <param name="number">The number.</param>
    /// <param name="readAsync">Reads the values with their tags: one indexed read. A fault of it means that there is no value.</param>
    public static void AddStoredNumber(
        this IServiceCollection services, StoredNumber number, Func<IServiceProvider, CancellationToken, Task<IReadOnlyList<Measurement<double>>>> readAsync) =>
        services.AddSingleton(provider => new StoredReading(number, async token =>
        {
            // As a request is: what it needs may be of one, such as the catalogue in force.
            await using var scope = provider.CreateAsyncScope();
            return await readAsync(scope.ServiceProvider, token);
        }));
}

/// <summary>Values of stored numbers.</summary>
public static class Measured
{
    /// <summary>A value of a place of a service.</summary>
    /// <param name="service">Name of the service.</param>
    /// <param name="place">Name of the place.</param>
    /// <param name="value">The value.</param>
    public static Measurement<double> At(string service, string place, double value) =>
        new(value, new("service", service), new KeyValuePair<string, object?>("place", place));

    /// <summary>Seconds since a moment; 0 without one, and where the clocks of two replicas differ.</summary>
    /// <param name="since">The moment (UTC).</param>
    /// <param name="time">The clock.</param>
    public static double Age(DateTime? since, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return since is { } moment ? Math.Max(0, (time.GetUtcNow().UtcDateTime - moment).TotalSeconds) : 0;
    }
}
