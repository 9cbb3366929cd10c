using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Setup;

/// <summary>What a consumer was told, and whether it can take anything now.</summary>
internal sealed class Told
{
    private readonly ConcurrentQueue<(Guid MessageId, ComplaintState State)> _states = new();

    /// <summary>While true, the consumer fails as it does with its database away.</summary>
    public bool Refuses { get; set; }

    /// <summary>Runs before a message is taken.</summary>
    public Func<ComplaintState, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Messages of every type that were taken, in the order in which they came.</summary>
    public ConcurrentQueue<object> Everything { get; } = new();

    public IEnumerable<IntakeBalanceChanged> Statements => Everything.OfType<IntakeBalanceChanged>();

    /// <summary>The rows of a site-day in the order in which they came.</summary>
    public IReadOnlyList<IntakeBalanceRow> Rows(string site, DateOnly date) =>
        [.. Statements.Where(statement => statement.Site == site).SelectMany(statement => statement.Rows).Where(row => row.Date == date)];

    /// <summary>Waits until the last row of a site-day is as expected.</summary>
    public async Task<IntakeBalanceRow> RowAsync(string site, DateOnly date, Func<IntakeBalanceRow, bool> expected) => (await Eventually.ReadsAsync(
        $"the row of {site} on {date:O} was told", _ => Task.FromResult(Rows(site, date) is [.., var last] ? last : null), row => row is not null && expected(row),
        TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))!;

    public IReadOnlyList<(Guid MessageId, ComplaintState State)> Of(string id) => [.. _states.Where(told => told.State.ComplaintId == Guid.Parse(id))];

    /// <summary>Waits for a version of a case.</summary>
    public async Task<ComplaintState> VersionAsync(string id, int version) => (await Eventually.ReadsAsync($"version {version} of {id} was told",
        _ => Task.FromResult(Of(id)), told => told.Any(one => one.State.Version == version),
        TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).First(one => one.State.Version == version).State;

    public async Task TakeAsync(Guid messageId, ComplaintsChanged message)
    {
        foreach (var state in message.Complaints)
        {
            await Before(state);
            if (Refuses) throw new TimeoutException("The consumer's database is away.");
            _states.Enqueue((messageId, state));
        }
        Everything.Enqueue(message);
    }
}

/// <summary>Stands where indicators consumes, and sets the clock of the process.</summary>
internal sealed class ListeningModule(Told told, TimeProvider time) : IServiceModule
{
    public string Name => "indicators";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(told);
        builder.Services.AddSingleton(time);
    }

    public void AddConsumers(ConsumerList consumers)
    {
        consumers.Add<CaseConsumer, ComplaintsChanged>(Name, concurrency: 4);
        consumers.Add<RowConsumer, IntakeBalanceChanged>(Name, concurrency: 4);
        consumers.Add<SignConsumer, CutUnderWay>(Name, concurrency: 4);
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
    }

    internal sealed class CaseConsumer(Told told) : IConsumer<ComplaintsChanged>
    {
        public Task Consume(ConsumeContext<ComplaintsChanged> context) => told.TakeAsync(context.MessageId!.Value, context.Message);
    }

    internal sealed class RowConsumer(Told told) : IConsumer<IntakeBalanceChanged>
    {
        public Task Consume(ConsumeContext<IntakeBalanceChanged> context)
        {
            told.Everything.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }

    internal sealed class SignConsumer(Told told) : IConsumer<CutUnderWay>
    {
        public Task Consume(ConsumeContext<CutUnderWay> context)
        {
            told.Everything.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }
}
