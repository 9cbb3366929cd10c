using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using QualiPref.Complaints.Cases.Letters;

namespace QualiPref.Complaints.Sending;

/// <summary>What came of handing a message over.</summary>
/// <param name="State">What the delivery's state becomes: <see cref="DeliveryState.Queued"/> for another attempt.</param>
/// <param name="Fault">One of <see cref="DeliveryFaults"/>.</param>
/// <param name="Cause">What was thrown, where it was no answer of the server: whoever hands over logs it.</param>
internal sealed record Outcome(DeliveryState State, string? Fault = null, Exception? Cause = null);

/// <summary>Speaks to the mail server.</summary>
internal sealed class MailServer(IOptions<MailOptions> options)
{
    private const int PatienceInMilliseconds = 60_000;

    /// <summary>Longest that handing one message over takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Connects, protected as it is configured, and says who we are.</summary>
    public async Task<MailConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var mail = options.Value;
        var client = new MailConnection
        {
            Timeout = PatienceInMilliseconds,
            LocalDomain = new MailboxAddress("", mail.From!).Domain,
        };
        try
        {
            await client.ConnectAsync(mail.Host!, mail.Port, mail.Security, mail.CaFile, cancellationToken);
            // Its parts have no end that could be watched for.
            client.Capabilities &= ~SmtpCapabilities.Chunking;
            if (mail.User is { Length: > 0 } user) await client.AuthenticateAsync(user, mail.Password!, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Why no connection came about.</summary>
    public static string FaultOf(Exception exception) => exception switch
    {
        AuthenticationException or SaslException => DeliveryFaults.AuthRefused,
        // Thrown where STARTTLS is demanded of a server that does not offer it.
        SslHandshakeException or NotSupportedException => DeliveryFaults.TlsFailed,
        _ => DeliveryFaults.Unreachable,
    };
}

/// <summary>A connection to the mail server, over which one message after the other is handed over.</summary>
internal sealed class MailConnection : SmtpClient
{
    private readonly EndOfMessage _end;

    public MailConnection()
        : this(new EndOfMessage())
    {
    }

    private MailConnection(EndOfMessage end)
        : base(end) => _end = end;

    /// <summary>Hands a message over, and tells what is known of it afterwards.</summary>
    /// <remarks>
    /// A server takes a message over when it answers its end (RFC 5321, 4.1.1.4). What fails before that end was written has not arrived and may be tried again; what
    /// fails between the end and the answer may have arrived, and nobody can tell.
    /// </remarks>
    public async Task<Outcome> HandOverAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        _end.Forget();
        try
        {
            await SendAsync(message, cancellationToken);
            return new Outcome(DeliveryState.HandedOver);
        }
        catch (SmtpCommandException refused)
        {
            return (int)refused.StatusCode < 500
                ? new Outcome(DeliveryState.Queued, DeliveryFaults.DeferredByServer)
                // The person's address is well: it is us that the server does not want.
                : refused.ErrorCode == SmtpErrorCode.SenderNotAccepted
                    ? new Outcome(DeliveryState.Queued, DeliveryFaults.SenderRefused)
                    : new Outcome(DeliveryState.Refused, DeliveryFaults.RefusedByServer);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new Outcome(DeliveryState.Queued, DeliveryFaults.AuthRefused);
        }
        catch (NotSupportedException) when (!_end.IsWritten)
        {
            // An address in other letters, at a server that knows only those of ASCII.
            return new Outcome(DeliveryState.Refused, DeliveryFaults.AddressImpossible);
        }
        catch (Exception exception)
        {
            return _end.IsWritten
                ? new Outcome(DeliveryState.Uncertain, DeliveryFaults.ReplyLost, exception)
                : new Outcome(DeliveryState.Queued, DeliveryFaults.ConnectionLost, exception);
        }
    }

    // Asked for where the server offers it: it then says when a message did not arrive further on.
    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) => DeliveryStatusNotification.Failure;

    protected override string GetEnvelopeId(MimeMessage message) => message.MessageId!;

    /// <summary>Sees whether the end of a message was written. MailKit tells what it wrote once it is with the system, so that what it did not tell was not sent whole.</summary>
    private sealed class EndOfMessage : IProtocolLogger
    {
        private const int Length = 5;

        private readonly Queue<byte> _last = new(Length + 1);

        /// <summary>A line with nothing but a dot: no command has one, and in a message it is doubled.</summary>
        public bool IsWritten => _last.SequenceEqual("\r\n.\r\n"u8.ToArray());

        public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

        public void Forget() => _last.Clear();

        public void LogConnect(Uri uri)
        {
        }

        public void LogClient(byte[] buffer, int offset, int count)
        {
            foreach (var one in buffer.AsSpan(offset, count))
            {
                _last.Enqueue(one);
                if (_last.Count > Length) _last.Dequeue();
            }
        }

        public void LogServer(byte[] buffer, int offset, int count)
        {
        }

        public void Dispose()
        {
        }
    }
}
