using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>A handler starts the letters of a case from standard ones.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Writing_with_standard_letters(PortalSystem system)
{
    private const string Fill = "Remplir le texte", Take = "Enregistrer la réponse";

    [Theory]
    [LongData(true)]
    [InlineData(false)]
    public async Task The_text_is_filled_and_the_letter_keeps_what_it_was_made_from(bool javaScript)
    {
        var (page, id) = await OpenAsync(javaScript);
        var form = page.Locator("#action-answer");
        await form.GetByLabel("Courrier type (facultatif)").SelectOptionAsync("reponse-fondee");
        await form.GetByRole(AriaRole.Button, new() { Name = Fill }).ClickAsync();
        var subject = page.Locator("#answer-subject");
        await Assertions.Expect(subject).ToHaveValueAsync(new Regex("^Réponse à votre réclamation 91-ETAMPES-"));
        await Assertions.Expect(page.Locator("#answer-rempli")).ToContainTextAsync("projet, pas encore validé par le comité");
        await Assertions.Expect(page.Locator("#answer-rempli")).ToBeFocusedAsync();
        Assert.Empty(await LettersOfAsync(id));

        // A blank that nobody filled is refused, and nothing of the text is lost.
        await form.GetByRole(AriaRole.Button, new() { Name = Take, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer-body-erreur")).ToContainTextAsync("reste à écrire ou à retirer");
        var text = await page.Locator("#answer-body").InputValueAsync();
        Assert.Contains("[à compléter\u00A0: mesure prise]", text, StringComparison.Ordinal);
        await page.Locator("#answer-body").FillAsync(Regex.Replace(text, @"\[à compléter[^\]]*\]", "Voici."));
        await form.GetByRole(AriaRole.Button, new() { Name = Take, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("C'est enregistré");

        var letter = Assert.Single(await LettersOfAsync(id));
        Assert.Equal(("reponse-fondee", 1, "fr"), (letter.GetProperty("template").GetString(), letter.GetProperty("templateVersion").GetInt32(), letter.GetProperty("language").GetString()));
    }

    [Theory]
    [InlineData(true)]
    [LongData(false)]
    public async Task What_was_typed_is_replaced_only_when_its_writer_says_so(bool javaScript)
    {
        var (page, _) = await OpenAsync(javaScript);
        var form = page.Locator("#action-answer");
        await form.GetByLabel("Texte de la réponse").FillAsync("Mon propre texte.");
        await FillAsync(form, "reponse-non-fondee");
        await Assertions.Expect(page.Locator("#answer-question")).ToContainTextAsync("rien n'a été remplacé");
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync("Mon propre texte.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Remplacer mon texte" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync(new Regex("nous ne pouvons pas vous donner raison"));

        // What was filled and left as it is belongs to nobody.
        await FillAsync(form, "recours");
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync(new Regex("recours gracieux"));
        Assert.Equal(0, await page.Locator("#answer-question").CountAsync());
        await page.Locator("#answer-subject").FillAsync("Un autre objet");
        await FillAsync(form, "reponse-fondee");
        await Assertions.Expect(page.Locator("#answer-question")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#answer-subject")).ToHaveValueAsync("Un autre objet");
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, "dossier remplacer le texte");
        else await Accessibility.FitsAsync(page, "dossier remplacer le texte sans script");
    }

    [Fact]
    public async Task A_letter_is_filled_in_the_language_that_was_chosen()
    {
        var (page, _) = await OpenAsync(javaScript: true);
        var form = page.Locator("#action-hold");
        await form.Locator("summary").ClickAsync();
        await form.GetByLabel("Langue du courrier type").SelectOptionAsync("ar");
        await FillAsync(form, "reponse-attente");
        await Assertions.Expect(page.Locator("#hold-text")).ToHaveValueAsync(new Regex("سيدتي، سيدي"));
        Assert.Equal("rtl", await page.Locator("#hold-text").EvaluateAsync<string>("one => getComputedStyle(one).direction"));
        await Accessibility.HoldsAtEveryWidthAsync(page, "dossier rempli en arabe");
    }

    [Fact]
    public async Task Enter_in_a_field_takes_the_step_and_fills_nothing()
    {
        var (page, id) = await OpenAsync(javaScript: true);
        var form = page.Locator("#action-answer");
        await form.GetByLabel("Courrier type (facultatif)").SelectOptionAsync("recours");
        await form.GetByLabel("Texte de la réponse").FillAsync("Voici.");
        await form.GetByLabel("Objet de la réponse").FillAsync("Réponse");
        await form.GetByLabel("Objet de la réponse").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("C'est enregistré");
        // Chosen and never filled in: the letter was made from nothing.
        Assert.Equal(JsonValueKind.Null, Assert.Single(await LettersOfAsync(id)).GetProperty("template").ValueKind);
    }

    [Fact]
    public async Task A_paragraph_is_inserted_without_leaving_the_keys()
    {
        var id = await system.FileAsync("91-ETAMPES", "Au clavier");
        var page = await system.SignInByKeysAsync("handler", $"/reclamations/{id}");
        await page.GoAndTypeAsync("#answer-body", "Bonjour, ::");
        var list = page.GetByRole(AriaRole.Listbox, new() { Name = "Paragraphes types" });
        await Assertions.Expect(list).ToBeVisibleAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "dossier paragraphes au clavier");
        await page.Keyboard.TypeAsync("ref");
        await Assertions.Expect(list.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        var reference = await page.Locator("main .qp-reference").First.InnerTextAsync();
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync($"Bonjour, Pour toute question, rappelez la référence {reference}.");
        await Assertions.Expect(list).ToBeHiddenAsync();

        await page.Keyboard.TypeAsync(" ::");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(list.Locator("[aria-selected=true]")).ToHaveAttributeAsync("id", await page.Locator("#answer-body").GetAttributeAsync("aria-activedescendant") ?? "none");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(list).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync($"Bonjour, Pour toute question, rappelez la référence {reference}. ::\n");
    }

    [Fact]
    public async Task Without_javascript_paragraphs_are_there_to_be_copied()
    {
        var (page, _) = await OpenAsync(javaScript: false);
        await page.Locator("#paragraphes > summary").ClickAsync();
        await Assertions.Expect(page.Locator("#paragraphes")).ToContainTextAsync("rappelez la référence 91-ETAMPES-");
        await Accessibility.FitsAsync(page, "dossier paragraphes sans script");
    }

    private static async Task FillAsync(ILocator form, string code)
    {
        await form.GetByLabel("Courrier type (facultatif)").SelectOptionAsync(code);
        await form.GetByRole(AriaRole.Button, new() { Name = Fill }).ClickAsync();
    }

    private async Task<(IPage Page, Guid Id)> OpenAsync(bool javaScript)
    {
        var id = (await system.FileLetterAsync()).Id;
        return (await system.SignInAsync("handler", $"/reclamations/{id}", javaScript: javaScript), id);
    }

    private async Task<IReadOnlyList<JsonElement>> LettersOfAsync(Guid id)
    {
        using var handler = system.Call("handler");
        var one = await handler.GetFromJsonAsync<JsonElement>($"/api/complaints/v1/complaints/{id}", TestContext.Current.CancellationToken);
        return [.. one.GetProperty("letters").EnumerateArray().Where(letter => letter.GetProperty("kind").GetString() is not ("file" or "acknowledge"))];
    }
}
