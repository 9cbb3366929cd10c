using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests;

/// <summary>A source whose ledger is in memory and hands out records when the test says so.</summary>
public sealed class Answering_a_cut(RealEngine engine)
{
    private static readonly string[] Sites = ["91-EVRY", "91-PALAISEAU", "91-ETAMPES"];

    private readonly Told _told = new();
    private readonly HeldBack _ledger = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static CutRequested Request { get; } =
        new() { CutId = Guid.NewGuid(), Network = "essonne", Period = "2026", AsOf = new DateOnly(2026, 7, 3), Declared = [] };

    [Fact]
    public async Task Reads_several_sites_at_once_and_states_each()
    {
        await using var databases = engine.NewPrefix();
        await using var host = await StartAsync(databases);

        var asked = AskAsync(host);
        await Eventually.HoldsAsync("all sites are being read", _ => Task.FromResult(Sites.All(_ledger.Reading.ContainsKey)), cancellationToken: Token);
        _ledger.GiveOut(Sites);
        await asked;

        Assert.Equal(Sites.Order(), _told.Statements.Select(statement => statement.Site).Order());
        Assert.All(_told.Statements, statement => Assert.Equal(Request.CutId, statement.CutId));
    }

    [Fact]
    public async Task Says_that_it_is_at_work_as_long_as_records_are_read()
    {
        await using var databases = engine.NewPrefix();
        await using var host = await StartAsync(databases);
        var asked = AskAsync(host);
        await SignsAsync(1);

        // Nothing was read since the first sign, then a record was.
        Pass();
        await _ledger.HandOutAsync(Sites[0]);
        Pass();
        await SignsAsync(2);
        _ledger.GiveOut(Sites);
        await asked;

        Assert.Equal(2, _told.Signs.Count());
        Assert.All(_told.Signs, sign => Assert.Equal((Request.CutId, "surveys"), (sign.CutId, sign.Source)));
    }

    private Task<ServiceHost> StartAsync(DatabasePrefix databases) => TestHost.StartAsync(new SourceModule(_told, _ledger, _time), "", engine, databases);

    private void Pass() => _time.Advance(TimeSpan.FromSeconds(10));

    private static Task AskAsync(ServiceHost host) => host.Service<IMessagePublisher>().PublishAsync<CutRequested>([new(Guid.NewGuid(), Request)], Token);

    private Task<int> SignsAsync(int expected) => Eventually.ReadsAsync(
        $"{expected} signs of life", _ => Task.FromResult(_told.Signs.Count()), signs => signs == expected, cancellationToken: Token);

    internal sealed class Told
    {
        private readonly ConcurrentQueue<object> _messages = [];

        public IEnumerable<IntakeBalanceChanged> Statements => _messages.OfType<IntakeBalanceChanged>().Where(statement => statement.CutId is not null);

        public IEnumerable<CutUnderWay> Signs => _messages.OfType<CutUnderWay>();

        public void Add(object message) => _messages.Enqueue(message);
    }

    /// <summary>Gives out no record of a site before it is told to.</summary>
    internal sealed class HeldBack : IIntakeLedger
    {
        private static readonly DateOnly Day = new(2026, 7, 3);

        private readonly ConcurrentDictionary<string, Channel<IntakeEntry>> _records = new(Sites.Select(site => KeyValuePair.Create(site, Channel.CreateUnbounded<IntakeEntry>())));

        private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _taken = [];

        public ConcurrentDictionary<string, bool> Reading { get; } = [];

        public string Source => "surveys";

        /// <summary>Gives out one record and waits until the next is asked for.</summary>
        public Task HandOutAsync(string site)
        {
            var entry = new IntakeEntry(site, Day, Guid.NewGuid(), 1, IntakeStatus.Counted, Publication.Done);
            var taken = _taken.GetOrAdd(entry.Id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _records[site].Writer.TryWrite(entry);
            return taken.Task.WaitAsync(Token);
        }

        /// <summary>There are no more records.</summary>
        public void GiveOut(IEnumerable<string> sites)
        {
            foreach (var site in sites) _records[site].Writer.Complete();
        }

        public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => Task.FromResult(DateTimeOffset.UnixEpoch);

        public async IAsyncEnumerable<IntakeEntry> EntriesAsync(
            IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            // What is told at start is not asked for by a cut.
            if (sites.Count > 1 || !(from <= Day && Day <= to)) yield break;
            var site = sites.First();
            Reading[site] = true;
            await foreach (var entry in _records[site].Reader.ReadAllAsync(cancellationToken))
            {
                yield return entry;
                _taken[entry.Id].TrySetResult();
            }
        }

        public Task<DateOnly?> NewestDayAsync(string site, DateOnly before, CancellationToken cancellationToken) => Task.FromResult<DateOnly?>(null);

        public Task ResendAsync(SiteDay day, bool overrules, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class SourceModule(Told told, HeldBack ledger, TimeProvider time) : IServiceModule
    {
        public string Name => "surveys";

        public void AddServices(IHostApplicationBuilder builder)
        {
            builder.Services.AddSingleton(told);
            builder.Services.AddSingleton(time);
            builder.Services.AddIntakeBalance<HeldBack>();
            builder.Services.AddSingleton(ledger);
        }

        public void AddConsumers(ConsumerList consumers)
        {
            consumers.AddIntakeBalance<HeldBack>(Name);
            consumers.Add<RowConsumer, IntakeBalanceChanged>("indicators", concurrency: 1);
            consumers.Add<SignConsumer, CutUnderWay>("indicators", concurrency: 1);
        }

        public void MapEndpoints(IEndpointRouteBuilder api)
        {
        }
    }

    internal sealed class RowConsumer(Told told) : IConsumer<IntakeBalanceChanged>
    {
        public Task Consume(ConsumeContext<IntakeBalanceChanged> context)
        {
            told.Add(context.Message);
            return Task.CompletedTask;
        }
    }

    internal sealed class SignConsumer(Told told) : IConsumer<CutUnderWay>
    {
        public Task Consume(ConsumeContext<CutUnderWay> context)
        {
            told.Add(context.Message);
            return Task.CompletedTask;
        }
    }
}
