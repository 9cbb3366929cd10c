using QualiPref.Complaints.Tests.Sending;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.TakingMail;

public sealed class Answering_our_letters(RealEngine engine, MailStore store) : IClassFixture<MailStore>, IAsyncLifetime
{
    private TestMailbox _mailbox = null!;
    private MailPeer _peer = null!;
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync()
    {
        _mailbox = store.NewMailbox();
        _peer = await MailPeer.StartAsync();
        _service = await RunningComplaints.StartAsync(engine, [.. _mailbox.Settings(), .. _peer.Settings()]);
        _service.Time.Set(new DateOnly(2026, 7, 3));
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_is_a_message_of_its_case_and_ends_the_wait_for_it()
    {
        var known = await AskedAsync();
        var (_, letter) = Assert.Single(_peer.Taken);
        var mail = Sample.Mail($"Re: {letter.Subject}", "C'était le guichet 4.\n\nLe 3 juillet 2026, Préfecture d'essai <ne-pas-repondre@prefecture.test> a\nécrit :\n> À quel guichet ?");
        mail.InReplyTo = letter.MessageId;
        await _mailbox.PutAsync(mail);
        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Traités", 2);

        known = await _service.OnlyCaseAsync();
        var message = Assert.Single(known.Body.List("messages"))!;
        Assert.Equal(("C'était le guichet 4.", "email", true), (message.Text("text"), message.Text("channel"), message["unread"]!.GetValue<bool>()));
        Assert.EndsWith("écrit :\n> À quel guichet ?", message.Text("quoted"), StringComparison.Ordinal);
        Assert.Equal("received", known.Body.Text("status"));
        Assert.Equal(["file", "request-information", "resume"], known.Body.List("history").Select(entry => entry!.Text("transition")));
        Assert.Equal(1, Assert.Single(await _service.CasesAsync()).Number("unread"));
    }

    [Fact]
    public async Task The_same_email_is_one_message_also_of_a_case_that_went_to_another_site_meanwhile()
    {
        var known = await _service.CaseOfAsync();
        var mail = Sample.Mail($"Ma demande {known.Body.Text("reference")}", "Encore une précision.");
        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Traités", 1);
        await _service.Handler.DoAsync(known, "correct", new { site = "91-ETAMPES", reason = "L'autre site" });

        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Traités", 2);

        Assert.Single((await _service.OnlyCaseAsync()).Body.List("messages"));
    }

    [Fact]
    public async Task A_file_that_comes_twice_is_one_of_the_case_s()
    {
        var known = await _service.CaseOfAsync();
        foreach (var text in (string[])["Voici ma convocation.", "L'avez-vous reçue ?"])
            await _mailbox.PutAsync(Sample.Mail($"Ma demande {known.Body.Text("reference")}", text).WithFiles(("convocation.pdf", Attachments.SampleFiles.Pdf)));
        await _mailbox.BecomesAsync("Traités", 2);

        known = await _service.OnlyCaseAsync();
        Assert.Equal(2, known.Body.List("messages").Count);
        Assert.Single(known.Body.List("attachments"));
    }

    [Fact]
    public async Task A_reference_with_an_address_that_the_case_knows_names_it()
    {
        var known = await _service.CaseOfAsync();
        await _mailbox.PutAsync(Sample.Mail($"Ma demande {known.Body.Text("reference")!.ToLowerInvariant()}", "Encore une précision."));
        await _mailbox.BecomesAsync("Traités", 1);

        Assert.Single((await _service.OnlyCaseAsync()).Body.List("messages"));
    }

    [Fact]
    public async Task A_reference_alone_opens_no_case_to_others()
    {
        var known = await _service.CaseOfAsync();
        await _mailbox.PutAsync(Sample.Mail($"Ma demande {known.Body.Text("reference")}", from: "autre@example.test"));
        await _mailbox.BecomesAsync("Traités", 1);

        Assert.Equal(2, (await _service.CasesAsync()).Count);
        Assert.Empty((await _service.Handler.KnownAsync(known.Id)).Body.List("messages"));
    }

    [Fact]
    public async Task Whoever_is_away_is_not_answered_and_says_nothing_about_their_case()
    {
        await AskedAsync();
        var mail = Sample.Mail("Absence du bureau").With("Auto-Submitted", "auto-replied (vacation)");
        mail.InReplyTo = _peer.Taken[0].Message.MessageId;
        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Automatiques", 1);

        var known = await _service.OnlyCaseAsync();
        Assert.Equal("awaitingUser", known.Body.Text("status"));
        Assert.Empty(known.Body.List("messages"));
    }

    [Theory]
    [InlineData("failed", "5.1.1", "bounced", "addressUnknown")]
    [InlineData("failed", "5.2.2", "bounced", "mailboxFull")]
    [InlineData("failed", "5.7.1", "bounced", "notDelivered")]
    [InlineData("delayed", "4.4.1", "handedOver", null)]
    public async Task What_a_server_says_of_a_letter_stands_on_it(string action, string status, string state, string? fault)
    {
        var known = await AskedAsync();
        await _mailbox.PutAsync(Sample.Bounce(_peer.Taken[0].Message.MessageId!, action, status));
        await _mailbox.PutAsync(Sample.Bounce($"{Guid.NewGuid():N}@prefecture.test"));
        await _mailbox.BecomesAsync("Automatiques", 2);

        known = await _service.Handler.KnownAsync(known.Id);
        Assert.Equal((state, fault), (known.State(), known.LastDelivery()!.Text("fault")));
        Assert.Single(await _service.CasesAsync());
    }

    /// <summary>A case whose person was asked something by e-mail.</summary>
    private async Task<Known> AskedAsync()
    {
        var known = await _service.Handler.DoAsync(await _service.CaseOfAsync(), "request-information", new { text = "À quel guichet ?" });
        _service.PassTakeBack();
        return await _service.BecomesAsync(known.Id, "handedOver");
    }
}
