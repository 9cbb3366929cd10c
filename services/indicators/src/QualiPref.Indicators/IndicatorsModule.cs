using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Features.ListingSources;
using QualiPref.Indicators.Features.Operations;
using QualiPref.Indicators.Features.ParkingFacts;
using QualiPref.Indicators.Features.Patrolling;
using QualiPref.Indicators.Features.Rebuilding;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Features.Resending;
using QualiPref.Indicators.Features.ShowingBalance;
using QualiPref.Indicators.Features.ShowingCatalogue;
using QualiPref.Indicators.Features.ShowingFigures;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Indicators.Features.TypingMeasurements;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators;

/// <summary>The service that turns answers, cases and measurements into facts, cells and figures.</summary>
public sealed class IndicatorsModule : IServiceModule
{
    // Two messages at once keep the database busy while one of them is being read; more only compete with the cell worker.
    private const int MessagesAtOnce = 2;

    // Those with facts and rows share writes.
    private const int SharingMessagesAtOnce = 64;
    private const int FactsInAWrite = 1_000;

    // Each may have some hundred rows.
    private const int MessagesWithRowsInAWrite = 20;

    /// <inheritdoc />
    public string Name => IndicatorsDatabase.Service;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddIndicatorsStorage();
        services.AddServiceAddresses(builder.Configuration);
        services.AddPublishedQuestionnaires(Name);
        services.AddAudited(Name, "rebuilds", "resends");
        services.AddValidatedOptions<BalancePace>(builder.Configuration, BalancePace.Section);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<BalancePace>>().Value);
        services.AddSingleton<BalanceComparison>();
        services.AddSingleton<ResponseRequests>();
        services.AddSingleton<SiteMonthPatrol>();
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<CellBacklog>();
        services.AddSingleton(provider => new SharedWrites<Fact, RecordedFacts>(FactsInAWrite, facts => provider.GetRequiredService<FactStore>().RecordAsync(facts, CancellationToken.None)));
        services.AddSingleton(provider => new SharedWrites<IntakeBalanceChanged, bool>(MessagesWithRowsInAWrite, messages => provider.GetRequiredService<ToldRows>().TakeAsync(messages)));
        services.AddSingleton<ToldRows>();
        services.AddSingleton<FactIntake>();
        services.AddSingleton<ParkedFacts>();
        services.AddParking<ParkedFacts>(Name, ParkedFacts.PlaceName);
        services.AddIndicatorsNumbers();
        services.AddSingleton<CellContents>();
        services.AddSingleton<CellRecomputation>();
        services.AddSingleton<RecentFigures>();
        services.AddSingleton<CellSpans>();
        services.AddScoped<FigureBoard>();
        services.AddScoped<MeasurementReader>();
        services.AddScoped<MeasurementImport>();
        services.AddWorker<BalanceWorker>();
        services.AddWorker<CellWorker>();
        services.AddCuts(builder.Configuration);
        services.AddWorker<PatrolWorker>();
        services.AddWorker<RebuildWorker>();
        services.AddWorker<ResendWorker>();
        services.AddWorker<RecountWorker>();
        services.AddWorker<ParkedFactsWorker>();
        services.AddFormerCollections(Name, "balanceMonths");
    }

    /// <inheritdoc />
    public void AddConsumers(ConsumerList consumers)
    {
        ArgumentNullException.ThrowIfNull(consumers);
        consumers.Add<IntakeBalanceConsumer, IntakeBalanceChanged>(Name, SharingMessagesAtOnce);
        consumers.Add<SurveyResponsesConsumer, SurveyResponsesRecorded>(Name, SharingMessagesAtOnce);
        consumers.Add<ComplaintsConsumer, ComplaintsChanged>(Name, SharingMessagesAtOnce);
        consumers.Add<CutRequestedConsumer, CutRequested>(Name, MessagesAtOnce);
        consumers.Add<CutUnderWayConsumer, CutUnderWay>(Name, MessagesAtOnce);
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        ArgumentNullException.ThrowIfNull(api);
        api.MapBalance();
        api.MapCatalogue();
        api.MapFigures();
        api.MapReportFigures();
        api.MapSources();
        api.MapRebuild();
        api.MapResend();
        api.MapOperations();
        api.MapMeasurements();
        api.MapMeasurementImport();
        api.MapCuts();
        api.MapParked(Name);
        api.MapAudit(Name);
    }
}
