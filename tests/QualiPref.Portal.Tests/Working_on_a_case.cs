using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

public sealed class Working_on_a_case(PortalSystem system)
{
    [Fact]
    public async Task A_handler_finds_qualifies_answers_and_closes_without_javascript()
    {
        var subject = $"À traiter {Guid.NewGuid():N}";
        var id = await system.FileAsync("91-ETAMPES", subject);
        var page = await system.SignInAsync("handler", "/reclamations", javaScript: false);
        await page.GetByLabel("Site").SelectOptionAsync("91-ETAMPES");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filtrer" }).ClickAsync();
        Assert.Contains("site=91-ETAMPES", page.Url, StringComparison.Ordinal);
        await page.Locator($"tr:has-text('{subject}') a").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Réponse attendue au plus tard le");

        await TakeAsync(page, "qualify", async form => await form.GetByLabel("Motif").SelectOptionAsync("attente"), "Qualifier");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Qualifiée");
        await TakeAsync(page, "answer", AnswerAsync, "Répondre à l'usager");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("dans le délai");
        await TakeAsync(page, "close", async form => await form.GetByLabel("Conclusion").SelectOptionAsync("founded"), "Clore");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Close");
        Assert.EndsWith($"/reclamations/{id}", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_handlers_sees_the_change_and_loses_nothing()
    {
        var id = await system.FileAsync("91-ETAMPES", "À deux");
        var first = await system.SignInAsync("handler", $"/reclamations/{id}");
        var second = await system.SignInAsync("handler", $"/reclamations/{id}");
        await TakeAsync(first, "assign", async form => await form.GetByLabel("Attribuer à").FillAsync("Bureau 2"), "Attribuer");

        var form = second.Locator("#action-answer");
        await AnswerAsync(form);
        await form.GetByRole(AriaRole.Button, new() { Name = "Répondre à l'usager" }).ClickAsync();

        await Assertions.Expect(second.Locator("#conflit")).ToContainTextAsync("Ce dossier a été modifié entre-temps");
        await Assertions.Expect(second.Locator("dl").First).ToContainTextAsync("Bureau 2");
        await Assertions.Expect(second.Locator("#answer-body")).ToHaveValueAsync("Nous avons ouvert un second guichet.");
        await Accessibility.FindsNothingAsync(second, "dossier en conflit");
        await second.Locator("#action-answer").GetByRole(AriaRole.Button, new() { Name = "Répondre à l'usager" }).ClickAsync();
        await Assertions.Expect(second.Locator("dl").First).ToContainTextAsync("Réponse envoyée");
    }

    [Fact]
    public async Task What_was_typed_is_shown_when_the_step_is_no_longer_possible()
    {
        var id = await system.FileAsync("91-ETAMPES", "Trop tard");
        var first = await system.SignInAsync("handler", $"/reclamations/{id}");
        var second = await system.SignInAsync("handler", $"/reclamations/{id}");
        await TakeAsync(first, "answer", AnswerAsync, "Répondre à l'usager");

        var form = second.Locator("#action-answer");
        await form.GetByLabel("Objet de la réponse").FillAsync("Autre objet");
        await form.GetByLabel("Texte de la réponse").FillAsync("Un long texte à ne pas perdre.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Répondre à l'usager" }).ClickAsync();
        await Assertions.Expect(second.Locator("#conflit")).ToContainTextAsync("Un long texte à ne pas perdre.");
    }

    [Fact]
    public async Task A_refused_step_keeps_the_text_and_names_the_field()
    {
        var id = await system.FileAsync("91-ETAMPES", "Incomplet");
        var page = await system.SignInAsync("handler", $"/reclamations/{id}");
        var form = page.Locator("#action-answer");
        await form.GetByLabel("Texte de la réponse").FillAsync("Sans objet.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Répondre à l'usager" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#answer-subject");
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync("Sans objet.");
    }

    [Fact]
    public async Task The_proof_of_the_date_due_is_one_click_away()
    {
        var id = await system.FileAsync("91-ETAMPES", "Échéance");
        var page = await system.SignInAsync("handler", $"/reclamations/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Voir le calcul de l'échéance" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr").Last.Locator("td").First).ToHaveTextAsync("15");
    }

    [Theory]
    [InlineData("agent", "/reclamations")]
    [InlineData("handler", "/indicateurs")]
    [InlineData("agent", "/bilans")]
    public async Task A_page_beyond_ones_role_is_refused(string role, string path)
    {
        var page = await system.SignInAsync(role, "/");
        var response = await page.GotoAsync(path);
        Assert.Equal(403, response!.Status);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Accès refusé");
    }

    [Fact]
    public async Task The_session_is_no_key_to_the_api()
    {
        var page = await system.SignInAsync("admin", "/");
        var answer = await page.APIRequest.GetAsync("/api/complaints/v1/complaints");
        Assert.Equal(401, answer.Status);
        var cookie = (await page.Context.CookiesAsync()).Single(one => one.Name == "qualipref-session");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
    }

    private static async Task AnswerAsync(ILocator form)
    {
        await form.GetByLabel("Objet de la réponse").FillAsync("Votre réclamation");
        await form.GetByLabel("Texte de la réponse").FillAsync("Nous avons ouvert un second guichet.");
    }

    private static async Task TakeAsync(IPage page, string step, Func<ILocator, Task> fill, string button)
    {
        var action = page.Locator($"#action-{step}");
        if (await action.GetAttributeAsync("open") is null) await action.Locator("summary").ClickAsync();
        await fill(action);
        await action.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("C'est fait");
    }
}
