using Microsoft.Extensions.DependencyInjection;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Balance;

/// <summary>Makes a source tell its balance and answer what it is asked for.</summary>
public static class BalanceRegistration
{
    /// <summary>Adds the ledger and whatever tells it; the outbox of the source has to say to <see cref="TouchedDays{TLedger}"/> what it published.</summary>
    /// <typeparam name="TLedger">The ledger of the source.</typeparam>
    /// <param name="services">The services.</param>
    public static void AddIntakeBalance<TLedger>(this IServiceCollection services) where TLedger : class, IIntakeLedger
    {
        services.AddSingleton<TLedger>();
        services.AddSingleton<RowTelling<TLedger>>();
        services.AddSingleton<CutAnswers<TLedger>>();
        services.AddSingleton<TouchedDays<TLedger>>();
        services.AddWorker<BalanceTeller<TLedger>>();
    }

    /// <summary>
    /// Adds the consumers of requests to the source. One message at a time, since each may take long and the intake goes first; but a cut must not
    /// wait unanswered behind another, and several share the places of <see cref="CutAnswers{TLedger}"/>.
    /// </summary>
    /// <typeparam name="TLedger">The ledger of the source.</typeparam>
    /// <param name="consumers">The consumers of the process.</param>
    /// <param name="service">Name of the source.</param>
    public static void AddIntakeBalance<TLedger>(this ConsumerList consumers, string service) where TLedger : class, IIntakeLedger
    {
        ArgumentNullException.ThrowIfNull(consumers);
        consumers.Add<ResponsesRequestedConsumer<TLedger>, ResponsesRequested>(service, concurrency: 1);
        consumers.Add<CutRequestedConsumer<TLedger>, CutRequested>(service, concurrency: 4);
    }
}
