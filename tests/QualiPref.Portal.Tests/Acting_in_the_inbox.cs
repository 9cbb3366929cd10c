using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>What the page of comments sends, and what it shows where another one acts at the same time.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Acting_in_the_inbox(PortalSystem system)
{
    private static readonly Guid Id = new("0197d1f0-0000-7000-8000-0000000000a1");

    private readonly ConcurrentQueue<(string Act, JsonNode? Body)> _done = [];

    // What another one does between the list and the act.
    private bool _isRead, _isErased;

    [Fact]
    public async Task What_is_chosen_stays_in_every_address_and_words_are_counted_when_they_are_asked_for()
    {
        await using var surveys = await StartAsync();
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Surveys", surveys));
        var page = await portal.SignInAsync(system, "quality", "/avis-recus?etat=tous&site=91-EVRY&theme=attente", javaScript: false);

        await Assertions.Expect(page.Locator("a[rel=next]")).ToHaveAttributeAsync("href", "/avis-recus?etat=tous&site=91-EVRY&theme=attente&cursor=suite");
        foreach (var view in await page.Locator(".qp-chips a").AllAsync()) Assert.EndsWith("&site=91-EVRY&theme=attente", await view.GetAttributeAsync("href"), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator(".qp-cards")).ToContainTextAsync("Questionnaire abandonné");
        // Half past midnight at the site; in UTC it was the day before.
        await Assertions.Expect(page.Locator(".qp-comment-reply")).ToContainTextAsync("pas publiée faute de résumé (Claire, 3 juillet 2026)");
        Assert.DoesNotContain("GET /api/surveys/v1/comments/counts", surveys.Calls);

        await page.GetByRole(AriaRole.Link, new() { Name = "Compter les mots et les thèmes" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("guichet 7");
        Assert.Single(surveys.Calls, "GET /api/surveys/v1/comments/counts");
    }

    [Fact]
    public async Task What_is_sent_is_what_was_pressed_and_typed()
    {
        await using var surveys = await StartAsync();
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Surveys", surveys));
        var page = await portal.SignInAsync(system, "quality", "/avis-recus?etat=tous", javaScript: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ne plus citer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("n'est plus marqué");
        await page.Locator("summary", new() { HasText = "Classer, répondre" }).ClickAsync();
        await page.GetByLabel("Ce qui a été dit").FillAsync(" Il manque des bancs. ");
        await page.GetByLabel("Réponse publique").FillAsync("  Merci.\nÀ bientôt. \n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publier la réponse" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("La réponse est publiée");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer la réponse" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("n'est plus publiée");

        Assert.Equal([("quotable", """{"quotable":false}"""), ("reply", "Il manque des bancs. | Merci.\nÀ bientôt."), ("withdraw-reply", null)],
            _done.Select(one => (one.Act, one.Act == "reply" ? $"{one.Body!["said"]} | {one.Body["text"]}" : one.Body?.ToJsonString())));
    }

    [Fact]
    public async Task Whoever_is_refused_finds_the_comment_and_what_was_typed_or_ticked_though_the_list_has_it_no_more()
    {
        await using var surveys = await StartAsync();
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Surveys", surveys));
        var page = await portal.SignInAsync(system, "quality", "/avis-recus");
        _isRead = true;
        await page.Locator("summary", new() { HasText = "Classer, répondre" }).ClickAsync();
        await page.GetByLabel("Attente").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les thèmes" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("ce que vous aviez écrit ou coché est encore là");
        await Assertions.Expect(page.GetByLabel("Attente")).ToBeCheckedAsync();

        // The block of what was refused stays open.
        await page.GetByLabel("Ce qui a été dit").FillAsync("Il manque des bancs.");
        await page.GetByLabel("Réponse publique").FillAsync("Deux bancs sont commandés.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publier la réponse" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Ce qui a été dit")).ToHaveValueAsync("Il manque des bancs.");
        await Assertions.Expect(page.GetByLabel("Réponse publique")).ToHaveValueAsync("Deux bancs sont commandés.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "avis refuse");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_one_changed_or_erased_meanwhile_is_not_filed_as_a_suggestion(bool isErased)
    {
        await using var surveys = await StartAsync();
        await using var complaints = await StandIn.StartAsync(_ => { });
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Surveys", surveys), ("Complaints", complaints));
        var page = await portal.SignInAsync(system, "quality", "/avis-recus", javaScript: false);
        (_isRead, _isErased) = (true, isErased);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer comme suggestion" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Rien n'a été changé par vous");
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync(isErased ? "vient d'effacer" : "vient d'agir");
        Assert.Empty(complaints.Calls);
    }

    private Task<StandIn> StartAsync() => StandIn.StartAsync(api =>
    {
        api.MapGet("/api/surveys/v1/comments", (string? state) => Results.Json(new { items = _isRead && state == "unread" ? [] : (object[])[Comment()], next = _isRead ? null : "suite" }));
        api.MapGet("/api/surveys/v1/comments/{id:guid}", (HttpContext context) => Tagged(context));
        api.MapGet("/api/surveys/v1/comments/counts", () => Results.Json(new
        {
            comments = 9,
            unread = 1,
            complete = true,
            question = "global",
            sites = (object[])[],
            grades = (object[])[],
            themes = (object[])[],
            words = (object[])[new { word = "guichet", comments = 7 }],
        }));
        api.MapGet("/api/surveys/v1/comment-themes", () => Results.Json(new
        {
            items = (object[])[new { network = "essonne", version = 1, etag = "\"1\"", themes = (object[])[new { code = "attente", label = "Attente", retired = false }] }],
        }));
        api.MapPost("/api/surveys/v1/comments/{id:guid}/{act}", async (string act, HttpContext context) =>
        {
            if (_isRead) return StandIn.Refuse(412, "QP-SURVEYS-907", "Modifié entre-temps");
            _done.Enqueue((act, context.Request.ContentLength != 0 ? await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) : null));
            return Tagged(context);
        });
    });

    private IResult Tagged(HttpContext context)
    {
        context.Response.Headers.ETag = _isRead ? "\"4\"" : "\"3\"";
        return Results.Json(Comment());
    }

    private object Comment() => new
    {
        id = Id,
        site = "91-EVRY",
        date = "2026-07-02",
        channel = "kiosk",
        language = "fr",
        questionnaire = "accueil-general",
        questionnaireVersion = 1,
        status = "abandoned",
        answers = new { },
        comment = _isErased ? null : "Deux bancs de plus",
        texts = new { },
        state = _isErased ? "erased" : _isRead ? "read" : "unread",
        version = _isRead ? 4 : 3,
        etag = _isRead ? "\"4\"" : "\"3\"",
        themes = (string[])[],
        quotable = true,
        reply = new { said = (string?)null, text = "Merci.", by = "Claire", at = "2026-07-02T22:30:00Z" },
        passedOn = (object?)null,
        erased = _isErased ? new { reason = "Nomme un agent", by = "Claire", at = "2026-07-02T22:30:00Z" } : null,
    };
}
