using System.Net;
using MongoDB.Driver;
using QualiPref.Complaints.Attachments;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Tests.Attachments;
using QualiPref.Complaints.Tests.Privacy;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Printing;

public sealed class Printing_a_whole_case(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RunningComplaints Service => shared.Service;

    [Fact]
    public async Task Says_all_that_was_filed_written_and_done_in_order_for_whoever_has_it_read()
    {
        var known = await Service.ClosedCaseOfAsync("tout");
        await (await Service.Public.PostJsonAsync($"tracking/{known.Body.Text("trackingCode")}/messages", new { text = "Message de plus" })).ReadAsync(HttpStatusCode.OK);
        await (await Service.Public.PostJsonAsync($"tracking/{known.Body.Text("trackingCode")}/review", new { said = "partly", text = "Mot de la fin" })).ReadAsync(HttpStatusCode.OK);
        await Service.WithFileAsync(known, "tout");

        var pdf = await DocumentAsync(known);

        var text = await PrintedSheet.AskAsync(pdf, "pdftotext", "-layout");
        string[] inOrder =
        [
            $"Dossier {known.Body.Text("reference")}", "Sujet tout", "Statut : Close", "Personne tout", "tout@example.test", "Texte tout", "Message de plus", "Attente tout", "Réponse tout",
            "Par un agent, à remettre par un agent", "Corps tout", "utile qu'en partie", "Mot de la fin", "Dépôt", "Qualification", "Motif : Temps d'attente", "Clôture", "lettre tout.txt", "joint tel quel",
        ];
        var from = 0;
        foreach (var words in inOrder)
        {
            from = text.IndexOf(words, from, StringComparison.Ordinal);
            Assert.True(from >= 0, $"\"{words}\" is not in its place in: {text}");
        }
        var about = await PrintedSheet.AskAsync(pdf, "pdfinfo");
        Assert.Matches("Tagged: +yes", about);
        Assert.Matches($"Title: +Dossier {known.Body.Text("reference")}", about);
        Assert.Contains("H1", await PrintedSheet.AskAsync(pdf, "pdfinfo", "-struct"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encloses_files_as_they_are_draws_photographs_and_says_what_is_set_apart()
    {
        var known = await Service.Handler.FiledAsync();
        byte[] broken = [0xFF, 0xD8, 0xFF, .. "abcdef"u8];
        await AttachAsync(known, "plan.pdf", "%PDF-1.7\n1 0 obj << /Kids [1 0 R] >> endobj\n%%EOF"u8.ToArray());
        await AttachAsync(known, "photo.jpg", SampleFiles.Photo);
        await AttachAsync(known, "abimee.jpg", broken);
        var gone = await AttachAsync(known, "perdu.txt", "Un texte."u8.ToArray());
        await Service.Part<Storage.AttachmentStore>().RemoveAsync(gone.Id, Token);

        var pdf = await DocumentAsync(known);

        var text = await PrintedSheet.AskAsync(pdf, "pdftotext", "-layout");
        Assert.Contains("Pièce jointe : 02-photo.jpg", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Pièce jointe : 03-abimee.jpg", text, StringComparison.Ordinal);
        Assert.Matches(@"perdu\.txt, .* : remis à part : il n'est plus conservé", text);
        Assert.Single((await PrintedSheet.AskAsync(pdf, "pdfimages", "-list")).Split('\n'), line => line.Contains("jpeg", StringComparison.Ordinal));
        var enclosed = await PrintedSheet.AskAsync(pdf, "pdfdetach", "-list");
        Assert.Contains("3 embedded files", enclosed, StringComparison.Ordinal);
        Assert.All((string[])["01-plan.pdf", "02-photo.jpg", "03-abimee.jpg"], name => Assert.Contains(name, enclosed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_set_is_said_where_it_stands()
    {
        var known = await Service.Handler.FiledAsync(("text", "Merci \uD83D\uDE42 à tous"), ("subject", "\u0634\u0643\u0648\u0649"));

        var text = await PrintedSheet.AskAsync(await DocumentAsync(known), "pdftotext", "-layout");

        Assert.Contains("Merci [?] à tous", text, StringComparison.Ordinal);
        Assert.Contains("dans une écriture qui n'est pas mise en page ici", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_as_long_as_they_come_is_cut_where_it_says_so()
    {
        var known = await Service.Handler.FiledAsync();
        var long1 = string.Join('\n', Enumerable.Range(0, 1_200).Select(line => $"Ligne {line}"));
        var id = Guid.Parse(known.Id);
        await Service.Storage.Cases.UpdateOneAsync(one => one.Id == id, Builders<Storage.CaseDocument>.Update.PushEach(one => one.Messages,
            Enumerable.Range(0, 20).Select(_ => new PersonMessage { Id = Guid.NewGuid(), At = DateTime.UnixEpoch, Channel = "web", Text = long1 })), cancellationToken: Token);

        var pdf = await DocumentAsync(known);

        Assert.Contains("Ce document s'arrête ici, à 400 pages", await PrintedSheet.AskAsync(pdf, "pdftotext", "-f", "401"), StringComparison.Ordinal);
        Assert.Matches("Pages: +401", await PrintedSheet.AskAsync(pdf, "pdfinfo"));
    }

    [Fact]
    public async Task Is_noted_and_given_to_handlers_of_the_site_alone_and_of_no_erased_case()
    {
        var known = await Service.Handler.DoAsync(await Service.Handler.FiledAsync(), "close", new { outcome = "outOfScope" });
        await DocumentAsync(known);
        var acts = (await Service.As("admin", "*").GetJsonAsync($"audit?on={known.Id}&pageSize=5")).List("items").Select(one => one!.Text("act"));
        Assert.Contains("case.document", acts);

        Assert.Equal(HttpStatusCode.Forbidden, await Service.As("handler", "91-ETAMPES").StatusOfAsync($"complaints/{known.Id}/document"));
        await Service.As("quality", "*").ErasedAsync(known);
        Assert.Equal(HttpStatusCode.Conflict, await Service.Handler.StatusOfAsync($"complaints/{known.Id}/document"));
    }

    private async Task<byte[]> DocumentAsync(Known known)
    {
        using var answer = await Service.Handler.GetAsync(new Uri($"complaints/{known.Id}/document", UriKind.Relative), Token);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsByteArrayAsync(Token);
    }

    private async Task<Attachment> AttachAsync(Known known, string name, byte[] bytes)
    {
        var id = Guid.Parse(known.Id);
        var file = Assert.IsType<Taking.Stored>(await Service.Part<AttachmentIntake>().TakeAsync(new NewFile(id, name, bytes, AttachmentSource.Person), Token)).Attachment;
        await Service.Storage.Cases.UpdateOneAsync(one => one.Id == id, Builders<Storage.CaseDocument>.Update.Push(one => one.Attachments, file), cancellationToken: Token);
        return file;
    }
}
