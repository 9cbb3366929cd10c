using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>Registers the database, its stores and the outboxes of the balance, the cells and the cuts.</summary>
internal static class StorageRegistration
{
    public static void AddIndicatorsStorage(this IServiceCollection services)
    {
        services.AddSingleton<IndicatorsDatabase>();
        services.AddSingleton<IStorageSetup>(provider => provider.GetRequiredService<IndicatorsDatabase>());
        services.AddSingleton<BalanceMonthStore>();
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
        services.AddSingleton<CutStore>();
        services.AddSingleton<CutStatementStore>();
        services.AddSingleton<CutRows>();
        services.AddSingleton<CutFactReader>();
        services.AddSingleton(BalanceOutbox);
        services.AddSingleton(CellOutbox);
        services.AddSingleton(CutOutbox);
        services.AddOutbox<LedgerOutbox<BalanceMonthDocument, string, BalanceChanged>>(IndicatorsDatabase.Service, "balanceMonths");
        services.AddOutbox<LedgerOutbox<CellDocument, string, CellsRecomputed>>(IndicatorsDatabase.Service, "cells");
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

    private static LedgerOutbox<BalanceMonthDocument, string, BalanceChanged> BalanceOutbox(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<IndicatorsDatabase>();
        return new LedgerOutbox<BalanceMonthDocument, string, BalanceChanged>(
            database.Database,
            database.BalanceMonths,
            BalanceMessages.Pack,
            provider.GetRequiredService<IMessagePublisher>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LedgerOutbox<BalanceMonthDocument, string, BalanceChanged>>>());
    }

    private static LedgerOutbox<CellDocument, string, CellsRecomputed> CellOutbox(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<IndicatorsDatabase>();
        return new LedgerOutbox<CellDocument, string, CellsRecomputed>(
            database.Database,
            database.Cells,
            CellMessages.Pack,
            provider.GetRequiredService<IMessagePublisher>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LedgerOutbox<CellDocument, string, CellsRecomputed>>>());
    }
}
