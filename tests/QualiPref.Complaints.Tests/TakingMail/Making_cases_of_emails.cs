using System.Text;
using MimeKit;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.TakingMail;

public sealed class Making_cases_of_emails(RealEngine engine, MailStore store) : IClassFixture<MailStore>, IAsyncLifetime
{
    private TestMailbox _mailbox = null!;
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync()
    {
        _mailbox = store.NewMailbox();
        _service = await RunningComplaints.StartAsync(engine, _mailbox.Settings());
        _service.Time.Set(new DateOnly(2026, 7, 3));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Files_what_a_person_writes_as_any_filing_and_gives_a_receipt()
    {
        await _mailbox.PutAsync(Sample.Mail());
        await _mailbox.BecomesAsync("Traités", 1);

        var known = await _service.OnlyCaseAsync();
        Assert.Equal(("91-EVRY", "email", "complaint", "2026-07-03"), (known.Body.Text("site"), known.Body.Text("channel"), known.Body.Text("kind"), known.Body.Text("receivedOn")));
        Assert.Equal(("Attente au guichet", "Deux heures d'attente le 2 juillet."), (known.Body.Text("subject"), known.Body.Text("text")));
        Assert.Equal((Sample.Person, "Personne d'essai"), (known.Body["contact"]!.Text("email"), known.Body["contact"]!.Text("name")));
        Assert.Equal("acknowledged", known.Body.Text("status"));
        Assert.Contains("Votre demande a été reçue le 3 juillet 2026", known.Body.List("letters")[0]!.Text("body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_email_three_times_is_one_case()
    {
        var mail = Sample.Mail();
        for (var time = 0; time < 3; time++) await _mailbox.PutAsync(mail, Sample.Now.AddHours(time));
        await _mailbox.BecomesAsync("Traités", 3);

        await _service.OnlyCaseAsync();
    }

    [Fact]
    public async Task An_email_without_a_number_is_known_again_by_what_it_says()
    {
        var mail = Sample.Mail();
        mail.Headers.Remove(HeaderId.MessageId);
        for (var time = 0; time < 2; time++) await _mailbox.PutAsync(mail, Sample.Now.AddHours(time));
        await _mailbox.BecomesAsync("Traités", 2);

        await _service.OnlyCaseAsync();
    }

    [Fact]
    public async Task Another_email_under_a_number_that_was_used_is_not_lost()
    {
        await _mailbox.PutAsync(Sample.Mail(text: "Une demande.", id: "le-meme@exemple.test"));
        await _mailbox.PutAsync(Sample.Mail(text: "Une autre demande.", id: "le-meme@exemple.test"));
        await _mailbox.BecomesAsync("Traités", 2);

        Assert.Equal(2, (await _service.CasesAsync()).Count);
    }

    [Fact]
    public async Task Counts_reception_from_the_day_on_which_the_server_took_it_whatever_its_sender_says()
    {
        var mail = Sample.Mail();
        mail.Date = Sample.Now.AddYears(-3);
        await _mailbox.PutAsync(mail, new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.Zero));
        await _mailbox.BecomesAsync("Traités", 1);

        // Half past midnight at the site.
        Assert.Equal("2026-07-02", (await _service.OnlyCaseAsync()).Body.Text("receivedOn"));
    }

    [Fact]
    public async Task Keeps_a_formula_and_a_second_header_in_a_subject_as_text()
    {
        var mail = Sample.Mail();
        mail.Headers.Replace(new Header(Encoding.UTF8, HeaderId.Subject, "=HYPERLINK(\"http://exemple.test\";\"x\")\r\nBcc: autre@example.test\u202E"));
        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Traités", 1);

        var known = await _service.OnlyCaseAsync();
        Assert.StartsWith("=HYPERLINK(\"http://exemple.test\";\"x\")", known.Body.Text("subject"), StringComparison.Ordinal);
        Assert.DoesNotContain(known.Body.Text("subject")!, char.IsControl);
        Assert.DoesNotContain('\u202E', known.Body.Text("subject")!);
    }

    [Fact]
    public async Task A_crowd_of_words_is_cut_and_kept_whole_beside_it()
    {
        await _mailbox.PutAsync(Sample.Mail(text: new string('a', 12_000)));
        await _mailbox.BecomesAsync("Traités", 1);

        var known = await _service.OnlyCaseAsync();
        Assert.Equal(new string('a', 10_000) + "\n\n[Ce courriel est plus long que ce qui peut être montré ici. Son texte entier est joint : courriel.txt.]", known.Body.Text("text"));
        var file = Assert.Single(known.Body.List("attachments"))!;
        Assert.Equal(("courriel.txt", 12_000), (file.Text("name"), file.Number("bytes")));
    }

    [Theory]
    [InlineData("plain", "a")]
    [InlineData("html", "<p>a")]
    public async Task What_nobody_can_have_written_is_read_as_far_as_that_and_is_in_the_mailbox(string kind, string text)
    {
        var mail = Sample.Mail();
        mail.Body = new TextPart(kind) { Text = string.Concat(Enumerable.Repeat(text, 1_200_000)) };
        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Traités", 1);

        var known = await _service.OnlyCaseAsync();
        Assert.EndsWith("\n\n[Ce courriel est plus long que ce qui peut être montré ici. L'original est dans la boîte aux lettres, dossier « Traités ».]", known.Body.Text("text"), StringComparison.Ordinal);
        Assert.Empty(known.Body.List("attachments"));
    }

    [Fact]
    public async Task An_email_of_forty_megabytes_is_filed_and_says_which_file_stayed_behind()
    {
        await _mailbox.PutAsync(Sample.Mail().WithFiles(("vidéo.mp4", new byte[30_000_000])));
        await _mailbox.BecomesAsync("Traités", 1);

        var text = (await _service.OnlyCaseAsync()).Body.Text("text")!;
        Assert.StartsWith("Deux heures d'attente le 2 juillet.\n\n[Pièce jointe non reprise : « vidéo.mp4 »", text, StringComparison.Ordinal);
        Assert.Contains("dossier « Traités »", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_files_over_as_those_of_a_form_and_says_of_others_why_not()
    {
        var program = new byte[2_000];
        "MZ"u8.CopyTo(program);
        var mail = Sample.Mail().WithFiles(("convocation.pdf", "%PDF-1.4\n%\u00e2\u00e3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"u8.ToArray()), ("photo.jpg", program), ("vidéo.pdf", new byte[11 * 1024 * 1024]));
        await _mailbox.PutAsync(mail);
        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Traités", 2);

        var known = await _service.OnlyCaseAsync();
        var file = Assert.Single(known.Body.List("attachments"))!;
        Assert.Equal(("convocation.pdf", "application/pdf", "mail"), (file.Text("name"), file.Text("mediaType"), file.Text("from")));
        var lines = known.Body.Text("text")!.Split('\n');
        Assert.Equal("Deux heures d'attente le 2 juillet.", lines[0]);
        Assert.StartsWith("[Pièce jointe non reprise : « photo.jpg » (2 ko). Ce fichier n'est ni un PDF", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("[Pièce jointe non reprise : « vidéo.pdf » (12 Mo). Ce fichier est trop volumineux", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Auto-Submitted", "auto-replied")]
    [InlineData("Precedence", "bulk")]
    [InlineData("List-Id", "<annonces.exemple.test>")]
    [InlineData("X-Auto-Response-Suppress", "All")]
    [InlineData("Return-Path", "<>")]
    public async Task What_a_machine_writes_is_no_case_and_is_not_answered(string header, string value)
    {
        await _mailbox.PutAsync(Sample.Mail("Absence").With(header, value));
        await _mailbox.PutAsync(Sample.Mail("Une vraie demande").With("Auto-Submitted", "no"));
        await _mailbox.BecomesAsync("Automatiques", 1);

        Assert.Equal("Une vraie demande", (await _service.OnlyCaseAsync()).Body.Text("subject"));
    }

    [Fact]
    public async Task Two_machines_that_answer_each_other_end_after_ten_emails()
    {
        for (var number = 0; number < 13; number++) await _mailbox.PutAsync(Sample.Mail($"Re: {number}"));
        await _mailbox.BecomesAsync("Limite", 3);

        Assert.Equal(10, (await _service.CasesAsync()).Count);
        Assert.Equal(10, await _mailbox.CountAsync("Traités"));
        _service.Time.Advance(TimeSpan.FromDays(1.1));
        await _mailbox.PutAsync(Sample.Mail("Le lendemain"));
        await _mailbox.BecomesAsync("Traités", 11);
    }

    [Fact]
    public async Task What_cannot_be_read_is_put_aside_as_it_is_and_keeps_no_other_waiting()
    {
        await _mailbox.DropAsync("\0\u0001 ceci n'est pas un courriel"u8.ToArray());
        await _mailbox.PutAsync(Sample.Mail("Après les autres"));
        await _mailbox.BecomesAsync("Illisibles", 1);

        Assert.Equal("Après les autres", (await _service.OnlyCaseAsync()).Body.Text("subject"));
    }

    [Fact]
    public async Task What_is_broken_is_a_case_all_the_same()
    {
        await _mailbox.DropAsync([.. "From: quelquun@example.test\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\r\n"u8]);
        await _mailbox.BecomesAsync("Traités", 1);

        Assert.Equal(Sample.Person, (await _service.OnlyCaseAsync()).Body["contact"]!.Text("email"));
    }
}
