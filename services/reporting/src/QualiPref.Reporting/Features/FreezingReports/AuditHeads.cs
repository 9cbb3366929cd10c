using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>
/// The ends of the audit logs of all services, for the manifest of an edition. One that runs elsewhere at an address that is not known here, or that does not answer soon, is
/// left out: a log that cannot be anchored must not keep figures from being frozen.
/// </summary>
internal sealed partial class AuditHeads(
    [FromKeyedServices(ReportingModule.ServiceName)] AuditLog own, IHttpClientFactory clients, ServiceAddresses addresses, IOptions<ServiceOptions> options, HostedModules hosted,
    ILogger<AuditHeads> logger)
{
    internal const string Client = "audit heads";

    // The others are asked at the same time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static IEnumerable<string> Others => [ServiceNames.Surveys, ServiceNames.Complaints, ServiceNames.Indicators, QualiPrefHost.Portal];

    public async Task<IReadOnlyDictionary<string, AuditHead>> ReadAsync(CancellationToken cancellationToken)
    {
        var others = Others.Where(service => hosted.Names.Contains(service) || options.Value.Of(service) is not null);
        var read = await Task.WhenAll(others.Select(async service => (Service: service, Head: await AskAsync(service, cancellationToken))));
        await own.SealAsync(cancellationToken);
        var heads = new SortedDictionary<string, AuditHead>(StringComparer.Ordinal) { [own.Service] = await own.HeadAsync(cancellationToken) };
        foreach (var (service, head) in read)
        {
            if (head is not null) heads[service] = head;
        }
        return heads;
    }

    private async Task<AuditHead?> AskAsync(string service, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var http = clients.CreateClient(Client);
        try
        {
            return await http.GetFromJsonAsync<AuditHead>(new Uri(addresses.Of(service), "audit/head"), patience.Token);
        }
        // The last: this process, which runs that service too, does not listen yet.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or ExecutionRejectedException or OperationCanceledException or JsonException or InvalidOperationException)
        {
            LogLeftOut(service, exception.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(EventId = 4208, Level = LogLevel.Warning, Message = "The audit log of {Service} did not say how far it goes ({Fault}): the edition leaves it out")]
    private partial void LogLeftOut(string service, string fault);
}

/// <summary>Registers the reading of the ends of the audit logs.</summary>
internal static class AuditHeadsRegistration
{
    public static void AddAuditHeads(this IServiceCollection services)
    {
        services.AddTransient<AuditHeads>();
        services.AddHttpClient(AuditHeads.Client).AsService(ReportingModule.ServiceName);
    }
}
