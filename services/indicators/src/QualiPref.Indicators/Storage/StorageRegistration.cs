using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>Registers the database, its stores and the outbox of the cuts.</summary>
internal static class StorageRegistration
{
    public static void AddIndicatorsStorage(this IServiceCollection services)
    {
        services.AddSingleton<IndicatorsDatabase>();
        services.AddSingleton<IStorageSetup>(provider => provider.GetRequiredService<IndicatorsDatabase>());
        services.AddSingleton<BalanceReader>();
        services.AddSingleton<BalanceRowStore>();
        services.AddSingleton<FactStore>();
        services.AddSingleton<FactReader>();
        services.AddSingleton<HeldFacts>();
        services.AddSingleton<MeasurementStore>();
        services.AddSingleton<ParkedStore>();
        services.AddSingleton<PatrolPath>();
        services.AddSingleton<RebuildStore>();
        services.AddSingleton<ResendStore>();
        services.AddSingleton<DirtyFacts>();
        services.AddSingleton<CellStore>();
        services.AddSingleton<SpanStore>();
        services.AddSingleton<CutStore>();
        services.AddSingleton<CutStatementStore>();
        services.AddSingleton<CutRows>();
        services.AddSingleton<CutFactReader>();
        services.AddSingleton(CutOutbox);
        services.AddOutbox<AggregateOutbox<CutDocument, CutTaken>>(IndicatorsDatabase.Service, "cuts");
    }

    private static AggregateOutbox<CutDocument, CutTaken> CutOutbox(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<IndicatorsDatabase>();
        return new AggregateOutbox<CutDocument, CutTaken>(
            database.Database,
            database.Cuts,
            provider.GetRequiredService<IMessagePublisher>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AggregateOutbox<CutDocument, CutTaken>>>());
    }
}
