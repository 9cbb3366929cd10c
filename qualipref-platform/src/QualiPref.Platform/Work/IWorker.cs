namespace QualiPref.Platform.Work;

/// <summary>What a service does without being asked, from when its databases are prepared and the process answers until it stops.</summary>
public interface IWorker
{
    /// <summary>Works until the process stops. Faults of the work are dealt with inside (<see cref="WorkLoop"/>): one that escapes ends the process.</summary>
    /// <param name="stoppingToken">The process stops.</param>
    /// <exception cref="OperationCanceledException">It stopped.</exception>
    Task RunAsync(CancellationToken stoppingToken);
}
