using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>Several handlers have the same case open, each with what they typed.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Sharing_a_case(PortalSystem system)
{
    private const string Text = "Bonjour,\n\nVotre attente du 3 juillet nous désole.", Kept = "que vous seul voyez";

    [Fact]
    public async Task What_is_typed_waits_for_whoever_typed_it_until_they_take_the_step()
    {
        var id = await system.FileAsync("91-ETAMPES", "Un brouillon qui attend");
        var page = await system.SignInAsync("handler", $"/reclamations/{id}");
        await TypeAsync(page, Text);
        await Assertions.Expect(page.Locator("#action-answer .qp-draft")).ToContainTextAsync(Kept);
        await page.Context.CloseAsync();

        var other = await system.SignInAsync("admin", $"/reclamations/{id}");
        await Assertions.Expect(other.Locator("#answer-body")).ToHaveValueAsync("");
        page = await system.SignInAsync("handler", $"/reclamations/{id}");
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync(Text);
        await Assertions.Expect(page.Locator("#action-answer .qp-draft")).ToContainTextAsync(Kept);
        await Accessibility.HoldsAtEveryWidthAsync(page, "dossier avec brouillon");
        await page.TakeAsync("answer", form => form.GetByLabel("Objet de la réponse").FillAsync("Votre attente"), "Enregistrer la réponse");
        await page.TakeAsync("reopen", DeskSteps.WhyAsync, "Rouvrir");
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Whoever_leaves_in_the_middle_of_a_word_has_typed_nothing_in_vain()
    {
        var id = await system.FileAsync("91-ETAMPES", "Un mot au milieu");
        var page = await system.SignInAsync("handler", $"/reclamations/{id}");
        await page.Locator("#answer-body").FillAsync(Text);
        await page.GotoAsync("/reclamations");
        // What leaves with the page comes when it likes.
        await Eventually.HoldsAsync("the draft is kept", async _ =>
        {
            await page.GotoAsync($"/reclamations/{id}");
            return await page.Locator("#answer-body").InputValueAsync() == Text;
        }, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_javascript_a_button_keeps_it_and_another_gives_it_up()
    {
        var id = await system.FileAsync("91-ETAMPES", "Un brouillon sans script");
        var page = await system.SignInAsync("handler", $"/reclamations/{id}", javaScript: false);
        await page.Locator("#answer-body").FillAsync(Text);
        var form = page.Locator("#action-answer");
        await form.GetByRole(AriaRole.Button, new() { Name = "Garder comme brouillon" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("Brouillon gardé");
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync(Text);
        await form.GetByRole(AriaRole.Button, new() { Name = "Abandonner le brouillon" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("Brouillon abandonné");
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_draft_that_cannot_be_kept_says_so()
    {
        var id = await system.FileAsync("91-ETAMPES", "Un brouillon refusé");
        var page = await system.SignInAsync("handler", $"/reclamations/{id}");
        await page.RouteAsync("**handler=draft", route => route.AbortAsync());
        await TypeAsync(page, Text);
        await Assertions.Expect(page.Locator("#action-answer .qp-draft")).ToContainTextAsync("Brouillon non gardé");
    }

    [Fact]
    public async Task Each_sees_who_else_is_there_and_takes_the_case_by_one_button()
    {
        var id = await system.FileAsync("91-ETAMPES", "À deux sur un dossier");
        var first = await system.SignInAsync("handler", "/reclamations");
        await first.Clock.InstallAsync();
        await first.GotoAsync($"/reclamations/{id}");
        await Assertions.Expect(first.Locator("#presence")).ToHaveTextAsync("");
        var second = await system.SignInAsync("admin", $"/reclamations/{id}");
        await Assertions.Expect(second.Locator("#presence")).ToContainTextAsync("Aussi ouvert par ");
        await first.Clock.FastForwardAsync(20_000);
        await Assertions.Expect(first.Locator("#presence")).ToContainTextAsync("Aussi ouvert par ");
        await Accessibility.HoldsAtEveryWidthAsync(second, "dossier ouvert ailleurs");

        await second.GotoAsync("/reclamations");
        await Assertions.Expect(second.Locator("h1")).ToBeVisibleAsync();
        await first.ReloadAsync();
        await Assertions.Expect(first.Locator("#presence")).ToHaveTextAsync("");
        await first.GetByRole(AriaRole.Button, new() { Name = "Prendre ce dossier" }).ClickAsync();
        await Assertions.Expect(first.Locator(".fr-alert--success")).ToContainTextAsync("C'est enregistré");
        Assert.Equal(0, await first.GetByRole(AriaRole.Button, new() { Name = "Prendre ce dossier" }).CountAsync());
    }

    private static async Task TypeAsync(IPage page, string text)
    {
        await page.Locator("#answer-body").FillAsync(text);
        await Assertions.Expect(page.Locator("#action-answer .qp-draft")).Not.ToHaveTextAsync("");
    }
}
