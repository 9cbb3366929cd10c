using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Persistence;

namespace QualiPref.Messaging.Tests;

/// <summary>A service that only publishes.</summary>
internal sealed class PublishingModule : IServiceModule
{
    public string Name => "surveys";

    public void AddServices(IHostApplicationBuilder builder)
    {
    }

    public void AddConsumers(ConsumerList consumers)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
    }
}

/// <summary>What a consuming service received, and the faults it is told to have first.</summary>
internal sealed class Received
{
    public ConcurrentQueue<Guid> MessageIds { get; } = new();

    public ConcurrentQueue<Guid> Responses { get; } = new();

    public ConcurrentQueue<Exception> FaultsToThrow { get; } = new();

    /// <summary>All lines that the service logged.</summary>
    public ConcurrentQueue<string> Log { get; } = new();
}

/// <summary>Hears what is logged.</summary>
internal sealed class Listener(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        log.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}

/// <summary>A service that takes answers as <c>indicators</c> does, and whose database is prepared when the test says so.</summary>
internal sealed class ConsumingModule(Received received, Task? prepared = null) : IServiceModule, IStorageSetup
{
    public string Name => "indicators";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(received).AddSingleton<IStorageSetup>(this);
        builder.Services.AddAudited(Name);
        builder.Logging.AddProvider(new Listener(received.Log));
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => prepared ?? Task.CompletedTask;

    public void AddConsumers(ConsumerList consumers) => consumers.Add<Consumer, SurveyResponsesRecorded>(Name, concurrency: 4);

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapParked(Name);
        api.MapAudit(Name);
    }

    internal sealed class Consumer(Received received) : IConsumer<SurveyResponsesRecorded>
    {
        public Task Consume(ConsumeContext<SurveyResponsesRecorded> context)
        {
            if (received.FaultsToThrow.TryDequeue(out var fault)) throw fault;
            received.MessageIds.Enqueue(context.MessageId!.Value);
            foreach (var response in context.Message.Responses) received.Responses.Enqueue(response.ResponseId);
            return Task.CompletedTask;
        }
    }
}
