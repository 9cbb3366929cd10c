using System.ComponentModel.DataAnnotations;
using System.Net;
using QualiPref.Complaints.Sending;

namespace QualiPref.Complaints.TakingMail;

/// <summary>The mailboxes whose e-mails become cases. Section <c>QualiPref:Complaints</c>.</summary>
internal sealed class MailboxesOptions : IValidatableObject
{
    public const string Section = "QualiPref:Complaints";

    /// <summary>One for each folder of a mail server that is looked into; none takes no mail in.</summary>
    public IReadOnlyList<MailboxOptions> Mailboxes { get; init; } = [];

    /// <summary>How long a mailbox rests between two looks.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan MailboxInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most e-mails of one address that are taken in within 24 hours: two machines that answer each other end there.</summary>
    [Range(1, 1_000)]
    public int MailsOfAnAddress { get; init; } = 10;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Mailboxes.SelectMany((mailbox, number) => mailbox.Faults().Select(fault =>
        new ValidationResult($"{Section}:Mailboxes:{number}: {fault}")));
}

/// <summary>A folder of a mail server, read by IMAP.</summary>
internal sealed class MailboxOptions
{
    /// <summary>Code of the site that its e-mails are for.</summary>
    public string Site { get; init; } = "";

    public string Host { get; init; } = "";

    public int Port { get; init; } = 993;

    public MailSecurity Security { get; init; } = MailSecurity.Tls;

    /// <summary>A PEM file of the authority that signed the server's certificate, when the system does not know it.</summary>
    public string? CaFile { get; init; }

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The folder that e-mails arrive in; whatever stands in it is taken in and moved.</summary>
    public string Folder { get; init; } = "INBOX";

    private bool IsOnThisMachine => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>What is wrong with it.</summary>
    public IEnumerable<string> Faults()
    {
        if (Site.Length == 0) yield return "Site has to be the code of a site.";
        if (Host.Length == 0) yield return "Host has to be the name of a mail server.";
        if (Port is < 1 or > 65535) yield return "Port has to be between 1 and 65535.";
        if (User.Length == 0 || Password.Length == 0) yield return "User and Password are needed.";
        if (Security == MailSecurity.None && !IsOnThisMachine) yield return "A password is not sent over a connection that nothing protects: Security has to be Tls or StartTls, but on this machine.";
        if (Folder.Length == 0) yield return "Folder has to name a folder, such as INBOX.";
        if (CaFile is { Length: > 0 } && !File.Exists(CaFile)) yield return $"CaFile names {CaFile}, which is not there.";
    }
}
