using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;

namespace QualiPref.Indicators.Tests.Setup;

/// <summary>What was published for the asker of cuts and for the sources.</summary>
internal sealed class CutPost
{
    private readonly ConcurrentQueue<CutTaken> _taken = [];
    private readonly ConcurrentQueue<ResponsesRequested> _asked = [];

    public IReadOnlyList<ResponsesRequested> Asked => [.. _asked];

    public void Add(CutTaken message) => _taken.Enqueue(message);

    public void Add(ResponsesRequested message) => _asked.Enqueue(message);

    public IReadOnlyList<CutTaken> Of(Guid cut) => [.. _taken.Where(message => message.CutId == cut)];
}

/// <summary>Takes the place of the services to which cuts are told and from which records are asked for.</summary>
internal sealed class CutStandIns : IServiceModule
{
    public string Name => "cut-stand-ins";

    public void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton<CutPost>();

    public void AddConsumers(ConsumerList consumers)
    {
        consumers.Add<TakenConsumer, CutTaken>("reporting", 1);
        consumers.Add<AskedConsumer, ResponsesRequested>("surveys", 1);
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
    }

    internal sealed class TakenConsumer(CutPost post) : IConsumer<CutTaken>
    {
        public Task Consume(ConsumeContext<CutTaken> context)
        {
            post.Add(context.Message);
            return Task.CompletedTask;
        }
    }

    internal sealed class AskedConsumer(CutPost post) : IConsumer<ResponsesRequested>
    {
        public Task Consume(ConsumeContext<ResponsesRequested> context)
        {
            post.Add(context.Message);
            return Task.CompletedTask;
        }
    }
}
