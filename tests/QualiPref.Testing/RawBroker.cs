using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace QualiPref.Testing;

/// <summary>A broker as somebody sees it who puts messages on queues by hand, and takes them off.</summary>
public sealed class RawBroker : IAsyncDisposable
{
    private readonly IConnection _connection;

    private RawBroker(IConnection connection, IChannel channel) => (_connection, Channel) = (connection, channel);

    /// <summary>Everything else that can be done; a publication waits until the broker has the message.</summary>
    public IChannel Channel { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Connects.</summary>
    /// <param name="uri">Address of a virtual host.</param>
    public static async Task<RawBroker> ConnectAsync(string uri)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync(Token);
        return new RawBroker(connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true), Token));
    }

    /// <summary>Puts a message on a queue.</summary>
    /// <param name="queue">The queue, which is there.</param>
    /// <param name="body">Its body.</param>
    /// <param name="contentType">What it says to be; nothing when left out.</param>
    /// <param name="headers">Its headers.</param>
    public async Task PutAsync(string queue, ReadOnlyMemory<byte> body, string? contentType = null, IDictionary<string, object?>? headers = null)
    {
        var properties = new BasicProperties { Persistent = true, Headers = headers };
        if (contentType is not null) properties.ContentType = contentType;
        await Channel.BasicPublishAsync("", queue, mandatory: true, properties, body, Token);
    }

    /// <summary>Takes the next message of a queue; null when there is none.</summary>
    /// <param name="queue">The queue.</param>
    public Task<BasicGetResult?> TakeAsync(string queue) => Channel.BasicGetAsync(queue, autoAck: true, Token);

    /// <summary>How many messages wait in a queue; none where it is not there.</summary>
    /// <param name="queue">The queue.</param>
    public async Task<uint> CountAsync(string queue)
    {
        // A channel that asked for what is not there is closed.
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: Token);
        try
        {
            return await channel.MessageCountAsync(queue, Token);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }

    /// <summary>Disconnects.</summary>
    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
