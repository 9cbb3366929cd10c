namespace QualiPref.Local;

/// <summary>
/// One part of the system on this machine: the database engine, the broker or a service. It can be started, killed as a power cut
/// would, stopped cleanly, and started again on the same port and data. Not for use by several threads at once.
/// </summary>
public abstract class LocalPart : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private ChildProcess? _process;

    private protected LocalPart(string name, string logFile) => (Name, LogFile) = (name, logFile);

    /// <summary>What it is called in tables and messages.</summary>
    public string Name { get; }

    /// <summary>File its output is added to.</summary>
    public string LogFile { get; }

    /// <summary>Where it is reached, fit for printing: no password.</summary>
    public abstract string Address { get; }

    /// <summary>False when it is an existing server named by an environment variable: it is used, never started or ended.</summary>
    public virtual bool IsOwned => true;

    /// <summary>Its process id while it runs.</summary>
    public int? ProcessId => _process is { HasExited: false } running ? running.Id : null;

    /// <summary>How long it may take until it answers: a broker beside other work needs over a minute. One that ends is told of at once.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long it may take to end when asked to; after that it is ended by force.</summary>
    public TimeSpan StopDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Starts it and waits until it answers. Does nothing when it runs already.</summary>
    /// <param name="cancellationToken">Gives up waiting; what was started is ended.</param>
    /// <exception cref="LocalStartException">It ended, or did not answer in time; the message carries its last lines.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (IsOwned && ProcessId is null)
            _process = await LaunchAsync();
        try
        {
            await WaitUntilReadyAsync(cancellationToken);
        }
        catch
        {
            if (_process is not null)
                await _process.KillAsync();
            throw;
        }
    }

    /// <summary>Ends it at once with SIGKILL, as a power cut would, and waits until it is gone.</summary>
    /// <exception cref="InvalidOperationException">It is not ours to end.</exception>
    public async Task KillAsync()
    {
        DemandOwned();
        if (_process is not null)
            await _process.KillAsync();
    }

    /// <summary>Asks it to end with SIGTERM and waits until it is gone.</summary>
    /// <returns>False when it did not end within <see cref="StopDeadline"/> and was ended by force.</returns>
    public virtual async Task<bool> StopAsync()
    {
        var clean = _process is null || await _process.StopAsync(StopDeadline);
        _process = null;
        return clean;
    }

    /// <summary>Stops it cleanly when it runs, then starts it on the same port and data.</summary>
    /// <param name="cancellationToken">Gives up waiting for the start.</param>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        DemandOwned();
        await StopAsync();
        await StartAsync(cancellationToken);
    }

    /// <summary>Completes when the process ends, whoever ended it; never for a server that is not owned.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task WaitForExitAsync(CancellationToken cancellationToken) =>
        _process?.Exited.WaitAsync(cancellationToken) ?? Task.Delay(Timeout.Infinite, cancellationToken);

    /// <summary>The last lines its process wrote, or an empty text.</summary>
    /// <param name="count">How many lines at most.</param>
    public string LastLines(int count) => _process?.LastLines(count) ?? "";

    /// <summary>Stops it.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<ChildProcess> LaunchAsync();

    /// <summary>Null when it answers, else what it did instead. Returns quickly; called until it answers.</summary>
    private protected abstract Task<string?> ProbeAsync(CancellationToken cancellationToken);

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartDeadline);
        var last = "no answer yet";
        try
        {
            while (await ProbeAsync(deadline.Token) is { } trouble)
            {
                last = trouble;
                if (_process is { HasExited: true } ended)
                    throw new LocalStartException($"{Name} ended at start with exit code {ended.ExitCode}.{Evidence()}");
                await Task.Delay(PollInterval, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalStartException(
                $"{Name} at {Address} did not answer within {StartDeadline.TotalSeconds:0} s; last: {last}.{Evidence()}");
        }
    }

    private string Evidence() =>
        _process is null ? "" : $" Its log is {LogFile}; the last lines:\n{_process.LastLines(20)}";

    private void DemandOwned()
    {
        if (!IsOwned)
            throw new InvalidOperationException($"{Name} at {Address} is an existing server: it is not ours to end.");
    }
}
