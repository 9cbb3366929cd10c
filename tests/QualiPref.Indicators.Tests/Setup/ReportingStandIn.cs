using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;

namespace QualiPref.Indicators.Tests.Setup;

/// <summary>What was published for <c>reporting</c>.</summary>
public sealed class ReceivedCells
{
    private readonly ConcurrentQueue<SiteDayCell> _cells = [];

    public void Add(SiteDayCell cell) => _cells.Enqueue(cell);

    /// <summary>The highest version received of a site-day.</summary>
    public SiteDayCell? Newest(string site, string date) =>
        _cells.Where(cell => cell.Site == site && cell.Date == Given.Day(date)).MaxBy(cell => cell.Version);
}

/// <summary>Takes the place of the service that consumes cells, so that publishing them has somewhere to go.</summary>
internal sealed class ReportingStandIn : IServiceModule
{
    public string Name => "reporting";

    public void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton<ReceivedCells>();

    public void AddConsumers(ConsumerList consumers) => consumers.Add<CellsConsumer, CellsRecomputed>(Name, 1);

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
}
