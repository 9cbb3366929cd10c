using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using MimeKit;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.TakingMail;

/// <summary>A real IMAP server, Debian's dovecot, on a free port with folders of its own; one for all tests of a class, with a mailbox for each.</summary>
public sealed class MailStore : IAsyncLifetime
{
    private const string Password = "un-mot-de-passe-d-essai";

    // It keeps mail as a user that is not root and refuses to be one: that user has to reach its folders, as nobody else reaches those of a test.
    private readonly string _folder = Path.Combine(Environment.IsPrivilegedProcess ? "/var/tmp" : Path.GetTempPath(), $"qualipref-mail-{Guid.NewGuid():N}");
    private readonly int _port = Ports.Choose(0), _protectedPort = Ports.Choose(0);
    private Process _server = null!;
    private int _users;

    public async ValueTask InitializeAsync()
    {
        var (user, login) = Environment.IsPrivilegedProcess ? ("dovecot", "dovenull") : (Environment.UserName, Environment.UserName);
        Directory.CreateDirectory(In("mail"));
        File.SetUnixFileMode(In("mail"), (UnixFileMode)Convert.ToInt32("777", 8));
        using (var certificate = SelfSigned.Certificate())
        using (var key = certificate.GetECDsaPrivateKey()!)
        {
            await File.WriteAllTextAsync(CaFile, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(In("key.pem"), key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        }
        await File.WriteAllTextAsync(In("dovecot.conf"), $$"""
            base_dir = {{In("run")}}
            state_dir = {{In("state")}}
            log_path = {{In("log")}}
            protocols = imap
            listen = 127.0.0.1
            ssl = yes
            ssl_cert = <{{CaFile}}
            ssl_key = <{{In("key.pem")}}
            disable_plaintext_auth = no
            default_internal_user = {{user}}
            default_login_user = {{login}}
            mail_uid = {{user}}
            mail_gid = {{user}}
            first_valid_uid = 1
            mail_location = maildir:{{In("mail")}}/%u
            passdb {
              driver = static
              args = password={{Password}}
            }
            userdb {
              driver = static
              args = home={{In("mail")}}/%u
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{_port}}
              }
              inet_listener imaps {
                port = {{_protectedPort}}
                ssl = yes
              }
            }
            service anvil {
              chroot =
            }
            namespace inbox {
              inbox = yes
              separator = /
            }
            """, TestContext.Current.CancellationToken);
        _server = Process.Start(new ProcessStartInfo("/usr/sbin/dovecot", ["-F", "-c", In("dovecot.conf")]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("dovecot does not start: scripts/setup --tests installs it.");
        await Eventually.HoldsAsync("the mail store listens", async token =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, token);
            return true;
        }, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // To be told to end, and not killed: it ends its own processes then.
        using (var kill = Process.Start("kill", [_server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(CancellationToken.None);
        await _server.WaitForExitAsync(CancellationToken.None);
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Its certificate, which no known authority signed; it is of <c>localhost</c>.</summary>
    internal string CaFile => In("certificate.pem");

    private string In(string name) => Path.Combine(_folder, name);

    /// <summary>A mailbox that nobody has used yet.</summary>
    /// <param name="site">The site that its mail is for.</param>
    internal TestMailbox NewMailbox(string site = "91-EVRY")
    {
        var user = $"boite{Interlocked.Increment(ref _users)}@prefecture.test";
        return new TestMailbox(_port, _protectedPort, Path.Combine(In("mail"), user), user, Password, site);
    }
}

/// <summary>A mailbox of the store, as a test sees it.</summary>
internal sealed class TestMailbox(int port, int protectedPort, string folder, string user, string password, string site)
{
    /// <summary>What has the service look into it, often.</summary>
    /// <param name="line">Port of a line to it.</param>
    public string[] Settings(int? line = null) =>
    [
        $"--QualiPref:Complaints:Mailboxes:0:Site={site}", "--QualiPref:Complaints:Mailboxes:0:Host=127.0.0.1", $"--QualiPref:Complaints:Mailboxes:0:Port={line ?? port}",
        "--QualiPref:Complaints:Mailboxes:0:Security=None", $"--QualiPref:Complaints:Mailboxes:0:User={user}", $"--QualiPref:Complaints:Mailboxes:0:Password={password}",
        "--QualiPref:Complaints:MailboxInterval=00:00:00.1",
    ];

    /// <summary>The same over a protected line, for which the server has to be called by its name.</summary>
    /// <param name="security">How it is protected: from the first byte or later.</param>
    /// <param name="more">Further settings of the mailbox.</param>
    public string[] ProtectedSettings(string security, params (string Name, string Value)[] more) =>
    [
        .. Settings(), "--QualiPref:Complaints:Mailboxes:0:Host=localhost", $"--QualiPref:Complaints:Mailboxes:0:Port={(security == "Tls" ? protectedPort : port)}",
        $"--QualiPref:Complaints:Mailboxes:0:Security={security}", .. more.Select(one => $"--QualiPref:Complaints:Mailboxes:0:{one.Name}={one.Value}"),
    ];

    public int Port => port;

    /// <summary>Puts an e-mail in as it was sent.</summary>
    public Task PutAsync(MimeMessage message, DateTimeOffset? at = null) => WithAsync(async client => await client.Inbox!.AppendAsync(message, MessageFlags.None, at ?? Sample.Now, TestContext.Current.CancellationToken));

    /// <summary>Puts bytes in that need not be an e-mail, as a server does that asks nothing.</summary>
    public async Task DropAsync(byte[] raw)
    {
        // The mailbox has its folders from its first use on.
        await CountAsync("INBOX");
        var name = $"{Guid.NewGuid():N}.essai";
        await File.WriteAllBytesAsync(Path.Combine(folder, "tmp", name), raw, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(folder, "tmp", name), (UnixFileMode)Convert.ToInt32("666", 8));
        File.Move(Path.Combine(folder, "tmp", name), Path.Combine(folder, "new", name));
    }

    /// <summary>How many e-mails a folder has; none where it is not there yet.</summary>
    public Task<int> CountAsync(string folder) => WithAsync(async client =>
    {
        var place = folder == "INBOX" ? client.Inbox! : await client.GetFolderAsync(folder, TestContext.Current.CancellationToken);
        await place.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
        return (await place.SearchAsync(SearchQuery.All, TestContext.Current.CancellationToken)).Count;
    });

    /// <summary>Waits until its folder of arrival is empty and others hold what is expected.</summary>
    public async Task BecomesAsync(string folder, int number)
    {
        await Eventually.ReadsAsync("all e-mails are taken", _ => CountAsync("INBOX"), count => count == 0, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(number, await CountAsync(folder));
    }

    private async Task<T> WithAsync<T>(Func<ImapClient, Task<T>> use)
    {
        using var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.None, TestContext.Current.CancellationToken);
        await client.AuthenticateAsync(user, password, TestContext.Current.CancellationToken);
        var result = await use(client);
        await client.DisconnectAsync(true, TestContext.Current.CancellationToken);
        return result;
    }

    private Task<bool> WithAsync(Func<ImapClient, Task> use) => WithAsync(async client =>
    {
        await use(client);
        return true;
    });
}
