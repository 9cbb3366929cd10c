namespace QualiPref.Portal.Services;

/// <summary>What waits for a person in every service: read of all at once, dealt with where it is.</summary>
internal sealed class Workbench(ComplaintsClient complaints, IndicatorsClient indicators, ReportingClient reporting, SurveysClient surveys)
{
    private readonly IReadOnlyList<ServiceClient> _services = [surveys, complaints, indicators, reporting];

    /// <summary>What is parked; a service that does not answer in time costs its own part alone.</summary>
    /// <param name="givenUp">What was given up instead of what waits.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ServiceRefusedException">It is not for this person.</exception>
    public async Task<ParkedEverywhere> ReadAsync(bool givenUp, CancellationToken cancellationToken) => new(await Task.WhenAll(_services.Select(async service =>
        new ServiceParking(service.Service, await UnlessAwayAsync(() => service.ListParkedAsync(givenUp, cancellationToken))))));

    /// <summary>The newest acts of each service.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ServiceRefusedException">It is not for this person.</exception>
    public Task<ServiceActs[]> ReadActsAsync(CancellationToken cancellationToken) => Task.WhenAll(_services.Select(async service =>
        new ServiceActs(service.Service, await UnlessAwayAsync(() => service.ListActsAsync(null, cancellationToken)))));

    /// <summary>The calls of a service by its name; null when there is none of that name.</summary>
    public ServiceClient? Of(string? service) => _services.FirstOrDefault(one => one.Service == service);

    private static async Task<T?> UnlessAwayAsync<T>(Func<Task<T>> read) where T : class
    {
        try
        {
            return await read();
        }
        catch (ServiceAwayException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            // Whoever asks for what needs doing today waits for two seconds.
            return null;
        }
    }
}
