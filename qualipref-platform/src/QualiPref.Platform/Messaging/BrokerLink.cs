using RabbitMQ.Client;

namespace QualiPref.Platform.Messaging;

/// <summary>A connection of the process to the broker beside that of the consumers, made when somebody needs it and made anew when it broke.</summary>
internal sealed class BrokerLink(Uri broker) : IAsyncDisposable
{
    // As much as a broker takes by default before version 4. The client's own limit is lower, and ends the connection of whoever asks for more.
    private const uint LargestMessage = 128 * 1024 * 1024;

    // The client has to say to which message an answer of the broker belongs; both together let a publication wait for it.
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly ConnectionFactory _factory = FactoryOf(broker);
    private readonly SemaphoreSlim _one = new(1);
    private IConnection? _connection;

    /// <summary>Opens a channel on which a publication returns once the broker has it, and fails when it has not.</summary>
    public async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_connection is not { IsOpen: true })
            {
                if (_connection is not null) await _connection.DisposeAsync();
                _connection = null;
                _connection = await _factory.CreateConnectionAsync(cancellationToken);
            }
            return await _connection.CreateChannelAsync(Confirmed, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _one.Dispose();
    }

    private static ConnectionFactory FactoryOf(Uri broker)
    {
        var factory = BrokerConnection.Factory(broker);
        factory.MaxInboundMessageBodySize = LargestMessage;
        return factory;
    }
}
