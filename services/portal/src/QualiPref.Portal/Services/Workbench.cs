namespace QualiPref.Portal.Services;

/// <summary>What waits for a person in every service, and who did what there: read of all at once, dealt with where it is.</summary>
internal sealed class Workbench(ComplaintsClient complaints, IndicatorsClient indicators, ReportingClient reporting, SurveysClient surveys, OwnClient own)
{
    private readonly IReadOnlyList<ServiceClient> _services = [surveys, complaints, indicators, reporting];

    /// <summary>What is parked; a service that does not answer in time costs its own part alone.</summary>
    /// <param name="givenUp">What was given up instead of what waits.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ServiceRefusedException">It is not for this person.</exception>
    public async Task<ParkedEverywhere> ReadAsync(bool givenUp, CancellationToken cancellationToken) => new(await Task.WhenAll(_services.Select(async service =>
        new ServiceParking(service.Service, await UnlessAwayAsync(() => service.ListParkedAsync(givenUp, cancellationToken))))));

    /// <summary>The newest that the audit log of each service has of what is looked for.</summary>
    /// <param name="filter">What is looked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ServiceRefusedException">It is not for this person, or nothing can be looked for so.</exception>
    public Task<ServiceAudit[]> SearchAuditAsync(AuditFilter filter, CancellationToken cancellationToken) => Task.WhenAll(_services.Append(own).Select(async service =>
        new ServiceAudit(service.Service, await UnlessAwayAsync(() => service.SearchAuditAsync(filter, null, cancellationToken)))));

    /// <summary>The calls of a service by its name; null when there is none of that name.</summary>
    public ServiceClient? Of(string? service) => _services.FirstOrDefault(one => one.Service == service);

    /// <summary>The same of whoever has an audit log, the portal among them.</summary>
    public ServiceClient? AuditedOf(string? service) => service == own.Service ? own : Of(service);

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
