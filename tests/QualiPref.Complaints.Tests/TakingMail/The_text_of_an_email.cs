using System.Text;
using MimeKit;
using QualiPref.Complaints.TakingMail;

namespace QualiPref.Complaints.Tests.TakingMail;

public sealed class The_text_of_an_email
{
    [Fact]
    public void Is_the_plain_text_where_there_is_one()
    {
        var mail = new MimeMessage { Body = new MultipartAlternative { new TextPart("plain") { Text = "Bonjour" }, new TextPart("html") { Text = "<p>Autre chose</p>" } } };

        Assert.Equal("Bonjour", MailText.Of(mail).Text);
    }

    [Theory]
    [InlineData("<p>Une  ligne<br>une autre</p><p>Un &amp; deux &#233;t&eacute;s</p>", "Une ligne\nune autre\n\nUn & deux étés")]
    [InlineData("<html><head><title>x</title><style>p{color:red}</style></head><body><script>alert(1)</script>Seul</body></html>", "Seul")]
    [InlineData("<ul><li>un</li><li>deux</li></ul>", "- un\n- deux")]
    [InlineData("<img src=\"http://ailleurs.test/pixel.gif\"><div>Texte</div>", "Texte")]
    [InlineData("<p>jamais fermé <b>gras", "jamais fermé gras")]
    [InlineData("", "")]
    public void Is_else_that_of_the_html_with_nothing_of_its_machinery(string html, string expected) =>
        Assert.Equal(expected, MailText.Of(new MimeMessage { Body = new TextPart("html") { Text = html } }).Text);

    [Theory]
    [InlineData("Oui.\n\nLe 3 juillet, X a écrit :\n> Non ?\n> Si.", "Oui.", "Le 3 juillet, X a écrit :\n> Non ?\n> Si.")]
    [InlineData("Yes.\n\nOn 3 July, a very long name\nwrote:\n\n> No?", "Yes.", "On 3 July, a very long name\nwrote:\n\n> No?")]
    [InlineData("Oui.\n\n-----Message d'origine-----\nDe : X\nNon ?", "Oui.", "-----Message d'origine-----\nDe : X\nNon ?")]
    [InlineData("Oui.\n________________________________\nDe : X", "Oui.", "________________________________\nDe : X")]
    public void Keeps_what_is_repeated_apart(string text, string written, string quoted) =>
        Assert.Equal((written, quoted), (Of(text).Text, Of(text).Quoted));

    [Theory]
    [InlineData("X a écrit :\n> Quel jour ?\nLe 2 juillet.\n> Quel guichet ?\nLe 4.")]
    [InlineData("-----Message transféré-----\nDe : X\nVoyez ceci.")]
    [InlineData("Le problème reste.\nMerci d'y regarder.")]
    public void Leaves_together_what_belongs_together(string text) => Assert.Equal((text, null), (Of(text).Text, Of(text).Quoted));

    [Fact]
    public void Quotes_what_the_html_quotes()
    {
        var text = MailText.Of(new MimeMessage { Body = new TextPart("html") { Text = "<p>Oui.</p><div>Le 3 juillet, X a écrit&nbsp;:</div><blockquote><p>Non ?</p><p>Si.</p></blockquote>" } });

        Assert.Equal("Oui.", text.Text);
        Assert.Contains("> Non ?", text.Quoted, StringComparison.Ordinal);
        Assert.Contains("> Si.", text.Quoted, StringComparison.Ordinal);
    }

    // As many marks before each line as there are quotations around it would be some ten million characters.
    [Fact]
    public void Stays_about_as_long_as_its_html_whatever_it_quotes()
    {
        var html = string.Concat(Enumerable.Repeat("<blockquote>x<br>", 3_000));

        var text = MailText.Of(new MimeMessage { Body = new TextPart("html") { Text = html } });

        Assert.InRange(text.Text.Length + (text.Quoted?.Length ?? 0), 6_000, 10 * html.Length);
    }

    [Theory]
    [InlineData("iso-8859-1", "Préfecture, été")]
    [InlineData("windows-1252", "« 10 € »")]
    [InlineData("utf-8", "Échéance")]
    public void Is_read_in_the_writing_that_it_names(string charset, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] raw = [.. Encoding.ASCII.GetBytes($"From: quelquun@example.test\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"), .. Encoding.GetEncoding(charset).GetBytes(text)];

        Assert.Equal(text, Of(raw));
    }

    [Fact]
    public void In_a_writing_that_nobody_knows_is_still_text() =>
        Assert.Contains("Bonjour", Of([.. "From: quelquun@example.test\r\nContent-Type: text/plain; charset=klingon\r\n\r\nBonjour"u8]), StringComparison.Ordinal);

    [Fact]
    public void Has_no_marks_that_turn_lines_round_and_no_controls() => Assert.Equal("factureexe.pdf", Of("facture\u202Eexe.pdf\u0007\0").Text);

    private static MailText Of(string text) => MailText.Of(new MimeMessage { Body = new TextPart("plain") { Text = text } });

    private static string Of(byte[] raw)
    {
        using var bytes = new MemoryStream(raw);
        using var mail = MimeMessage.Load(bytes, TestContext.Current.CancellationToken);
        return MailText.Of(mail).Text;
    }
}
