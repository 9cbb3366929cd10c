using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Features.PrintingLetters;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Privacy;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;
using UglyToad.PdfPig;

namespace QualiPref.Complaints.Tests.Printing;

/// <summary>Letters to people who gave a postal address alone: they wait, are printed together, and somebody says that they were posted.</summary>
public sealed class Posting_letters(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Fifty_are_one_document_whose_addresses_stand_in_the_window()
    {
        var people = SampleLetters.Many(50).Select(letter => letter.Recipient.Split('\n', 2)).ToList();
        var cases = new List<Known>();
        foreach (var person in people) cases.Add(await AnsweredAsync(person[0], person[1]));
        Assert.Equal((50, 0), await WaitingAsync());

        var batch = await (await MakeAsync(Guid.NewGuid())).ReadAsync(HttpStatusCode.Created);

        Assert.Equal(50, batch["letters"]!.GetValue<int>());
        Assert.Equal(cases.Select(one => one.Body.Text("reference")), batch.List("items").Select(letter => letter!.Text("reference")));
        Assert.Equal((0, 0), await WaitingAsync());
        var pdf = await DocumentAsync(batch.Text("id")!);
        var sheets = await PrintedSheet.DrawAsync(pdf);
        Assert.Equal(50, sheets.Count);
        Assert.All(sheets, SampleLetters.AddressShows);
        using var document = PdfDocument.Open(pdf);
        for (var page = 0; page < 50; page++)
        {
            var text = document.GetPage(page + 1).Text;
            Assert.Contains(cases[page].Body.Text("reference")!, text, StringComparison.Ordinal);
            Assert.Contains(people[page][0], text, StringComparison.Ordinal);
            Assert.Contains("Préfecture de l'Essonne", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Say_at_each_case_what_became_of_them_and_nothing_more()
    {
        var known = await AnsweredAsync("Personne d'essai", "1 rue de l'Exemple\n91000 Évry");
        Assert.Equal("toPrint", await StateAsync(known));

        var id = Guid.NewGuid();
        await (await MakeAsync(id)).ReadAsync(HttpStatusCode.Created);
        Assert.Equal("printed", await StateAsync(known));
        Assert.Equal(id.ToString(), (await DeliveryAsync(known)).Text("batch"));

        var posted = await (await PostAsync(id)).ReadAsync(HttpStatusCode.OK);
        Assert.Equal("posted", posted.List("items")[0]!.Text("state"));
        var delivery = await DeliveryAsync(known);
        Assert.Equal(["toPrint", "printed", "posted"], delivery.List("events").Select(one => one!.Text("state")));
        Assert.Equal(["Agent 7", "Agent 7", "Agent 7"], delivery.List("events").Select(one => one!.Text("by")));
        // A form that a handler has open is not refused because a letter went.
        Assert.Equal(known.ETag, (await _service.Handler.KnownAsync(known.Id)).ETag);

        // What came back since then is not said to be with the post again.
        await (await _service.Handler.TryAsync(known.Id, null, $"letters/{known.Body.List("letters")[^1]!.Text("id")}/returned", new { })).ReadAsync(HttpStatusCode.OK);
        await (await PostAsync(id)).ReadAsync(HttpStatusCode.OK);
        Assert.Equal("returned", await StateAsync(known));
    }

    [Fact]
    public async Task Are_printed_once_however_often_they_are_asked_for()
    {
        var known = await AnsweredAsync("Personne d'essai", "1 rue de l'Exemple\n91000 Évry");
        var id = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => MakeAsync(number < 3 ? id : Guid.NewGuid())));

        var made = answers.Where(answer => answer.StatusCode == HttpStatusCode.Created).ToList();
        Assert.NotEmpty(made);
        var batches = new HashSet<string>();
        foreach (var answer in made) batches.Add((await answer.ReadAsync()).Text("id")!);
        var batch = Assert.Single(batches);
        Assert.Equal(batch, (await DeliveryAsync(known)).Text("batch"));
        Assert.Equal(2, (await DeliveryAsync(known)).List("events").Count);
        foreach (var refused in answers.Except(made)) Assert.Equal("QP-COMPLAINTS-011", (await refused.ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        Assert.Single((await _service.Handler.GetJsonAsync("letters/batches")).List("items"));

        // A letter that came since does not slip into what was printed already.
        await AnsweredAsync("Personne d'essai 2", "2 rue de l'Exemple\n91000 Évry");
        Assert.Equal(1, (await (await MakeAsync(Guid.Parse(batch))).ReadAsync(HttpStatusCode.Created))["letters"]!.GetValue<int>());
        Assert.Equal((1, 0), await WaitingAsync());
    }

    [Fact]
    public async Task Go_on_where_making_a_batch_was_interrupted()
    {
        var first = await AnsweredAsync("Personne d'essai", "1 rue de l'Exemple\n91000 Évry");
        var id = Guid.NewGuid();
        var batch = await (await MakeAsync(id)).ReadAsync(HttpStatusCode.Created);
        await AnsweredAsync("Personne d'essai 2", "2 rue de l'Exemple\n91000 Évry");
        // As it stands when the service died between the first letter and the second.
        await _service.Storage.PrintBatches.UpdateOneAsync(one => one.Id == id, Builders<PrintBatchDocument>.Update.Set(one => one.Letters, null), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(Assert.Single((await _service.Handler.GetJsonAsync("letters/batches")).List("items"))!["letters"]);
        Assert.Equal("QP-COMPLAINTS-010", (await (await PostAsync(id)).ReadAsync(HttpStatusCode.Conflict)).Text("code"));

        var again = await (await MakeAsync(id)).ReadAsync(HttpStatusCode.Created);

        Assert.Equal(2, again["letters"]!.GetValue<int>());
        Assert.Equal(first.Body.Text("reference"), again.List("items")[0]!.Text("reference"));
        Assert.Equal(batch.Text("madeAt"), again.Text("madeAt"));
    }

    [Theory]
    [InlineData("Un\nDeux\nTrois\nQuatre\nCinq\nSix\n91000 Évry", "addressTooLong")]
    [InlineData("شارع المثال\n91000 Évry", "unprintable")]
    public async Task That_cannot_be_printed_wait_and_say_why_and_do_not_hold_up_the_others(string address, string fault)
    {
        var held = await AnsweredAsync("Personne d'essai", address);
        Assert.Equal("QP-COMPLAINTS-011", (await (await MakeAsync(Guid.NewGuid())).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        var fine = await AnsweredAsync("Personne d'essai 2", "2 rue de l'Exemple\n91000 Évry");

        var batch = await (await MakeAsync(Guid.NewGuid())).ReadAsync(HttpStatusCode.Created);

        Assert.Equal(fine.Body.Text("reference"), Assert.Single(batch.List("items"))!.Text("reference"));
        Assert.Equal((0, 1), await WaitingAsync());
        var waits = Assert.Single(Assert.Single((await _service.Handler.GetJsonAsync("letters/to-print")).List("sites"))!.List("held"))!;
        Assert.Equal((held.Id, fault), (waits.Text("complaint"), waits.Text("fault")));
        Assert.Equal(("toPrint", fault), (await StateAsync(held), (await DeliveryAsync(held)).Text("fault")));
        // Told once, not at every batch.
        Assert.Equal(2, (await DeliveryAsync(held)).List("events").Count);
    }

    [Fact]
    public async Task Printed_again_are_the_same_whatever_the_catalogue_says_by_then()
    {
        using var catalogue = new ChangingCatalogue();
        await using var service = await RunningComplaints.StartAsync(engine, catalogue);
        await AnsweredAsync("Personne d'essai", "1 rue de l'Exemple\n91000 Évry", service);
        var id = Guid.NewGuid();
        await (await MakeAsync(id, service)).ReadAsync(HttpStatusCode.Created);
        var before = await WordsAsync(service, id);

        catalogue.Change("networks.yaml", "1 place de l'Exemple", "99 place de l'Exemple");
        service.LookAtCatalogue();

        Assert.Equal(before, await WordsAsync(service, id));
        Assert.Contains("place", before);
        await AnsweredAsync("Personne d'essai 2", "1 rue de l'Exemple\n91000 Évry", service);
        var next = Guid.NewGuid();
        await (await MakeAsync(next, service)).ReadAsync(HttpStatusCode.Created);
        Assert.Contains("99", await WordsAsync(service, next));
    }

    [Fact]
    public async Task Of_a_case_that_was_erased_are_on_no_sheet_any_more()
    {
        var (gone, left) = (await AnsweredAsync("Personne d'essai", "1 rue de l'Exemple\n91000 Évry"), await AnsweredAsync("Personne d'essai 2", "2 rue de l'Exemple\n91000 Évry"));
        var id = Guid.NewGuid();
        await (await MakeAsync(id)).ReadAsync(HttpStatusCode.Created);
        Assert.Contains(gone.Body.Text("reference"), await WordsAsync(_service, id));

        gone = await _service.Handler.DoAsync(gone, "close", new { outcome = "founded" });
        await _service.As("quality", "*").ErasedAsync(gone);

        var words = await WordsAsync(_service, id);
        Assert.DoesNotContain(gone.Body.Text("reference"), words);
        Assert.Contains(left.Body.Text("reference"), words);
    }

    [Fact]
    public async Task Of_another_site_are_nobodys_business()
    {
        await AnsweredAsync("Personne d'essai", "1 rue de l'Exemple\n91000 Évry");
        var id = Guid.NewGuid();
        await (await MakeAsync(id)).ReadAsync(HttpStatusCode.Created);
        var other = _service.As("handler", "91-ETAMPES");

        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsJsonAsync("letters/batches", new { site = Requests.Site }, TestContext.Current.CancellationToken)).StatusCode);
        foreach (var address in new[] { $"letters/batches/{id}", $"letters/batches/{id}/document", $"letters/to-print?site={Requests.Site}", $"letters/batches?site={Requests.Site}" })
            Assert.Equal(HttpStatusCode.Forbidden, await other.StatusOfAsync(address));
        Assert.Empty((await other.GetJsonAsync("letters/batches")).List("items"));
        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsync(new Uri($"letters/batches/{id}/posted", UriKind.Relative), null, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await _service.Handler.StatusOfAsync($"letters/batches/{Guid.NewGuid()}/document"));
        Assert.Equal("QP-COMPLAINTS-914", (await (await _service.Handler.PostAsJsonAsync("letters/batches", new { id, site = "91-ETAMPES" }, TestContext.Current.CancellationToken)).ReadAsync(HttpStatusCode.UnprocessableEntity)).Text("code"));
    }

    [Fact]
    public async Task More_than_a_batch_takes_leave_the_newest_for_the_next()
    {
        var known = await AnsweredAsync("Personne d'essai", "1 rue de l'Exemple\n91000 Évry");
        var cases = _service.Storage.Database.GetCollection<BsonDocument>("cases");
        var filed = await cases.Find(new BsonDocument("reference", known.Body.Text("reference"))).SingleAsync(TestContext.Current.CancellationToken);
        await cases.InsertManyAsync(Enumerable.Range(1, BatchMaking.MostLetters + 4).Select(number => Copy(filed, number)), cancellationToken: TestContext.Current.CancellationToken);

        // The oldest cannot be printed: it takes nobody's place.
        await cases.UpdateOneAsync(new BsonDocument("_id", filed["_id"]),
            new BsonDocument("$set", new BsonDocument { ["letters.0.deliveries.0.fault"] = "unprintable", ["letters.0.deliveries.0.to"] = "شارع المثال" }), cancellationToken: TestContext.Current.CancellationToken);

        var batch = await (await MakeAsync(Guid.NewGuid())).ReadAsync(HttpStatusCode.Created);

        Assert.Equal(BatchMaking.MostLetters, batch["letters"]!.GetValue<int>());
        Assert.Equal((4, 1), await WaitingAsync());
        Assert.Equal($"copie-{BatchMaking.MostLetters}", batch.List("items")[^1]!.Text("reference"));
    }

    private static BsonDocument Copy(BsonDocument filed, int number)
    {
        var copy = filed.DeepClone().AsBsonDocument;
        copy["_id"] = Binary(Guid.CreateVersion7());
        copy["reference"] = copy["trackingCode"] = FormattableString.Invariant($"copie-{number}");
        foreach (var letter in copy["letters"].AsBsonArray)
        {
            letter["_id"] = Binary(Guid.CreateVersion7());
            letter["at"] = letter["at"].ToUniversalTime().AddMinutes(number);
            foreach (var delivery in letter["deliveries"].AsBsonArray) delivery["_id"] = Binary(Guid.CreateVersion7());
        }
        return copy;
    }

    private static BsonBinaryData Binary(Guid id) => new(id, GuidRepresentation.Standard);

    private Task<Known> AnsweredAsync(string name, string address) => AnsweredAsync(name, address, _service);

    // On paper no receipt is written with the filing.
    private static async Task<Known> AnsweredAsync(string name, string address, RunningComplaints service)
    {
        var known = await service.Handler.FiledAsync(("contact", new JsonObject { ["name"] = name, ["postalAddress"] = address }));
        known = await service.Handler.DoAsync(known, "assign", new { assignee = Guid.NewGuid() });
        return await service.Handler.DoAsync(known, "answer", new { subject = "Votre réclamation", body = "Madame, Monsieur,\n\nVoici notre réponse." });
    }

    private Task<HttpResponseMessage> MakeAsync(Guid id) => MakeAsync(id, _service);

    private static Task<HttpResponseMessage> MakeAsync(Guid id, RunningComplaints service) =>
        service.Handler.PostAsJsonAsync("letters/batches", new { id, site = Requests.Site }, TestContext.Current.CancellationToken);

    private Task<HttpResponseMessage> PostAsync(Guid id) =>
        _service.Handler.PostAsync(new Uri($"letters/batches/{id}/posted", UriKind.Relative), null, TestContext.Current.CancellationToken);

    private Task<byte[]> DocumentAsync(string id) => _service.Handler.GetByteArrayAsync(new Uri($"letters/batches/{id}/document", UriKind.Relative), TestContext.Current.CancellationToken);

    private static async Task<List<string>> WordsAsync(RunningComplaints service, Guid id)
    {
        using var document = PdfDocument.Open(await service.Handler.GetByteArrayAsync(new Uri($"letters/batches/{id}/document", UriKind.Relative), TestContext.Current.CancellationToken));
        return [.. document.GetPages().SelectMany(page => page.GetWords()).Select(word => word.Text)];
    }

    private async Task<(int Waiting, int Held)> WaitingAsync()
    {
        var sites = (await _service.Handler.GetJsonAsync($"letters/to-print?site={Requests.Site}")).List("sites");
        return sites.Count == 0 ? (0, 0) : (sites[0]!["waiting"]!.GetValue<int>(), sites[0]!.List("held").Count);
    }

    private async Task<JsonNode> DeliveryAsync(Known known) => (await _service.Handler.KnownAsync(known.Id)).Body.List("letters")[^1]!["delivery"]!;

    private async Task<string?> StateAsync(Known known) => (await DeliveryAsync(known)).Text("state");
}
