using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace QualiPref.Reporting.Tests.Setup;

/// <summary>Keeps what a host logs with an exception.</summary>
public sealed class FaultLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(string Message, Exception Exception)> _entries = new();

    /// <summary>In the order in which it was logged.</summary>
    public IReadOnlyCollection<(string Message, Exception Exception)> Entries => _entries;

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (exception is not null) _entries.Enqueue((formatter(state, exception), exception));
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
