using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed partial class Filing_a_complaint(PortalSystem system)
{
    [Fact]
    public async Task Works_without_javascript_from_the_form_to_the_tracking()
    {
        var page = await system.OpenAsync("/reclamation", javaScript: false);
        await page.FillComplaintAsync("Attente au guichet");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Votre message est enregistré");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Une réponse vous est due au plus tard le");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("votre réclamation sera réputée rejetée");
        var reference = (await page.Locator(".fr-alert__title").InnerTextAsync()).Replace("Référence ", "", StringComparison.Ordinal);
        var code = await page.Locator("#code-suivi").InnerTextAsync();
        Assert.DoesNotContain(code, page.Url, StringComparison.Ordinal);

        await page.FollowAsync(code);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(reference);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Votre message est enregistré et sera étudié.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Réponse au plus tard le");
        Assert.DoesNotContain(code, page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(code, await File.ReadAllTextAsync(system.Process.LogFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_the_form_twice_files_once()
    {
        var subject = $"Deux fois {Guid.NewGuid():N}";
        var page = await system.OpenAsync("/reclamation", javaScript: false);
        await page.FillComplaintAsync(subject);
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        var first = await page.Locator("#code-suivi").InnerTextAsync();
        await page.ReloadAsync();
        Assert.Equal(first, await page.Locator("#code-suivi").InnerTextAsync());

        using var handler = system.Call("handler");
        var cases = await handler.GetFromJsonAsync<JsonElement>("/api/complaints/v1/complaints?site=91-ETAMPES&pageSize=200", TestContext.Current.CancellationToken);
        Assert.Single(cases.GetProperty("items").EnumerateArray(), one => one.GetProperty("subject").GetString() == subject);
    }

    [Fact]
    public async Task An_empty_form_names_every_fault_and_links_to_its_field()
    {
        var page = await system.OpenAsync("/reclamation");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();

        var summary = page.Locator("#erreurs");
        await Assertions.Expect(summary).ToBeFocusedAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Erreur : Faire une réclamation ou une suggestion — Réclamations et suggestions — QualiPref");
        await Assertions.Expect(summary.Locator("h2")).ToHaveTextAsync("2 erreurs sont à corriger");
        var links = await summary.Locator("a").AllAsync();
        Assert.NotEmpty(links);
        await Assertions.Expect(links[0]).ToHaveTextAsync("Site : Ce champ est obligatoire.");
        foreach (var link in links)
        {
            var target = (await link.GetAttributeAsync("href"))!;
            Assert.Equal(1, await page.Locator(target).CountAsync());
        }
        await Assertions.Expect(page.Locator("#Form-Site")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator("#Form-Text")).ToHaveAttributeAsync("aria-invalid", "true");
        await Accessibility.HoldsAtEveryWidthAsync(page, "reclamation avec erreurs");
    }

    [Fact]
    public async Task The_form_promises_an_answer_within_the_delay_of_the_catalogue()
    {
        using var catalogue = new ChangingCatalogue();
        catalogue.Change("indicators.yaml", "workingDays: 15", "workingDays: 10");
        await using var portal = await PortalAlone.StartAsync(catalogue.Setting);
        Assert.Contains("dans un délai de 10 jours ouvrés", WebUtility.HtmlDecode(await portal.ReadAsync("/reclamation")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_message_is_promised_no_answer()
    {
        var page = await system.OpenAsync("/reclamation");
        await page.GetByLabel("Site concerné").SelectOptionAsync("91-ETAMPES");
        await page.Locator("#Form-Text").FillAsync("Sans nom.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucune réponse n'est prévue");
        await Accessibility.HoldsAtEveryWidthAsync(page, "recepisse sans reponse");
    }

    [Fact]
    public async Task A_form_without_its_hidden_proof_is_refused()
    {
        using var http = system.Call();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("Form.Site", "91-EVRY")]);
        using var response = await http.PostAsync("/reclamation", form, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Formulaire expiré", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reclamation", System.Net.HttpStatusCode.UnprocessableEntity)] // a field with a bracket in its name is passed over, the others are judged
    [InlineData("/acces-refuse", System.Net.HttpStatusCode.MethodNotAllowed)] // a page that takes no form
    public async Task A_form_that_no_page_has_made_is_refused_in_words(string address, System.Net.HttpStatusCode status)
    {
        using var http = system.Call();
        var blank = await http.GetStringAsync("/reclamation", TestContext.Current.CancellationToken);
        var proof = System.Text.RegularExpressions.Regex.Match(blank, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", proof), KeyValuePair.Create("Form.Site", "91-EVRY"), KeyValuePair.Create("[Form.Text", "x")]);
        using var response = await http.PostAsync(address, form, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task An_unknown_code_is_told_in_words()
    {
        var page = await system.OpenAsync("/suivi", javaScript: false);
        await page.GetByLabel("Code de suivi").FillAsync("AAAAA-BBBBB-CCCCC-DDDDD");
        await page.GetByRole(AriaRole.Button, new() { Name = "Consulter" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Ce code de suivi n'est pas connu");
    }

    [Fact]
    public async Task Receipt_is_printed_on_one_page_and_the_copy_of_the_message_on_the_next()
    {
        var page = await system.OpenAsync("/reclamation");
        await page.FillComplaintAsync("À imprimer");
        await page.SendComplaintAsync();
        var printed = System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { Format = "A4" }));
        Assert.Equal(2, Pages().Count(printed));
    }

    [Fact]
    public async Task Receipt_and_tracking_are_accessible_and_say_what_happens_now()
    {
        var page = await system.OpenAsync("/reclamation");
        await page.FillComplaintAsync("Accusé de réception");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        var code = await page.Locator("#code-suivi").InnerTextAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "recepisse");
        await page.GetByRole(AriaRole.Link, new() { Name = "Suivre ma demande" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Consulter" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToBeFocusedAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "suivi avec erreur");
        await page.GetByLabel("Code de suivi").FillAsync(code.Replace("-", " ", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Consulter" }).ClickAsync();
        await Assertions.Expect(page.Locator("h2").First).ToHaveTextAsync("Où en est votre message");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Vous n'avez rien à faire.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Qui contacter");
        await Accessibility.HoldsAtEveryWidthAsync(page, "suivi trouve");
    }

    [GeneratedRegex(@"/Type /Page\b(?!s)")]
    private static partial Regex Pages();
}
