using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Calls;
using QualiPref.Reporting.Features.FreezingReports;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

/// <summary>An edition names how far the audit logs of all services went.</summary>
public sealed class Anchoring_the_audit_logs(RealEngine engine)
{
    [Fact]
    public async Task A_process_that_does_not_listen_yet_leaves_out_what_it_would_ask_itself()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var services = reporting.Service<IServiceProvider>();
        using var server = new NotListening();
        var heads = ActivatorUtilities.CreateInstance<AuditHeads>(services, new ServiceAddresses(services.GetRequiredService<IOptions<ServiceOptions>>(), server));

        var read = await heads.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["reporting"], read.Keys);
        Assert.Contains(reporting.Logged, line => line.Contains("The audit log of indicators did not say how far it goes", StringComparison.Ordinal));
    }

    private sealed class NotListening : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
