using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using QualiPref.Local;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace QualiPref.Complaints.Tests.Sending;

/// <summary>A real mail server on a free port that keeps what it took, and that refuses when it is told to.</summary>
internal sealed class MailPeer : IAsyncDisposable, IMailboxFilter, IMessageStore, IUserAuthenticator
{
    public const string User = "envoi", Password = "un mot de passe d'essai";

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<(string To, MimeMessage Message)> _taken = new();
    private readonly Task _serving;

    private MailPeer(int port, X509Certificate2? certificate)
    {
        Port = port;
        var options = new SmtpServerOptionsBuilder().ServerName("essai.test").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port));
            if (certificate is not null) endpoint.Certificate(certificate).AuthenticationRequired();
        }).Build();
        var services = new ServiceProvider();
        services.Add((IMailboxFilter)this);
        services.Add((IMessageStore)this);
        services.Add((IUserAuthenticator)this);
        _serving = new SmtpServer.SmtpServer(options, services).StartAsync(_end.Token);
    }

    public int Port { get; }

    /// <summary>Whether it takes anything that comes from us.</summary>
    public bool TakesSender { get; set; } = true;

    /// <summary>Says what a recipient is answered when they are named; null takes them.</summary>
    public Func<string, SmtpResponse?> AtRecipient { get; set; } = _ => null;

    /// <summary>Says what is answered to a message of a recipient that came whole; null takes it.</summary>
    public Func<string, SmtpResponse?> AtMessage { get; set; } = _ => null;

    /// <summary>Happens when a message came whole and before it is answered.</summary>
    public Func<string, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    /// <summary>What it took, in the order in which it came.</summary>
    public IReadOnlyList<(string To, MimeMessage Message)> Taken => [.. _taken];

    /// <summary>Starts it.</summary>
    /// <param name="certificate">With one it offers STARTTLS, and takes only from <see cref="User"/>.</param>
    public static async Task<MailPeer> StartAsync(X509Certificate2? certificate = null)
    {
        var peer = new MailPeer(Ports.Choose(0), certificate);
        await Testing.Eventually.HoldsAsync("the mail server listens", async token =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, peer.Port, token);
            return true;
        }, cancellationToken: TestContext.Current.CancellationToken);
        return peer;
    }

    /// <summary>What has the service send through it, or through a line to it.</summary>
    public string[] Settings(int? line = null, string security = "None") =>
    [
        "--QualiPref:Complaints:Mail:Host=localhost", $"--QualiPref:Complaints:Mail:Port={line ?? Port}", $"--QualiPref:Complaints:Mail:Security={security}",
        "--QualiPref:Complaints:Mail:From=ne-pas-repondre@prefecture.test", "--QualiPref:Complaints:Mail:FromName=Préfecture d'essai",
        "--QualiPref:Complaints:Mail:MessagesPerMinute=60000",
    ];

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) =>
        TakesSender ? Task.FromResult(true) : throw new SmtpResponseException(SmtpResponse.MailboxUnavailable);

    public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
        AtRecipient(NameOf(to)) is { } refusal ? throw new SmtpResponseException(refusal) : Task.FromResult(true);

    public async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(buffer.ToArray());
        var message = await MimeMessage.LoadAsync(bytes, cancellationToken);
        var to = NameOf(Assert.Single(transaction.To));
        if (AtMessage(to) is { } refusal) return refusal;
        _taken.Enqueue((to, message));
        await BeforeAnswer(to);
        return SmtpResponse.Ok;
    }

    public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
        Task.FromResult((user, password) == (User, Password));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _end.Dispose();
    }

    private static string NameOf(IMailbox mailbox) => $"{mailbox.User}@{mailbox.Host}";
}
