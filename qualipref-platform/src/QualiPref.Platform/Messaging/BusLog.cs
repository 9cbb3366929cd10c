using Microsoft.Extensions.Logging;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Messaging;

/// <summary>The log of MassTransit, with what was thrown in the words of <see cref="FaultText"/>: the message of an exception may quote what a message holds.</summary>
internal sealed class BusLog(ILoggerFactory log) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Category(log.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => log.AddProvider(provider);

    // The factory is the host's.
    public void Dispose()
    {
    }

    private sealed class Category(ILogger category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => category.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => category.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is null) category.Log(logLevel, eventId, state, null, formatter);
            // What waits for the database is told each second: its stack would say nothing new.
            else category.Log(logLevel, eventId, $"{formatter(state, null)}: {(logLevel < LogLevel.Error ? FaultText.InShort(exception) : FaultText.Of(exception))}", null, (text, _) => text);
        }
    }
}
