using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Text;

namespace QualiPref.Complaints.TakingMail;

/// <summary>What stands in an e-mail to be read: what its writer wrote, and apart from it what it repeats of others.</summary>
/// <param name="Text">What is new.</param>
/// <param name="Quoted">What is repeated; null without any.</param>
internal sealed partial record MailText(string Text, string? Quoted)
{
    // What somebody wrote is a thousand times shorter, and each step of reading it takes a copy.
    private const int LongestRead = 1_000_000;

    /// <summary>Whether it is all that stands in the e-mail.</summary>
    public bool IsWhole { get; private init; } = true;

    /// <summary>Reads the plain text, or without one the HTML; nothing is loaded from elsewhere.</summary>
    public static MailText Of(MimeMessage mail)
    {
        var plain = TextOf(mail, part => part.IsPlain);
        var text = string.IsNullOrWhiteSpace(plain) ? HtmlText.Of(TextOf(mail, part => part.IsHtml) ?? "", LongestRead) : plain;
        return Split(Clean(text.Length < LongestRead ? text : text[..LongestRead])) with { IsWhole = text.Length < LongestRead };
    }

    /// <summary>A text on one line without what controls how it is shown, at most so long.</summary>
    public static string OneLine(string? text, int longest)
    {
        var line = string.Join(' ', Clean(text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : line[..(char.IsHighSurrogate(line[longest - 2]) ? longest - 2 : longest - 1)] + "…";
    }

    private static string? TextOf(MimeMessage mail, Func<TextPart, bool> isWanted)
    {
        // A file of text that hangs on the mail is not what was written.
        var part = mail.BodyParts.OfType<TextPart>().FirstOrDefault(one => !one.IsAttachment && isWanted(one));
        if (part is null) return null;
        return part.IsFlowed ? new FlowedToText().Convert(part.Text) : part.Text;
    }

    // The line that introduces a quotation, or the rule that programs draw above one.
    private static MailText Split(string text)
    {
        var lines = text.Split('\n');
        var begin = Array.FindIndex(lines, line => Rule().IsMatch(line));
        var introduced = Array.FindIndex(lines, line => line.StartsWith('>'));
        if (begin < 0 && introduced >= 0)
        {
            // Who answers between the lines of another has written there too.
            if (lines.Skip(introduced).Any(line => line.Length > 0 && !line.StartsWith('>'))) return new MailText(text, null);
            begin = IntroductionOf(lines, introduced);
        }
        if (begin < 0) return new MailText(text, null);
        var written = string.Join('\n', lines[..begin]).Trim();
        // Who forwards something without a word means that.
        return written.Length == 0 ? new MailText(text, null) : new MailText(written, string.Join('\n', lines[begin..]).Trim());
    }

    // « Le 3 juillet …, Préfecture a écrit : », which programs break after eighty characters.
    private static int IntroductionOf(string[] lines, int quoted)
    {
        var at = quoted;
        while (at > 0 && lines[at - 1].Length == 0) at--;
        if (at == 0 || !Wrote().IsMatch(lines[at - 1])) return quoted;
        at--;
        return at > 0 && !On().IsMatch(lines[at]) && On().IsMatch(lines[at - 1]) ? at - 1 : at;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var one in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            // Marks that turn the direction of a line show another text than the one that is written.
            if (one.Value is '\n' or '\t' || (!Rune.IsControl(one) && one.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF))) clean.Append(one.ToString());
        }
        return Gaps().Replace(string.Join('\n', clean.ToString().Split('\n').Select(line => line.TrimEnd())), "\n\n").Trim();
    }

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex Gaps();

    [GeneratedRegex(@"\A\s*(-{3,}\s*(Message d['’]origine|Message original|Message transféré|Original Message|Forwarded message)\s*-{3,}|_{20,})\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rule();

    [GeneratedRegex(@"\A(Le|On|El|Em) ", RegexOptions.CultureInvariant)]
    private static partial Regex On();

    [GeneratedRegex(@"(écrit|wrote|escribió|escreveu)\s*:\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wrote();
}
