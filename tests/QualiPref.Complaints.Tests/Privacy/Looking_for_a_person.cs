using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Privacy;

public sealed class Looking_for_a_person(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private readonly HttpClient _quality = shared.Service.As("quality", "*");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RunningComplaints Service => shared.Service;

    [Theory]
    [InlineData("email", "TROUVEE@Example.TEST")]
    [InlineData("phone", "+33 1 69 00 11 22")]
    [InlineData("phone", "0169001122")]
    [InlineData("name", "zephyrine trouvee")]
    public async Task Finds_them_however_it_is_written(string by, string sought)
    {
        var contact = new JsonObject { ["name"] = "Zéphyrine Trouvée", ["email"] = "trouvee@example.test", ["phone"] = "01.69.00.11.22" };
        var known = await Service.Handler.FiledAsync(("contact", contact), ("subject", "Recherche"));

        var found = Assert.Single(await FindAsync(new JsonObject { [by] = sought }), one => one.Text("id") == known.Id);

        Assert.Equal(("Recherche", by, "QP-COMPLAINTS-053"), (found.Text("subject"), Assert.Single(found.List("foundBy"))!.GetValue<string>(), found.Text("hindrance")));
    }

    [Fact]
    public async Task Finds_the_case_of_a_reference_where_a_letter_was_sent_instead_and_who_is_mentioned_by_somebody_else()
    {
        var known = await Service.Handler.FiledAsync(("text", "Mon voisin Isidore Mentionné en dit autant."));
        await (await Service.Handler.TryAsync(known.Id, null, "letter", new { subject = "Suite", body = "Suite" })).ReadAsync(HttpStatusCode.OK);

        Assert.Equal([known.Id], (await FindAsync(new JsonObject { ["reference"] = known.Body.Text("reference")!.ToLowerInvariant() })).Select(one => one.Text("id")));
        Assert.Equal([known.Id], (await FindAsync(new JsonObject { ["name"] = "Isidore Mentionné" })).Select(one => one.Text("id")));
        Assert.Empty(await FindAsync(new JsonObject { ["name"] = "Mentionné Isidore" }));
        Assert.Empty(await FindAsync(new JsonObject { ["email"] = "usager12@example.or" }));
    }

    [Fact]
    public async Task Finds_them_by_the_address_that_a_letter_went_to_and_by_the_one_that_they_wrote_from()
    {
        var known = await Service.Handler.DoAsync(await Service.Handler.FiledAsync(), "answer", new { subject = "Réponse", body = "Corps", way = "hand" });
        var document = (await Service.Part<CaseStore>().FindAsync(Guid.Parse(known.Id), Token))!;
        var delivery = document.Letters[^1].Delivery!;
        await Service.Part<CaseStore>().TryReplaceAsync(document.Id, delivery, delivery.After(DeliveryState.Handed, delivery.LastAt, "Essai") with { To = "envoyee@example.test" }, null, Token);
        var message = new PersonMessage { Id = Guid.NewGuid(), At = delivery.LastAt, Channel = "email", Text = "Merci", From = "ecrite@example.test" };
        await Service.Part<MessageStore>().TryAddAsync(document, message, [], null, Token);

        foreach (var address in (string[])["Envoyee@example.test", "Ecrite@example.test"])
            Assert.Equal([known.Id], (await FindAsync(new JsonObject { ["email"] = address })).Select(one => one.Text("id")));
    }

    [Fact]
    public async Task Names_what_is_merged_and_shows_nothing_of_other_sites()
    {
        var contact = new JsonObject { ["email"] = "deuxfois@example.test" };
        var target = await Service.Handler.FiledAsync(("contact", contact.DeepClone()));
        var merged = await Service.Handler.DoAsync(await Service.Handler.FiledAsync(("contact", contact.DeepClone())), "merge", new { into = target.Id, reason = "La même" });
        await Service.Handler.FiledAsync(("contact", contact.DeepClone()), ("site", "91-ETAMPES"));
        using var here = Service.As("quality", Requests.Site);

        var found = await FindAsync(new JsonObject { ["email"] = "deuxfois@example.test" }, here);

        Assert.Equal(2, found.Count);
        Assert.Equal([merged.Body.Text("reference")], found.Single(one => one.Text("id") == target.Id).List("merged").Select(one => one!.GetValue<string>()));
        Assert.Equal(target.Id, found.Single(one => one.Text("id") == merged.Id).Text("mergedInto"));
    }

    [Fact]
    public async Task Is_refused_with_nothing_to_look_for_and_to_those_who_only_handle_cases()
    {
        foreach (var (body, pointer) in ((JsonObject, string)[])[(new JsonObject(), "/email"), (new JsonObject { ["phone"] = "12" }, "/phone"), (new JsonObject { ["name"] = " " }, "/email")])
            Assert.Equal([pointer], (await (await _quality.PostAsJsonAsync("persons/search", body, Token)).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        Assert.Equal(HttpStatusCode.Forbidden, (await Service.Handler.PostAsJsonAsync("persons/search", new { name = "Quelqu'un" }, Token)).StatusCode);
    }

    [Fact]
    public async Task Gives_out_all_that_their_cases_hold_and_their_files()
    {
        var known = await Service.ClosedCaseOfAsync("remise1");
        var file = await Service.WithFileAsync(known, "remise1");

        var response = await _quality.PostAsJsonAsync("persons/export", new { cases = new[] { known.Id } }, Token);
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        await using var zip = await ZipArchive.CreateAsync(await response.Content.ReadAsStreamAsync(Token), ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, Token);

        var reference = known.Body.Text("reference");
        Assert.Equal([$"{reference}.json", $"{reference}/01-{file.Name}"], zip.Entries.Select(entry => entry.FullName));
        var text = await new StreamReader(await zip.Entries[0].OpenAsync(Token)).ReadToEndAsync(Token);
        var given = JsonNode.Parse(text)!;
        Assert.Equal(("Texte remise1", "Personne remise1", "Motif remise1"), (given.Text("text"), given["contact"]!.Text("name"), given.List("history")[2]!.Text("note")));
        Assert.Equal(["Attente remise1", "Corps remise1", "Suite remise1"], given.List("letters").Select(letter => letter!.Text("body")));
        Assert.Equal("Un texte de remise1", await new StreamReader(await zip.Entries[1].OpenAsync(Token)).ReadToEndAsync(Token));
    }

    [Theory]
    [InlineData(nameof(AttachmentState.Unchecked))]
    [InlineData(nameof(AttachmentState.Infected))]
    public async Task Gives_out_no_file_that_no_antivirus_has_seen_or_that_one_has_stopped(string state)
    {
        var known = await Service.Handler.FiledAsync();
        var file = await Service.WithFileAsync(known, "remise2");
        var id = Guid.Parse(known.Id);
        await Service.Storage.Cases.UpdateOneAsync(one => one.Id == id, Builders<CaseDocument>.Update.Set(one => one.Attachments, [file with { State = Enum.Parse<AttachmentState>(state) }]), cancellationToken: Token);

        var response = await _quality.PostAsJsonAsync("persons/export", new { cases = new[] { known.Id } }, Token);

        await using var zip = await ZipArchive.CreateAsync(await response.Content.ReadAsStreamAsync(Token), ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, Token);
        Assert.Equal([$"{known.Body.Text("reference")}.json"], zip.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Gives_nothing_out_of_other_sites()
    {
        var known = await Service.Handler.FiledAsync(("site", "91-ETAMPES"));
        using var here = Service.As("quality", Requests.Site);
        Assert.Equal(HttpStatusCode.Forbidden, (await here.PostAsJsonAsync("persons/export", new { cases = new[] { known.Id } }, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _quality.PostAsJsonAsync("persons/export", new { cases = new[] { Guid.NewGuid() } }, Token)).StatusCode);
    }

    private async Task<IReadOnlyList<JsonNode>> FindAsync(JsonObject sought, HttpClient? caller = null) =>
        [.. (await (await (caller ?? _quality).PostAsJsonAsync("persons/search", sought, Token)).ReadAsync(HttpStatusCode.OK)).List("items").Select(one => one!)];
}
