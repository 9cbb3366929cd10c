using System.Net.Security;
using System.Security.Authentication;
using MassTransit;
using RabbitMQ.Client;

namespace QualiPref.Platform.Messaging;

/// <summary>
/// How a process connects to the broker. With <c>amqps</c> it believes a certificate of that name that an authority of the system answers for, and nothing else.
/// Left alone, MassTransit believes any authority, speaks TLS on port 5671 alone, and only 1.2; RabbitMQ's client believes any name.
/// </summary>
public static class BrokerConnection
{
    /// <summary>Makes connections for whoever does without MassTransit. What breaks is not mended behind its back: whoever needs a connection makes another.</summary>
    /// <param name="broker">Address of the broker.</param>
    public static ConnectionFactory Factory(Uri broker)
    {
        ArgumentNullException.ThrowIfNull(broker);
        var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false };
        factory.Ssl.AcceptablePolicyErrors = SslPolicyErrors.None;
        return factory;
    }

    internal static void Connect(this IRabbitMqBusFactoryConfigurator rabbit, Uri broker, Action<IRabbitMqHostConfigurator> configure) => rabbit.Host(broker, host =>
    {
        configure(host);
        if (broker.Scheme != "amqps") return;
        host.UseSsl(tls =>
        {
            tls.ServerName = broker.Host;
            // Whichever versions the system allows.
            tls.Protocol = SslProtocols.None;
            tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable);
        });
    });
}
