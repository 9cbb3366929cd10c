using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Desk;

/// <summary>
/// A Monday of a new handler who has 2,000 open cases and a keyboard: nothing here clicks, sets a field or moves the focus but keys. At each page what they would see is asked
/// for, axe finds nothing, and pictures are kept where <c>QUALIPREF_PICTURES</c> says.
/// </summary>
[Collection(OnMonday.Name)]
public sealed class A_day_at_the_desk(MondayMorning system)
{
    private const string Search = "details:has(form[role=search]) > summary", Filter = ".qp-filters button[type=submit]", MyList = "Graves à Étampes";

    [Fact, Long]
    public async Task Begins_by_keys_alone()
    {
        var page = await system.SignInByKeysAsync("handler", "/");
        await BeginsWithWhatIsOwedAsync(page);
        await KeepsAListOfOnesOwnAsync(page);
        await ClaimsACaseAndChecksItAsync(page);
    }

    private static async Task BeginsWithWhatIsOwedAsync(IPage page)
    {
        await page.IsTitledAsync("À faire aujourd'hui");
        await page.LookAtAsync("1 accueil");
        var late = await page.Locator("#reclamations-du-jour .qp-today__late").InnerTextAsync();
        await page.GoAndPressAsync("#reclamations-du-jour a[href*='overdue=false']");
        await page.ArrivesAtAsync("overdue=false");
        await Assertions.Expect(page.Locator(".qp-narrowed")).ToContainTextAsync("Échéance avant le");
        await page.LookAtAsync("2 reponses de la semaine");

        await page.CommandAsync("en retard", "dossiers à traiter");
        var number = await page.Locator("#cote a[aria-current=page] .qp-n").InnerTextAsync();
        Assert.StartsWith(number.Trim(), late.Trim(), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("j. de retard");
        await page.LookAtAsync("3 en retard", enlarged: true);
        await page.ShowsFocusEverywhereAsync("Tab");
        await page.ShowsFocusEverywhereAsync("Shift+Tab");
    }

    private static async Task KeepsAListOfOnesOwnAsync(IPage page)
    {
        await page.CommandAsync("a traiter", "dossiers à traiter");
        var today = await page.Locator(".qp-due li:nth-child(2) b").InnerTextAsync();
        await page.GoAndPressAsync(".qp-due li:nth-child(2) a");
        await page.ArrivesAtAsync("dueBefore=");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"{today}\u00A0{(today is "0" or "1" ? "dossier" : "dossiers")} à traiter");

        await page.CommandAsync("a traiter", "dossiers à traiter");
        await page.GoAndPressAsync(Search);
        await page.ChooseAsync("#sort", "-gravity");
        await page.GoAndPressAsync(Filter);
        await page.ArrivesAtAsync("sort=-gravity");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("Gravité : Forte");
        await page.LookAtAsync("4 par gravite");
        await page.GoAndPressAsync(Search);
        await page.ChooseAsync("#site", MondayMorning.Site);
        await page.ChooseAsync("#gravity", "forte");
        await page.GoAndPressAsync(Filter);
        await page.ArrivesAtAsync("gravity=forte");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(4);

        await page.GoAndPressAsync("details:has(#ViewName) > summary");
        await page.GoAndTypeAsync("#ViewName", MyList);
        await page.KeysAsync("Enter");
        await page.SaysAsync("est gardée");
        await Assertions.Expect(page.Locator("nav[aria-label='Mes listes'] a[aria-current]")).ToHaveTextAsync(MyList);
        await page.LookAtAsync("5 liste gardee");
    }

    private static async Task ClaimsACaseAndChecksItAsync(IPage page)
    {
        await page.KeysAsync("j", "Enter");
        await page.IsTitledAsync("Dossier du jour 1");
        await page.LookAtAsync("6 dossier", enlarged: true);
        await page.ShowsFocusEverywhereAsync("Tab");
        await page.ShowsFocusEverywhereAsync("Shift+Tab");
        await page.KeysAsync("p");
        await page.SaysAsync("C'est enregistré : attribution");
        await Assertions.Expect(page.Locator("#fiche + dl")).ToContainTextAsync("Gestionnaire des réclamations");
        for (var check = 1; check <= 2; check++)
        {
            await page.GoAndPressAsync(".qp-checks form:has([value=done]) button");
            await Assertions.Expect(page.Locator(".qp-checks li:has-text('Fait (')")).ToHaveCountAsync(check);
            await Assertions.Expect(page.Locator("#verifier")).ToBeFocusedAsync();
        }
    }
}
