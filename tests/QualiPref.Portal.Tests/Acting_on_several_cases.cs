using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Acting_on_several_cases(PortalSystem system)
{
    private readonly string _subject = $"Lot{Guid.NewGuid():N}";

    [Fact]
    public async Task Shows_what_would_be_done_and_then_does_it_to_those_that_are_ticked()
    {
        var cases = await FileAsync(3);
        var page = await ListAsync();
        await TickAsync(page, cases[..2]);
        await ButtonAsync(page, "Qualifier");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Qualifier : 2\u00A0dossiers");
        Assert.Equal(["À qualifier", "À qualifier"], await page.Locator("tbody tr td:nth-child(2)").AllInnerTextsAsync());
        Assert.Null(await MotiveAsync(cases[0]));
        await Accessibility.FitsAsync(page, "lot");

        await page.GetByLabel("Motif").SelectOptionAsync("attente");
        await ButtonAsync(page, "Qualifier 2\u00A0dossiers");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("2\u00A0dossiers sont traités");
        Assert.Equal(["attente", "attente", null], await Task.WhenAll(cases.Select(MotiveAsync)));
        await page.GetByRole(AriaRole.Link, new() { Name = "Revenir à la liste" }).ClickAsync();
        Assert.Contains($"q={_subject}", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_a_case_as_it_is_that_somebody_changed_meanwhile()
    {
        var cases = await FileAsync(2);
        var page = await ListAsync();
        await TickAsync(page, cases);
        await ButtonAsync(page, "Qualifier");
        await system.MoveAsync(cases[0], "assign");

        await page.GetByLabel("Motif").SelectOptionAsync("horaires");
        // Each twice, as no browser sends them: it is the same case all the same.
        await page.Locator("input[name=Id]").EvaluateAllAsync<object?>("all => all.forEach(one => one.after(one.cloneNode()))");
        await ButtonAsync(page, "Qualifier 2\u00A0dossiers");

        await Assertions.Expect(page.Locator("tbody tr").Filter(new() { Has = page.Locator($"a[href$='{cases[0]}']") })).ToContainTextAsync("Modifié entre-temps");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("1\u00A0dossier est traité, 1 ne l'est pas");
        Assert.Equal([null, "horaires"], await Task.WhenAll(cases.Select(MotiveAsync)));
    }

    [Fact]
    public async Task Names_those_whose_state_forbids_it_and_does_nothing_to_them()
    {
        var cases = await FileAsync(2);
        await system.MoveAsync(cases[1], "close");
        var page = await ListAsync("status=");
        await TickAsync(page, cases);
        await ButtonAsync(page, "Attribuer");

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("1\u00A0dossier n'est pas concerné");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("Non, statut « Close »");
        await page.GetByLabel("Équipe").SelectOptionAsync("accueil");
        await ButtonAsync(page, "Attribuer 1\u00A0dossier");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("1\u00A0dossier est traité");
        await page.GetByRole(AriaRole.Link, new() { Name = "Revenir à la liste" }).ClickAsync();
        // All of them, closed ones too, as the list was that they were ticked in.
        Assert.Contains($"status=&q={_subject}", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator($"[data-case='{cases[1]}']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator($"[data-case='{cases[0]}']")).ToContainTextAsync("Accueil général");
        await page.GetByRole(AriaRole.Link, new() { Name = "L'équipe" }).ClickAsync();
        await Assertions.Expect(page.Locator("table").Last).ToContainTextAsync("Accueil général");
        await Accessibility.FitsAsync(page, "equipes");
        await page.Locator("table").Last.GetByRole(AriaRole.Link, new() { Name = "Accueil général" }).First.ClickAsync();
        await Assertions.Expect(page.Locator(".qp-narrowed")).ToContainTextAsync("Équipe : Accueil général");
    }

    [Fact]
    public async Task Does_nothing_to_any_while_something_is_missing()
    {
        var cases = await FileAsync(2);
        var page = await ListAsync();
        await TickAsync(page, cases);
        await ButtonAsync(page, "Qualifier");
        await ButtonAsync(page, "Qualifier 2\u00A0dossiers");

        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#motive");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("Oui");
        Assert.Equal([null, null], await Task.WhenAll(cases.Select(MotiveAsync)));
    }

    [Fact]
    public async Task Asks_for_a_tick_where_there_is_none()
    {
        await FileAsync(1);
        var page = await ListAsync();
        await ButtonAsync(page, "Attribuer");
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Cochez au moins un dossier");
    }

    private async Task<Guid[]> FileAsync(int number)
    {
        var cases = new Guid[number];
        for (var place = 0; place < number; place++) cases[place] = await system.FileAsync("91-ETAMPES", $"{_subject} {place}");
        return cases;
    }

    private Task<IPage> ListAsync(string filter = "status=open") => system.SignInAsync("handler", $"/reclamations?{filter}&q={_subject}", javaScript: false);

    private static async Task TickAsync(IPage page, IEnumerable<Guid> cases)
    {
        foreach (var one in cases) await page.Locator($"input[value='{one}']").CheckAsync();
    }

    private static Task ButtonAsync(IPage page, string name) => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    private async Task<string?> MotiveAsync(Guid id)
    {
        using var handler = system.Call("handler");
        return (await handler.GetFromJsonAsync<JsonElement>($"/api/complaints/v1/complaints/{id}", TestContext.Current.CancellationToken)).GetProperty("motive").GetString();
    }
}
