using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Reading_the_comments(PortalSystem system)
{
    private const string Agen = "47-AGEN";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_read_sorted_answered_kept_as_a_suggestion_and_erased_without_script()
    {
        var id = await CommentAsync("Deux bancs de plus dans la salle, et rappelez-moi au 06 12 34 56 78", "peu-satisfait");
        var page = await system.SignInAsync("quality", "/avis-recus/themes", javaScript: false);
        await page.GetByLabel("Thèmes").Nth(1).FillAsync("Attente\nLocaux, accessibilité");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la liste du réseau Lot-et-Garonne" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("enregistrée");

        await page.GotoAsync($"/avis-recus?site={Agen}");
        var card = CardOf(page, id);
        await Assertions.Expect(card).ToContainTextAsync("rappelez-moi au [téléphone masqué]");
        await Assertions.Expect(card).ToContainTextAsync("Peu satisfait");
        await ButtonOf(card, "Marquer comme lu").ClickAsync();
        await Assertions.Expect(card).ToHaveCountAsync(0);

        await page.GotoAsync($"/avis-recus?etat=tous&site={Agen}");
        await OpenAsync(card);
        await card.GetByLabel("Locaux, accessibilité").CheckAsync();
        await ButtonOf(card, "Enregistrer les thèmes").ClickAsync();
        await Assertions.Expect(card.Locator(".fr-tag")).ToHaveTextAsync("Locaux, accessibilité");
        await ReplyAsync(card, "");
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", $"#a-{id}-Reply");
        await card.GetByLabel("Ce qui a été dit").FillAsync("Il manque des bancs dans la salle.");
        await card.GetByLabel("Réponse publique").FillAsync("Deux bancs sont commandés.");
        await ButtonOf(card, "Publier la réponse").ClickAsync();
        await Assertions.Expect(card.Locator(".qp-comment-reply")).ToContainTextAsync("Deux bancs sont commandés.");
        await ReadAsAnybodyAsync();
        await ButtonOf(card, "Enregistrer comme suggestion").ClickAsync();
        var reference = await card.Locator("a[href^='/reclamations/']").InnerTextAsync();
        Assert.StartsWith(Agen, reference, StringComparison.Ordinal);
        await LookAsync(id);

        await OpenAsync(card);
        await card.GetByLabel("Raison d'effacer").FillAsync("Demande de la personne");
        await ButtonOf(card, "Effacer le texte").ClickAsync();
        await Assertions.Expect(card).ToContainTextAsync("Demande de la personne");
        await Assertions.Expect(card).Not.ToContainTextAsync("bancs de plus");
        await page.GotoAsync($"/reclamations?status=&q={reference}");
        await page.Locator("tr", new() { HasText = reference }).Locator(".qp-subject a").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Deux bancs de plus dans la salle");
    }

    [Fact]
    public async Task Whoever_acts_on_what_another_one_changed_is_told_and_keeps_what_was_typed()
    {
        var id = await CommentAsync("Merci pour l'accueil", "tres-satisfait");
        var page = await system.SignInAsync("quality", $"/avis-recus?etat=tous&site={Agen}", javaScript: false);
        using var other = system.Call("quality");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/surveys/v1/comments/{id}/read");
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        Assert.True((await other.SendAsync(request, Token)).IsSuccessStatusCode);

        await ReplyAsync(CardOf(page, id), "Merci à vous.");

        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Quelqu'un d'autre vient d'agir");
        await Assertions.Expect(CardOf(page, id).GetByLabel("Réponse publique")).ToHaveValueAsync("Merci à vous.");
    }

    [Fact]
    public async Task Bursts_are_told_with_their_reason_and_what_they_change()
    {
        await using var surveys = await StandIn.StartAsync(api => api.MapGet("/api/surveys/v1/responses/bursts", () => Results.Json(new
        {
            items = (object[])
            [
                new { kiosk = Guid.NewGuid(), label = "Hall d'accueil", date = "2026-07-03", from = "2026-07-03T08:00:00Z", to = "2026-07-03T08:00:45Z", n = 6, why = "fast" },
                new { kiosk = Guid.NewGuid(), label = "Guichet 4", date = "2026-07-02", from = "2026-07-02T08:00:00Z", to = "2026-07-02T08:09:00Z", n = 12, why = "same" },
            ],
            complete = true,
            rules = new { answers = 5, withinSeconds = 60, sameAnswers = 10, sameWithinSeconds = 600 },
            answers = 200,
            flagged = 18,
            figures = (object[])
            [
                new
                {
                    indicator = "satisfaction.global",
                    question = "global",
                    with = new { n = 190, numerator = 150, value = 0.789, low = 0.726, high = 0.841 },
                    without = new { n = 0, numerator = 0, value = (double?)null, low = (double?)null, high = (double?)null },
                },
            ],
        })));
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Surveys", surveys));
        var page = await portal.SignInAsync(system, "quality", "/bornes/rafales?site=91-EVRY&periode=2026-07");
        Assert.Single(surveys.Calls);
        var rows = page.Locator("table").First.Locator("tbody tr");
        await Assertions.Expect(rows.First).ToContainTextAsync("10 h 00 min 45 s");
        await Assertions.Expect(rows.First).ToContainTextAsync("5 réponses ou plus en 60 secondes");
        await Assertions.Expect(rows.Nth(1)).ToContainTextAsync("Même première réponse 10 fois de suite ou plus en 10 minutes");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("18 réponses sur 200 sont signalées en juillet 2026");
        await Assertions.Expect(page.Locator("table").Nth(1)).ToContainTextAsync("78,9 %");
        await Accessibility.HoldsAtEveryWidthAsync(page, "rafales trouvees");
    }

    // The page is nobody's own, and in the language of who reads it.
    private async Task ReadAsAnybodyAsync()
    {
        var page = await system.OpenAsync($"/avis/{Agen.ToLowerInvariant()}/reponses?langue=en");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("You said, we replied");
        await Assertions.Expect(page.Locator(".qp-replies li").First).ToContainTextAsync("Il manque des bancs dans la salle.");
        await Assertions.Expect(page.Locator(".qp-replies li").First).ToContainTextAsync("Deux bancs sont commandés.");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("bancs de plus");
        await Accessibility.HoldsAtEveryWidthAsync(page, "avis reponses");
        await page.GetByRole(AriaRole.Link, new() { Name = "العربية" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("قلتم فأجبنا");
        await Accessibility.HoldsAtEveryWidthAsync(page, "avis reponses en arabe");
        await page.GetByRole(AriaRole.Link, new() { Name = "أعطوا رأيكم" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/avis/{Agen}"));
    }

    // With everything open, and with script: axe is one.
    private async Task LookAsync(Guid id)
    {
        var page = await system.SignInAsync("quality", $"/avis-recus?etat=tous&site={Agen}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Compter les mots et les thèmes" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mots et thèmes" })).ToBeVisibleAsync();
        foreach (var summary in await CardOf(page, id).Locator("summary").AllAsync()) await summary.ClickAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "avis classes");
    }

    private static ILocator CardOf(IPage page, Guid id) => page.Locator($"li[aria-labelledby='avis-{id}']");

    private static ILocator ButtonOf(ILocator card, string name) => card.GetByRole(AriaRole.Button, new() { Name = name });

    private static Task OpenAsync(ILocator card) => card.Locator("summary", new() { HasText = "Classer, répondre ou effacer" }).ClickAsync();

    private static async Task ReplyAsync(ILocator card, string text)
    {
        await OpenAsync(card);
        await card.GetByLabel("Ce qui a été dit").FillAsync("On est content.");
        await card.GetByLabel("Réponse publique").FillAsync(text);
        await ButtonOf(card, "Publier la réponse").ClickAsync();
    }

    private async Task<Guid> CommentAsync(string comment, string grade)
    {
        var id = Guid.CreateVersion7();
        using var agent = system.Call("agent");
        using var answer = await agent.PutAsJsonAsync($"/api/surveys/v1/responses/{id}", new
        {
            site = Agen,
            questionnaire = "accueil-general",
            version = 1,
            channel = "paper",
            language = "fr",
            answeredAt = TimeProvider.System.GetUtcNow(),
            answers = new Dictionary<string, string> { ["global"] = grade, ["attente"] = "peu-satisfait" },
            comment,
        }, Token);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        return id;
    }
}
