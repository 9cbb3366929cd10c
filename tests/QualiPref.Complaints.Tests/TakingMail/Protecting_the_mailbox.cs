using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.TakingMail;

public sealed class Protecting_the_mailbox(RealEngine engine, MailStore store) : IClassFixture<MailStore>
{
    [Theory]
    [InlineData("Tls")]
    [InlineData("StartTls")]
    public async Task Takes_mail_in_over_TLS_from_a_server_of_a_known_authority(string security)
    {
        var mailbox = store.NewMailbox();
        await mailbox.PutAsync(Sample.Mail());
        await using var service = await RunningComplaints.StartAsync(engine, mailbox.ProtectedSettings(security, ("CaFile", store.CaFile)));
        await mailbox.BecomesAsync("Traités", 1);

        await service.OnlyCaseAsync();
    }

    [Theory]
    // Of an authority that nobody told us of.
    [InlineData("Tls", "localhost", false)]
    // Of a known one, and of another server than the one that was called.
    [InlineData("StartTls", "127.0.0.1", true)]
    public async Task Leaves_it_where_it_is_when_the_server_cannot_show_who_it_is(string security, string host, bool isKnown)
    {
        var mailbox = store.NewMailbox();
        await mailbox.PutAsync(Sample.Mail());
        await using var service = await RunningComplaints.StartAsync(engine, mailbox.ProtectedSettings(security, ("Host", host), ("CaFile", isKnown ? store.CaFile : "")));
        using var numbers = service.Hear();
        await numbers.CountedAsync("qualipref.complaints.mailboxes.looks", "failed 91-EVRY");

        Assert.Equal(1, await mailbox.CountAsync("INBOX"));
        Assert.Empty(await service.CasesAsync());
    }
}
