using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;

namespace QualiPref.Indicators.Tests.Setup;

/// <summary>What was published for <c>reporting</c>.</summary>
public sealed class ReceivedCells
{
    private readonly ConcurrentQueue<SiteDayCell> _cells = [];
    private readonly ConcurrentQueue<BalanceMonth> _months = [];

    public void Add(SiteDayCell cell) => _cells.Enqueue(cell);

    public void Add(BalanceMonth month) => _months.Enqueue(month);

    /// <summary>The highest version received of a month of the balance.</summary>
    public BalanceMonth? Newest(string source, string site, DateOnly month) =>
        _months.Where(one => one.Source == source && one.Site == site && one.Month == month).MaxBy(one => one.Version);

    /// <summary>The highest version received of a site-day.</summary>
    public SiteDayCell? Newest(string site, string date) =>
        _cells.Where(cell => cell.Site == site && cell.Date == Given.Day(date)).MaxBy(cell => cell.Version);
}

/// <summary>Takes the place of the service that consumes cells and balance, so that publishing them has somewhere to go.</summary>
internal sealed class ReportingStandIn : IServiceModule
{
    public string Name => "reporting";

    public void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton<ReceivedCells>();

    public void AddConsumers(ConsumerList consumers)
    {
        consumers.Add<CellsConsumer, CellsRecomputed>(Name, 1);
        consumers.Add<BalanceConsumer, BalanceChanged>(Name, 1);
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
    }

    internal sealed class CellsConsumer(ReceivedCells received) : IConsumer<CellsRecomputed>
    {
        public Task Consume(ConsumeContext<CellsRecomputed> context)
        {
            foreach (var cell in context.Message.Cells) received.Add(cell);
            return Task.CompletedTask;
        }
    }

    internal sealed class BalanceConsumer(ReceivedCells received) : IConsumer<BalanceChanged>
    {
        public Task Consume(ConsumeContext<BalanceChanged> context)
        {
            foreach (var month in context.Message.Months) received.Add(month);
            return Task.CompletedTask;
        }
    }
}
