using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Features.KeepingCells;
using QualiPref.Reporting.Features.OpeningReports;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Features.RenderingDocuments;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting;

/// <summary>The annual reports of networks: drafts that follow the figures, outlined by the duties of the users' committee.</summary>
public sealed class ReportingModule : IServiceModule
{
    /// <inheritdoc />
    public string Name => "reporting";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<ReportingStorage>();
        builder.Services.AddSingleton<IStorageSetup>(services => services.GetRequiredService<ReportingStorage>());
        builder.Services.AddSingleton<ReportReader>();
    }

    /// <inheritdoc />
    public void AddConsumers(ConsumerList consumers)
    {
        ArgumentNullException.ThrowIfNull(consumers);
        consumers.Add<CellsRecomputedConsumer, CellsRecomputed>(Name, concurrency: 4);
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapReports();
        api.MapReport();
        api.MapDocument();
    }
}
