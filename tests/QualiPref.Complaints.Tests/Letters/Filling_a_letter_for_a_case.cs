using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Templates;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Letters;

public sealed class Filling_a_letter_for_a_case(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Puts_in_what_is_known_and_leaves_the_rest_blank()
    {
        var known = await _service.Handler.FiledAsync(("receivedOn", "2026-07-01"));
        var filled = await PreviewAsync(known, "template=reponse-fondee");
        Assert.Equal($"Réponse à votre réclamation {known.Body.Text("reference")}", filled.Text("subject"));
        Assert.Contains("au sujet de ce qui suit\u00A0: Attente au guichet. Votre réclamation est arrivée le 1er juillet 2026.", filled.Text("body"), StringComparison.Ordinal);
        Assert.Equal(("reponse-fondee", 1, "draft", "fr"), (filled.Text("template"), filled.Number("version"), filled.Text("status"), filled.Text("language")));
        Assert.Equal(["explication", "mesure"], filled.List("missing").Select(one => one!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("complaint", true, true)]
    [InlineData("suggestion", true, false)]
    [InlineData("thanks", false, false)]
    public async Task Speaks_of_silence_only_where_it_is_a_refusal(string kind, bool promises, bool refuses)
    {
        var known = await _service.Handler.FiledAsync(("kind", kind));
        var body = (await PreviewAsync(known, "template=accuse-reception")).Text("body")!;
        Assert.Equal((promises, refuses), (body.Contains("jours ouvrés", StringComparison.Ordinal), body.Contains("réputée rejetée", StringComparison.Ordinal)));
        Assert.DoesNotContain("\n\n\n", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ar", "", "ar")]
    [InlineData("ar", "&language=en", "en")]
    [InlineData("uk", "", "fr")]
    [InlineData(null, "", "fr")]
    public async Task Is_in_the_persons_language_unless_another_is_asked_for(string? theirs, string query, string language)
    {
        var known = await _service.Handler.FiledAsync(("contact", new JsonObject { ["name"] = "Usager 12", ["email"] = "usager12@example.org", ["language"] = theirs }));
        var filled = await PreviewAsync(known, $"template=reponse-attente{query}");
        Assert.Equal(language, filled.Text("language"));
        Assert.Equal(["fr", "en", "es", "pt", "ar"], filled.List("languages").Select(one => one!.GetValue<string>()));
    }

    [Fact]
    public async Task Is_in_french_where_the_letter_has_no_other_language()
    {
        await WriteAsync("essai", new { label = "Essai", subject = "Bonjour", body = "Texte." });
        var known = await _service.Handler.FiledAsync();
        Assert.Equal("fr", (await PreviewAsync(known, "template=essai&language=ar")).Text("language"));
    }

    [Fact]
    public async Task Lists_what_may_be_used_and_fills_the_paragraphs()
    {
        var known = await _service.Handler.FiledAsync();
        var choices = await _service.Handler.GetJsonAsync($"complaints/{known.Id}/letter-templates");
        Assert.Equal(10, choices.List("letters").Count);
        Assert.All(choices.List("letters"), one => Assert.NotEqual("paragraph", one!.Text("use")));
        Assert.Contains(choices.List("paragraphs"), one => one!.Text("text") == $"Pour toute question, rappelez la référence {known.Body.Text("reference")}.");
        var english = await _service.Handler.GetJsonAsync($"complaints/{known.Id}/letter-templates?language=en");
        Assert.Contains(english.List("paragraphs"), one => one!.Text("text") == $"For any question, please quote the reference {known.Body.Text("reference")}.");
    }

    [Fact]
    public async Task Is_refused_beyond_ones_sites_and_without_the_case()
    {
        var known = await _service.Handler.FiledAsync();
        foreach (var call in (string[])["letter-preview?template=recours", "letter-templates"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await _service.As("handler", "91-ETAMPES").StatusOfAsync($"complaints/{known.Id}/{call}"));
            Assert.Equal(HttpStatusCode.NotFound, await _service.Handler.StatusOfAsync($"complaints/{Guid.NewGuid()}/{call}"));
        }
        foreach (var query in (string[])["template=", "template=Recours", "template=recours&version=0", "template=recours&language=de", ""])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await _service.Handler.StatusOfAsync($"complaints/{known.Id}/letter-preview?{query}"));
        Assert.Equal(HttpStatusCode.NotFound, await _service.Handler.StatusOfAsync($"complaints/{known.Id}/letter-preview?template=recours&version=9"));
    }

    [Fact]
    public async Task Notes_who_had_a_persons_data_put_into_a_letter()
    {
        var known = await _service.Handler.FiledAsync();
        await PreviewAsync(known, "template=recours");
        var entry = (await _service.As("admin", "*").GetJsonAsync($"audit?on={known.Id}")).List("items").Single(one => one!.Text("act") == "case.letterPreview")!;
        Assert.Equal("recours", entry["details"]!.Text("template"));
    }

    [Fact]
    public async Task A_version_can_be_looked_at_with_samples()
    {
        var sample = await _service.Handler.GetJsonAsync("letter-templates/reponse-attente/versions/1/sample?language=es");
        Assert.Empty(sample.List("missing"));
        Assert.Contains("3 de julio de 2026", sample.Text("body"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await _service.Handler.StatusOfAsync("letter-templates/reponse-attente/versions/2/sample"));
        Assert.Equal(LetterField.All.Select(one => one.Name), (await _service.Handler.GetJsonAsync("letter-fields")).List("items").Select(one => one!.Text("name")!));
    }

    [Fact]
    public async Task What_comes_with_the_service_is_there_once_and_overwrites_nothing()
    {
        var count = await _service.Storage.Templates.CountDocumentsAsync(_ => true, cancellationToken: TestContext.Current.CancellationToken);
        await WriteAsync("recours", new { label = "À nous", subject = "Objet", body = "Texte." }, "\"1\"");
        _service = await _service.AgainAsync(engine);
        Assert.Equal(count + 1, await _service.Storage.Templates.CountDocumentsAsync(_ => true, cancellationToken: TestContext.Current.CancellationToken));
        var listed = (await _service.Handler.GetJsonAsync("letter-templates")).List("items").Single(one => one!.Text("code") == "recours")!;
        Assert.Equal((2, "À nous"), (listed.Number("version"), listed.Text("label")));
    }

    private Task<JsonNode> PreviewAsync(Known known, string query) => _service.Handler.GetJsonAsync($"complaints/{known.Id}/letter-preview?{query}");

    private async Task WriteAsync(string code, object body, string? tag = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"letter-templates/{code}") { Content = JsonContent.Create(body) };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        var response = await _service.Handler.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
