using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests;

public sealed class Asking_a_source_over_the_broker(RealBroker broker, RealEngine engine)
{
    private static readonly DateOnly Day = new(2026, 7, 3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_answered_over_the_broker()
    {
        await using var databases = engine.NewPrefix();
        var told = new ConcurrentQueue<IntakeBalanceChanged>();
        await using var host = await TestHost.StartAsync(new SourceModule(told), broker.NewVirtualHost(), engine, databases);
        await WaitAsync(told, statement => statement is { CutId: null, Rows: [{ Received: 1 }] });
        told.Clear();

        var empty = Day.AddDays(1);
        await host.Service<IMessagePublisher>().PublishAsync([Out(new ResponsesRequested { Source = "surveys", SiteDays = [new RequestedSiteDay("91-EVRY", empty)] })], Token);
        var cut = new CutRequested { CutId = Guid.NewGuid(), Network = "essonne", Period = "2026", AsOf = Day, Declared = [] };
        await host.Service<IMessagePublisher>().PublishAsync([Out(cut)], Token);

        await WaitAsync(told, statement => statement is { CutId: null, Rows: [{ Received: 0 }] } && statement.Rows[0].Date == empty);
        await WaitAsync(told, statement => statement.CutId == cut.CutId && statement is { Site: "91-EVRY", Rows: [{ Received: 1 }] });
        await WaitAsync(told, statement => statement.CutId == cut.CutId && statement is { Site: "91-PALAISEAU", Rows: [] });
    }

    private static OutgoingMessage<T> Out<T>(T message) where T : class => new(Guid.NewGuid(), message);

    private static Task WaitAsync(ConcurrentQueue<IntakeBalanceChanged> told, Predicate<IntakeBalanceChanged> expected) => Eventually.HoldsAsync(
        "it is stated", _ => Task.FromResult(told.Any(statement => expected(statement))), TimeSpan.FromSeconds(20), Token);

    /// <summary>A source whose ledger is in memory, and in the same process what takes its rows.</summary>
    internal sealed class SourceModule(ConcurrentQueue<IntakeBalanceChanged> told) : IServiceModule
    {
        public string Name => "surveys";

        public void AddServices(IHostApplicationBuilder builder)
        {
            builder.Services.AddSingleton(told);
            builder.Services.AddIntakeBalance<OneAnswer>();
        }

        public void AddConsumers(ConsumerList consumers)
        {
            consumers.AddIntakeBalance<OneAnswer>(Name);
            consumers.Add<RowConsumer, IntakeBalanceChanged>("indicators", concurrency: 1);
            consumers.Add<SignConsumer, CutUnderWay>("indicators", concurrency: 1);
        }

        public void MapEndpoints(IEndpointRouteBuilder api)
        {
        }
    }

    internal sealed class RowConsumer(ConcurrentQueue<IntakeBalanceChanged> told) : IConsumer<IntakeBalanceChanged>
    {
        public Task Consume(ConsumeContext<IntakeBalanceChanged> context)
        {
            told.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }

    internal sealed class SignConsumer : IConsumer<CutUnderWay>
    {
        public Task Consume(ConsumeContext<CutUnderWay> context) => Task.CompletedTask;
    }

    internal sealed class OneAnswer : IIntakeLedger
    {
        public string Source => "surveys";

        public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => Task.FromResult(DateTimeOffset.UnixEpoch);

        public async IAsyncEnumerable<IntakeEntry> EntriesAsync(
            IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            if (sites.Contains("91-EVRY") && from <= Day && Day <= to) yield return new IntakeEntry("91-EVRY", Day, Guid.Empty, 1, IntakeStatus.Counted, Publication.Done);
        }

        public Task<DateOnly?> NewestDayAsync(string site, DateOnly before, CancellationToken cancellationToken) =>
            Task.FromResult<DateOnly?>(site == "91-EVRY" && Day < before ? Day : null);

        public Task ResendAsync(SiteDay day, bool overrules, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
