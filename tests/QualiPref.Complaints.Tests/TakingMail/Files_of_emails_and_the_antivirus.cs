using QualiPref.Complaints.Tests.Attachments;
using QualiPref.Complaints.Tests.Privacy;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.TakingMail;

/// <summary>With Debian's ClamAV daemon and its dovecot.</summary>
public sealed class Files_of_emails_and_the_antivirus(RealEngine engine, MailStore store) : IClassFixture<MailStore>
{
    [Fact]
    public async Task One_that_it_knows_is_named_in_the_case_and_kept_nowhere_and_the_others_are_taken()
    {
        await using var daemon = new ClamDaemon();
        await daemon.StartAsync();
        var mailbox = store.NewMailbox();
        await mailbox.PutAsync(Sample.Mail().WithFiles(("essai.txt", SampleFiles.Eicar), ("reçu.pdf", SampleFiles.Pdf)));
        await using var service = await RunningComplaints.StartAsync(engine, [.. mailbox.Settings(), .. daemon.Settings()]);
        await mailbox.BecomesAsync("Traités", 1);

        var known = await service.OnlyCaseAsync();
        var file = Assert.Single(known.Body.List("attachments"))!;
        Assert.Equal(("reçu.pdf", "clean"), (file.Text("name"), file.Text("state")));
        var note = known.Body.Text("text")!.Split('\n')[^1];
        Assert.StartsWith("[Pièce jointe non reprise : « essai.txt » (1 ko). L'antivirus a reconnu un logiciel malveillant dans ce fichier", note, StringComparison.Ordinal);
        Assert.EndsWith("L'original est dans la boîte aux lettres, dossier « Traités ».]", note, StringComparison.Ordinal);
        Assert.Empty(await service.PlacesOfAsync("EICAR-STANDARD-ANTIVIRUS"));
    }
}
