using System.Net;
using System.Text;
using MimeKit;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Templates;

namespace QualiPref.Complaints.Sending;

/// <summary>Makes the e-mail of a letter: its text, and the same as HTML for programs that prefer it.</summary>
internal static class LetterMail
{
    private static readonly string[] RightToLeft = ["ar", "fa", "he", "ur"];

    /// <summary>The message; null when no server could deliver to the address.</summary>
    /// <param name="due">The letter and the address.</param>
    /// <param name="mail">Who sends it.</param>
    /// <param name="reply">Where answers go; null for where it comes from.</param>
    /// <param name="now">The instant that it bears.</param>
    public static MimeMessage? Make(DueLetter due, MailOptions mail, string? reply, DateTimeOffset now)
    {
        // Exactly this address: what MimeKit reads beside it, such as a name or a second address, was not meant.
        if (!MailboxAddress.TryParse(due.Delivery.To, out var to) || to.Address != due.Delivery.To || to.Address.Any(char.IsControl)) return null;
        var from = new MailboxAddress(OneLine(mail.FromName ?? ""), mail.From!);
        var message = new MimeMessage
        {
            // The same at every attempt: a server that has it already may know it again.
            MessageId = $"{due.Delivery.Id:N}@{from.Domain}",
            Date = now,
            Subject = OneLine(due.Letter.Subject),
            Body = BodyOf(due, from.Name is { Length: > 0 } name ? name : from.Address),
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress("", to.Address));
        if (reply is not null) message.ReplyTo.Add(new MailboxAddress("", reply));
        message.Body.Headers.Add(HeaderId.ContentLanguage, due.Letter.Language);
        // Nobody wrote it, so that no program answers it (RFC 3834).
        if (due.Letter.Kind == Letter.Receipt) message.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    private static MultipartAlternative BodyOf(DueLetter due, string sender)
    {
        var text = due.Letter.Body.ReplaceLineEndings("\n").Trim();
        var direction = RightToLeft.Contains(due.Letter.Language) ? "rtl" : "ltr";
        var html = new StringBuilder(
            $"<!DOCTYPE html><html lang=\"{Encode(due.Letter.Language)}\" dir=\"{direction}\"><head><meta charset=\"utf-8\"><title>{Encode(due.Letter.Subject)}</title></head><body>");
        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            html.Append("<p>").Append(Encode(paragraph).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>");
        }
        var reference = LetterWords.Fill(LetterWords.Of(due.Letter.Language).Reference, due.Letter.Language, due.Reference);
        html.Append("<p>").Append(Encode(sender)).Append("<br>").Append(Encode(reference)).Append("</p></body></html>");
        return new MultipartAlternative
        {
            new TextPart("plain") { Text = $"{text}\n\n-- \n{sender}\n{reference}\n" },
            new TextPart("html") { Text = html.ToString() },
        };
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    // A header has no second line: what a person wrote cannot become one.
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
