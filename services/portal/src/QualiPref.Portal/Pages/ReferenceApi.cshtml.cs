using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages;

/// <summary>The calls of all services, read from their OpenAPI documents.</summary>
internal sealed class ReferenceApiModel(ComplaintsClient complaints, IndicatorsClient indicators, ReportingClient reporting, SurveysClient surveys) : PortalPage
{
    internal IReadOnlyList<ServiceReference> Services { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Services = await Task.WhenAll(new ServiceClient[] { surveys, complaints, indicators, reporting }.Select(client => ReadAsync(client, cancellationToken)));

    private static async Task<ServiceReference> ReadAsync(ServiceClient client, CancellationToken cancellationToken)
    {
        try
        {
            return new ServiceReference(client.Service, CallReference.Of(await client.ReadDocumentAsync(cancellationToken)));
        }
        catch (Exception exception) when (exception is ServiceAwayException or ServiceRefusedException)
        {
            return new ServiceReference(client.Service, null);
        }
    }
}
