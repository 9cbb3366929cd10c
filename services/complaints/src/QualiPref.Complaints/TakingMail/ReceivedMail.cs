using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.TakingMail;

/// <summary>What a person's e-mail says, as far as a case needs it.</summary>
internal sealed partial record ReceivedMail
{
    private const int LongestSubject = 200, LongestName = 200, MostReferences = 5, MostAnswers = 50;

    private static readonly Guid Space = new("7d0f4c52-3f0e-4b55-9a53-3a4bb7f0a6c1");

    /// <summary>Address that it came from; null where it names none that could be answered.</summary>
    public string? From { get; private init; }

    public string? Name { get; private init; }

    public string? Subject { get; private init; }

    /// <summary>What was written, at most as long as what is filed.</summary>
    public required string Text { get; init; }

    public string? Quoted { get; private init; }

    /// <summary>Whether more was written than is filed.</summary>
    public bool IsCut { get; private init; }

    /// <summary>All that was written, where that is so; null where it is longer than what is read of an e-mail.</summary>
    public string? Uncut { get; private init; }

    /// <summary>Its files.</summary>
    public required IReadOnlyList<MimePart> Files { get; init; }

    /// <summary>Files that were left where they are.</summary>
    public required IReadOnlyList<LeftFile> Left { get; init; }

    /// <summary>What it is known by when it comes again.</summary>
    public required string Key { get; init; }

    /// <summary>Letters of ours that it may answer, by the deliveries that their e-mails bear.</summary>
    public required IReadOnlyList<Guid> Answers { get; init; }

    /// <summary>References of cases in its subject.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>The text as it is filed.</summary>
    /// <param name="notes">What was not taken over, in words: it stands below.</param>
    public string? With(string notes) => (Text.Length, notes.Length) switch
    {
        (0, 0) => null,
        (0, _) => notes,
        (_, 0) => Text,
        _ => $"{Text}\n\n{notes}",
    };

    /// <summary>How to reach the person; null makes a case without one.</summary>
    public Contact? Contact => From is null ? null : new Contact { Name = Name, Email = From };

    /// <summary>Reads an e-mail.</summary>
    /// <param name="mail">The e-mail.</param>
    /// <param name="left">Files of it that were left where it is.</param>
    public static ReceivedMail Of(MimeMessage mail, IReadOnlyList<LeftFile> left)
    {
        var written = MailText.Of(mail);
        var from = mail.From.Mailboxes.FirstOrDefault();
        var subject = MailText.OneLine(mail.Subject, LongestSubject);
        var (files, others) = FilesOf(mail);
        return new ReceivedMail
        {
            From = from is { Address: { } address } && FilingReader.IsAddress(address) ? address : null,
            Name = MailText.OneLine(from?.Name, LongestName) is { Length: > 0 } name ? name : null,
            Subject = subject.Length > 0 ? subject : null,
            Text = Cut(written.Text),
            Quoted = written.Quoted is { } quoted ? Cut(quoted) : null,
            IsCut = !written.IsWhole || written.Text.Length > PersonMessage.LongestText,
            Uncut = written.IsWhole && written.Text.Length > PersonMessage.LongestText ? written.Text : null,
            Files = files,
            Left = [.. left, .. others],
            Key = mail.MessageId is { Length: > 0 } id ? id : Digest(mail.Headers[HeaderId.Date], mail.From.ToString(), mail.Subject, written.Text),
            // What is answered stands last among the references.
            Answers = [.. new[] { mail.InReplyTo }.Concat(mail.References.Reverse()).OfType<string>().Select(DeliveryOf).OfType<Guid>().Distinct().Take(MostAnswers)],
            References = [.. Reference().Matches(subject).Select(found => found.Value.ToUpperInvariant()).Distinct().Take(MostReferences)],
        };
    }

    /// <summary>The delivery whose e-mail bears a Message-ID; null when it is none of ours.</summary>
    public static Guid? DeliveryOf(string messageId) => Guid.TryParseExact(messageId.Trim('<', '>', ' ').Split('@')[0], "N", out var id) ? id : null;

    /// <summary>
    /// What a case or a message of it is called, in the order in which they are tried: by its Message-ID, and by its content too where another e-mail has that Message-ID.
    /// </summary>
    /// <param name="place">
    /// Code of the site that it is for: written to several, it is a case of each. Of a message the reference of its case, which stays where the site does not.
    /// </param>
    public IEnumerable<Guid> IdsIn(string place) => [Uuid5.Create(Space, $"{place}\n{Key}"), Uuid5.Create(Space, $"{place}\n{Key}\n{Digest(From, Subject, Text)}")];

    /// <summary>Whether what is stored under one of its ids was made of it.</summary>
    public bool Is(string? subject, string? text, string? from) => subject == Subject && from == From && (text ?? "").StartsWith(Text, StringComparison.Ordinal);

    private static string Cut(string text) => text.Length <= PersonMessage.LongestText
        ? text
        : text[..(char.IsHighSurrogate(text[PersonMessage.LongestText - 1]) ? PersonMessage.LongestText - 1 : PersonMessage.LongestText)];

    // What a program draws into its text, such as a logo, is none of the files that a person sends along.
    private static (List<MimePart> Files, List<LeftFile> Others) FilesOf(MimeMessage mail)
    {
        var (files, others) = (new List<MimePart>(), new List<LeftFile>());
        using var parts = new MimeIterator(mail);
        while (parts.MoveNext())
        {
            if (parts.Current is MimePart { Content: not null } part && (part.IsAttachment || (part.FileName is not null && parts.Parent is not MultipartRelated))) files.Add(part);
            else if (parts.Current is MessagePart) others.Add(new LeftFile(parts.Current.ContentDisposition?.FileName ?? "message.eml", null));
        }
        return (files, others);
    }

    private static string Digest(params IEnumerable<string?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u0001', parts))));

    [GeneratedRegex(@"\b[0-9][0-9AB][0-9]?-[A-Z0-9-]+-[0-9]{4}-[0-9]{6,}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
