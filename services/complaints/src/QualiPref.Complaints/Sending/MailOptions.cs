using System.ComponentModel.DataAnnotations;
using MimeKit;

namespace QualiPref.Complaints.Sending;

/// <summary>How the connection to the mail server is protected.</summary>
internal enum MailSecurity
{
    /// <summary>STARTTLS, without which nothing is handed over.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all: for a relay on the same machine or in the same network, and never with a password.</summary>
    None,
}

/// <summary>The mail server that letters are handed over to.</summary>
internal sealed class MailOptions : IValidatableObject
{
    public const string Section = "QualiPref:Complaints:Mail";

    /// <summary>Its name; without one nothing is sent by e-mail and agents bring what they write.</summary>
    public string? Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    public MailSecurity Security { get; init; }

    /// <summary>A PEM file of the authority that signed the server's certificate, when the system does not know it.</summary>
    public string? CaFile { get; init; }

    /// <summary>Whom to be at the server; without one it asks for nobody.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The address that letters come from.</summary>
    public string? From { get; init; }

    /// <summary>The name beside it, such as that of the prefecture.</summary>
    public string? FromName { get; init; }

    /// <summary>The address that answers go to where their site has no mailbox of its own; if not that one, see <see cref="ReplyAddress"/>.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Most letters that a replica hands over in a minute.</summary>
    [Range(1, 60_000)]
    public int MessagesPerMinute { get; init; } = 60;

    /// <summary>From when on in the day of a site letters go, on its working days; receipts go at once. Together with <see cref="ClosesAt"/>.</summary>
    public TimeOnly? OpensAt { get; init; }

    public TimeOnly? ClosesAt { get; init; }

    /// <summary>Whether letters are sent by e-mail.</summary>
    public bool IsConfigured => Host is { Length: > 0 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((OpensAt is null) != (ClosesAt is null) || OpensAt >= ClosesAt)
        {
            yield return Fault("OpensAt and ClosesAt need each other, and the day opens before it closes.");
        }
        if (!IsConfigured) yield break;
        if (!IsAddress(From)) yield return Fault("From has to be an e-mail address when Host is set.");
        if (ReplyTo is { Length: > 0 } && !IsAddress(ReplyTo)) yield return Fault("ReplyTo has to be an e-mail address.");
        if ((User is { Length: > 0 }) != (Password is { Length: > 0 })) yield return Fault("User and Password need each other.");
        if (Security == MailSecurity.None && User is { Length: > 0 }) yield return Fault("A password is not sent over a connection that nothing protects: Security has to be StartTls or Tls.");
        if (CaFile is { Length: > 0 } && !File.Exists(CaFile)) yield return Fault($"CaFile names {CaFile}, which is not there.");
    }

    /// <summary>Whether a text is exactly one address.</summary>
    public static bool IsAddress(string? text) => MailboxAddress.TryParse(text, out var address) && address.Address == text && address.Domain.Length > 0;

    private static ValidationResult Fault(string text) => new($"{Section}: {text}");
}
