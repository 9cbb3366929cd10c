using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

[Collection(AsShipped.Name)]
public sealed class Signing_in_at_the_local_provider_all_in_one(ShippedSystem system) : Signing_in_at_the_local_provider(system);

[Long]
public sealed class Signing_in_at_the_local_provider_distributed(AskingOverTheBroker system) : Signing_in_at_the_local_provider(system), IClassFixture<AskingOverTheBroker>;

/// <summary>As staff comes in on a machine of one's own: over a real provider, by the code of production.</summary>
public abstract class Signing_in_at_the_local_provider(AskingSystem system)
{
    private const string Desk = "/reclamations";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leads_back_to_the_page_that_was_asked_for_as_the_person_who_was_chosen(bool javaScript)
    {
        var page = await system.OpenAsync(Desk, javaScript);
        await page.ArrivesAtAsync("/connexion?retour=");
        await page.Locator(SignInSteps.Door).ClickAsync();
        await Assertions.Expect(page.Locator(".banner")).ToContainTextAsync("n'existent pas");
        await page.Locator("button[value='handler']").ClickAsync();
        await page.ArrivesAtAsync(Desk, ends: true);
        await Assertions.Expect(page.Locator(".qp-who-menu")).ToContainTextAsync("Gestionnaire des réclamations (exemple)");
    }

    [Fact]
    public async Task Is_possible_by_keys_alone_on_a_page_in_which_axe_finds_nothing()
    {
        var page = await system.OpenAsync($"/connexion?retour={Desk}");
        await page.GoAndPressAsync(SignInSteps.Door);
        await page.Locator(".banner").WaitForAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "fournisseur local");
        await page.GoAndPressAsync("button[value='handler']");
        await page.ArrivesAtAsync(Desk, ends: true);
    }

    [Fact]
    public async Task Lets_in_nobody_whom_no_administrator_let_in_and_says_whom_to_ask()
    {
        var page = await system.OpenAsync($"/connexion?retour={Desk}");
        await page.SignInAsAnotherAsync("quelqu-un-de-nouveau");
        await page.ArrivesAtAsync("/compte-en-attente");
        await page.GotoAsync(Desk);
        await page.ArrivesAtAsync("/acces-refuse?retour=");
        await page.Locator("main a[href='/compte-en-attente']").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Vous êtes bien connecté");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_the_provider_too()
    {
        var page = await SignInAsync();
        await page.Locator(".qp-who-menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await page.ArrivesAtAsync(system.Address + "/", ends: true);
        await page.GotoAsync(Desk);
        await page.Locator(SignInSteps.Door).ClickAsync();
        // Else it would lead straight back.
        await Assertions.Expect(page.Locator("button[value='handler']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_session_that_ends_at_the_provider_ends_here()
    {
        var page = await SignInAsync();
        var there = await page.Context.NewPageAsync();
        await there.GotoAsync(system.Parts.SignIn.Address);
        await there.GetByRole(AriaRole.Button, new() { Name = "Mettre fin à cette session" }).ClickAsync();
        await Assertions.Expect(there.Locator("main")).ToContainTextAsync("Personne n'est connecté ici");
        await page.GotoAsync(Desk);
        await page.ArrivesAtAsync("/connexion?fin=1&retour=");
    }

    [Fact]
    public async Task A_provider_that_is_down_leaves_open_sessions_working_and_says_so()
    {
        var page = await SignInAsync();
        await system.Parts.SignIn.KillAsync();
        try
        {
            await Assertions.Expect(page.Locator("#fournisseur-absent")).ToHaveCountAsync(0);
            await ReloadUntilAsync(page, "#fournisseur-absent");
            Assert.EndsWith(Desk, page.Url, StringComparison.Ordinal);
            await Assertions.Expect(page.Locator("#fournisseur-absent")).ToContainTextAsync("Votre session continue");
            await Accessibility.HoldsAtEveryWidthAsync(page, "fournisseur absent");
            // What the person does still reaches the services.
            await page.GotoAsync("/saisie");
            await Assertions.Expect(page.GetByLabel("Site")).ToBeVisibleAsync();

            var newcomer = await system.OpenAsync($"/connexion?retour={Desk}");
            await newcomer.Locator(SignInSteps.Door).ClickAsync();
            await newcomer.ArrivesAtAsync("/connexion/refusee");
            await Assertions.Expect(newcomer.Locator("h1")).ToHaveTextAsync("Connexion momentanément impossible");
            await Assertions.Expect(newcomer.Locator("main")).ToContainTextAsync("Les sessions déjà ouvertes continuent de fonctionner.");
            await Accessibility.HoldsAtEveryWidthAsync(newcomer, "connexion impossible, fournisseur absent");
        }
        finally
        {
            await system.Parts.SignIn.StartAsync(Token);
        }
        var later = await system.OpenAsync($"/connexion?retour={Desk}");
        await later.SignInAsAsync("handler");
        await later.ArrivesAtAsync(Desk, ends: true);
    }

    // A session of the test's own: what ends it ends nobody else's.
    private async Task<IPage> SignInAsync()
    {
        var page = await system.OpenAsync($"/connexion?retour={Desk}");
        await page.SignInAsAsync("handler");
        await page.ArrivesAtAsync(Desk, ends: true);
        return page;
    }

    private static Task<int> ReloadUntilAsync(IPage page, string selector) => Eventually.ReadsAsync($"{selector} is there", async _ =>
    {
        await page.ReloadAsync();
        return await page.Locator(selector).CountAsync();
    }, count => count > 0, cancellationToken: Token);
}
