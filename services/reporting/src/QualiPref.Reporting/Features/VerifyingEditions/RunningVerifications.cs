using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Work;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.VerifyingEditions;

/// <summary>
/// The verifications of this process, one at a time, and one for an edition however many callers wait for it. They outlast the call that
/// asked; one that the end of the process interrupts is told as such and has to be asked for again.
/// </summary>
internal sealed partial class RunningVerifications(
    IServiceProvider services, VerificationStore store, Stopping stopping, TimeProvider time, ILogger<RunningVerifications> logger)
    : IDisposable
{
    /// <summary>A verification that was silent for so long has died with its process.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly WorkLoop _loop = new("Keeping verifications", time, logger);
    private readonly ConcurrentDictionary<Guid, Lazy<Run>> _runs = [];
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Starts the verification of an edition, or joins the one that is running.</summary>
    public Run Start(EditionDocument edition) => _runs.GetOrAdd(edition.Id, _ => new Lazy<Run>(() => new Run(run => VerifyAsync(edition, run)))).Value;

    /// <summary>Lets a verification go on without its caller.</summary>
    /// <returns>Id of the operation.</returns>
    public async Task<Guid> DetachAsync(Run run, string network, CancellationToken cancellationToken)
    {
        var operation = new VerificationDocument
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Network = network,
            Progress = run.Progress,
        };
        await store.KeepAsync(operation, cancellationToken);
        _ = Task.Run(() => FollowAsync(run, operation), CancellationToken.None);
        return operation.Id;
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<Verification> VerifyAsync(EditionDocument edition, Run run)
    {
        try
        {
            // Let go of the caller first: it is still adding this run to the list.
            await Task.Yield();
            await _oneAtATime.WaitAsync(stopping.RequestsEnded);
            try
            {
                await using var scope = services.CreateAsyncScope();
                return await scope.ServiceProvider.GetRequiredService<Verifier>().VerifyAsync(edition, progress => run.Progress = progress, stopping.RequestsEnded);
            }
            finally
            {
                _oneAtATime.Release();
            }
        }
        finally
        {
            _runs.TryRemove(edition.Id, out _);
        }
    }

    private async Task FollowAsync(Run run, VerificationDocument operation)
    {
        while (await Task.WhenAny(run.Outcome, Task.Delay(Heartbeat, time)) != run.Outcome)
        {
            operation = operation with { Progress = run.Progress };
            // The next one makes up for one that fails.
            await TryKeepAsync(operation);
        }
        if (run.Outcome.IsFaulted) LogFailed(operation.Id, FaultText.Of(run.Outcome.Exception.InnerException!));
        operation = run.Outcome.IsCompletedSuccessfully
            ? operation with { Outcome = FrozenJson.Text(await run.Outcome), Progress = 1 }
            : operation with { IsInterrupted = true };
        while (!await TryKeepAsync(operation))
        {
            if (stopping.RequestsEnded.IsCancellationRequested)
            {
                // Its silence says that it was interrupted.
                LogLost(operation.Id);
                return;
            }
            await Task.Delay(Pause, time);
        }
    }

    private Task<bool> TryKeepAsync(VerificationDocument operation) => _loop.TryAsync(
        $"Keeping verification {operation.Id}", () => store.KeepAsync(operation, CancellationToken.None), CancellationToken.None);

    [LoggerMessage(EventId = 4301, Level = LogLevel.Warning, Message = "The outcome of verification {Operation} could not be kept before the process ended")]
    private partial void LogLost(Guid operation);

    [LoggerMessage(EventId = 4303, Level = LogLevel.Error, Message = "Verification {Operation} ended without an answer: {Fault}")]
    private partial void LogFailed(Guid operation, string fault);

    /// <summary>A verification under way.</summary>
    internal sealed class Run
    {
        private double _progress;

        public Run(Func<Run, Task<Verification>> start) => Outcome = start(this);

        public Task<Verification> Outcome { get; }

        /// <summary>0 to 1.</summary>
        public double Progress
        {
            get => Volatile.Read(ref _progress);
            set => Volatile.Write(ref _progress, value);
        }
    }
}
