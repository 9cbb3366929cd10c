using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Tests.Hosting;

/// <summary>A service whose database is prepared when the test says so, with one worker.</summary>
internal sealed class WaitingModule(Func<Task>? prepare = null, TimeProvider? time = null, Func<Task>? work = null) : IServiceModule, IStorageSetup, IWorker
{
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the worker begins.</summary>
    public Task Began => _began.Task;

    public string Name => "waiting";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IStorageSetup>(this);
        builder.Services.AddSingleton<IWorker>(this);
        if (time is not null) builder.Services.AddSingleton(time);
    }

    public void AddConsumers(ConsumerList consumers)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder api) => api.MapGet("/things", () => TypedResults.Ok()).AllowAnybody();

    public Task PrepareAsync(CancellationToken cancellationToken) => prepare?.Invoke() ?? Task.CompletedTask;

    public Task RunAsync(CancellationToken stoppingToken)
    {
        _began.TrySetResult();
        return work?.Invoke() ?? Task.Delay(Timeout.Infinite, stoppingToken);
    }
}
