using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Features.FreezingReports;
using QualiPref.Reporting.Features.OpeningReports;
using QualiPref.Reporting.Features.Operations;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Features.RenderingDocuments;
using QualiPref.Reporting.Features.VerifyingEditions;
using QualiPref.Reporting.Indicators;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting;

/// <summary>The annual reports of networks: drafts that follow the figures, and frozen editions that can be verified years later.</summary>
public sealed class ReportingModule : IServiceModule
{
    internal const string ServiceName = "reporting";

    /// <inheritdoc />
    public string Name => ServiceName;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddValidatedOptions<ReportingOptions>(builder.Configuration, ReportingOptions.Section);
        services.AddServiceAddresses(builder.Configuration);
        services.AddServiceClient<IndicatorsClient>(ServiceNames.Indicators, IndicatorsClient.LargestAnswer).AsService(Name);
        AddStores(services);
        services.AddPublishedQuestionnaires(Name);
        services.AddOutbox<AggregateOutbox<ReportDocument, CutRequested>>(Name, "reports");
        services.AddAudited(Name, "reports", "editions");
        services.AddSingleton<ParkedFreezings>();
        services.AddParking<ParkedFreezings>(Name, ParkedFreezings.PlaceName);
        services.AddScoped<ReportReader>();
        services.AddSingleton(new EditionFormats(FrozenJson.Options));
        services.AddScoped<EditionReader>();
        services.AddSingleton<ReportPrinter>();
        services.AddSingleton<RunningVerifications>();
        services.AddAuditHeads();
        services.AddTransient<EditionBuilder>();
        services.AddTransient<Verifier>();
        services.AddWorker<FreezeWorker>();
        services.AddFormerCollections(Name, "cells", "balance");
    }

    /// <inheritdoc />
    public void AddConsumers(ConsumerList consumers)
    {
        ArgumentNullException.ThrowIfNull(consumers);
        consumers.Add<CutTakenConsumer, CutTaken>(Name, concurrency: 1);
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapReports();
        api.MapReport();
        api.MapDocuments();
        api.MapFreeze();
        api.MapFreezing();
        api.MapOperation();
        api.MapEditions();
        api.MapPublish();
        api.MapVerify();
        api.MapDifferences();
        api.MapParked(Name);
        api.MapAudit(Name);
    }

    private static void AddStores(IServiceCollection services)
    {
        services.AddSingleton<ReportingStorage>();
        services.AddSingleton<IStorageSetup>(provider => provider.GetRequiredService<ReportingStorage>());
        services.AddSingleton(OutboxOf);
        services.AddSingleton<ReportStore>();
        services.AddSingleton<EditionStore>();
        services.AddSingleton<VerificationStore>();
    }

    private static AggregateOutbox<ReportDocument, CutRequested> OutboxOf(IServiceProvider services)
    {
        var storage = services.GetRequiredService<ReportingStorage>();
        return new AggregateOutbox<ReportDocument, CutRequested>(
            storage.Database,
            storage.Reports,
            services.GetRequiredService<IMessagePublisher>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<AggregateOutbox<ReportDocument, CutRequested>>>());
    }
}
