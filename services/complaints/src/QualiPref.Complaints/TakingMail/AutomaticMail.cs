using MimeKit;

namespace QualiPref.Complaints.TakingMail;

/// <summary>Tells what machines write from what people write (RFC 3834 and what programs do beside it): nobody is answered who would answer by himself.</summary>
internal static class AutomaticMail
{
    private static readonly string[] Precedences = ["bulk", "list", "junk", "auto_reply"];

    private static readonly string[] Machines = ["mailer-daemon", "postmaster"];

    /// <summary>Whether a machine wrote it.</summary>
    /// <param name="mail">The e-mail.</param>
    /// <param name="own">Addresses that this service writes from or reads.</param>
    public static bool Is(MimeMessage mail, IReadOnlyCollection<string> own)
    {
        var submitted = Value(mail, HeaderId.AutoSubmitted);
        // Parameters may follow the word.
        if (submitted.Length > 0 && !submitted.Split(';')[0].Trim().Equals("no", StringComparison.OrdinalIgnoreCase)) return true;
        if (Precedences.Contains(Value(mail, HeaderId.Precedence).ToLowerInvariant())) return true;
        if (mail.Headers.Contains(HeaderId.ListId) || mail.Headers.Contains("X-Auto-Response-Suppress")) return true;
        if (mail.Headers.Contains(HeaderId.ReturnPath) && Value(mail, HeaderId.ReturnPath).Trim('<', '>', ' ').Length == 0) return true;
        if (mail.Body is MultipartReport) return true;
        return mail.From.Mailboxes.Any(from => own.Contains(from.Address, StringComparer.OrdinalIgnoreCase)
            || Machines.Contains(from.LocalPart.ToLowerInvariant()));
    }

    private static string Value(MimeMessage mail, HeaderId header) => mail.Headers[header]?.Trim() ?? "";
}
