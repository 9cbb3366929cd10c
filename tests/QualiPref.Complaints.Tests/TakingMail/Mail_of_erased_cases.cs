using QualiPref.Complaints.Tests.Privacy;
using QualiPref.Complaints.Tests.Sending;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.TakingMail;

public sealed class Mail_of_erased_cases(RealEngine engine, MailStore store) : IClassFixture<MailStore>, IAsyncLifetime
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
    public async Task A_reply_to_its_letter_is_a_new_case_since_it_takes_nothing_any_more()
    {
        var erased = await ErasedAsync(await AnsweredAsync());
        var letter = Assert.Single(_peer.Taken).Message;
        var reply = Sample.Mail($"Re: {letter.Subject} {erased.Body.Text("reference")}", "Et maintenant ?");
        reply.InReplyTo = letter.MessageId;
        await _mailbox.PutAsync(reply);
        await _mailbox.PutAsync(reply);
        await _mailbox.BecomesAsync("Traités", 2);

        Assert.Equal("Et maintenant ?", (await OtherThanAsync(erased)).Body.Text("text"));
        Assert.Empty((await _service.Handler.KnownAsync(erased.Id)).Body.List("messages"));
    }

    [Fact]
    public async Task What_was_filed_by_email_stays_erased_when_it_lies_in_the_mailbox_again()
    {
        var mail = Sample.Mail("Sujet essaieffacement", "Texte essaieffacement");
        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Traités", 1);
        var erased = await ErasedAsync(await _service.BecomesAsync((await _service.OnlyCaseAsync()).Id, "handedOver"));

        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Traités", 2);

        Assert.Equal(erased.Id, (await _service.OnlyCaseAsync()).Id);
        Assert.Empty(await _service.PlacesOfAsync("essaieffacement"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task So_does_what_was_added_by_email(bool isReply)
    {
        var known = await AnsweredAsync();
        var mail = Sample.Mail($"Au sujet de {known.Body.Text("reference")}", "Un mot : essaieffacement");
        if (isReply) mail.InReplyTo = Assert.Single(_peer.Taken).Message.MessageId;
        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Traités", 1);
        Assert.Equal(["cases"], await _service.PlacesOfAsync("essaieffacement"));
        var erased = await ErasedAsync(await _service.Handler.KnownAsync(known.Id));

        await _mailbox.PutAsync(mail);
        await _mailbox.BecomesAsync("Traités", 2);

        Assert.Equal(erased.Id, (await _service.OnlyCaseAsync()).Id);
        Assert.Empty(await _service.PlacesOfAsync("essaieffacement"));
    }

    [Fact]
    public async Task That_its_letter_did_not_arrive_is_put_aside_and_noted_nowhere()
    {
        var erased = await ErasedAsync(await AnsweredAsync());
        await _mailbox.PutAsync(Sample.Bounce(Assert.Single(_peer.Taken).Message.MessageId!));
        await _mailbox.BecomesAsync("Automatiques", 1);

        Assert.Equal((erased.ETag, "handedOver"), ((await _service.OnlyCaseAsync()).ETag, (await _service.OnlyCaseAsync()).State()));
    }

    private async Task<Known> AnsweredAsync()
    {
        var known = await _service.AnsweredAsync();
        _service.PassTakeBack();
        return await _service.BecomesAsync(known.Id, "handedOver");
    }

    private async Task<Known> ErasedAsync(Known known)
    {
        var closed = await _service.Handler.DoAsync(known, "close", new { outcome = "outOfScope" });
        return await _service.As("quality", "*").ErasedAsync(closed);
    }

    private async Task<Known> OtherThanAsync(Known known) =>
        await _service.Handler.KnownAsync(Assert.Single((await _service.CasesAsync()).Select(one => one.Text("id")!), id => id != known.Id));
}
