using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>Staff whose token covers one network or one site, and not the first of the catalogue.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Covering_some_sites(PortalSystem system)
{
    private const string OfOneNetwork = "quality-lot-et-garonne", OfOneSite = "agent-91-ETAMPES";

    [Fact]
    public async Task The_figures_open_on_ones_own_network()
    {
        var page = await system.SignInAsync(OfOneNetwork, "/indicateurs");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Indicateurs");
        Assert.Equal(["Réseau Lot-et-Garonne", "Préfecture de Lot-et-Garonne (Agen)"], await OptionsAsync(page, "Lieu"));
    }

    [Fact]
    public async Task The_balance_opens_on_ones_own_network()
    {
        var page = await system.SignInAsync(OfOneNetwork, "/equilibre");
        Assert.Single(await OptionsAsync(page, "Reseau"));
        await Assertions.Expect(page.Locator("#equilibre h2")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_home_page_tells_of_ones_own_network()
    {
        var page = await system.SignInAsync(OfOneNetwork, "/");
        await Assertions.Expect(page.Locator("#indicateurs-du-jour")).ToContainTextAsync("Lot-et-Garonne");
    }

    [Theory]
    [InlineData("/indicateurs?Lieu=essonne", "#Lieu")]
    [InlineData("/equilibre?Reseau=essonne", "#Reseau")]
    public async Task Another_network_is_refused_beside_the_choice(string address, string choice)
    {
        var page = await system.SignInAsync(OfOneNetwork, "/");
        Assert.Equal(403, (await page.GotoAsync(address))!.Status);
        await Assertions.Expect(page.Locator(choice)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Votre rôle ou vos sites ne permettent pas cette action.");
    }

    [Fact]
    public async Task A_slip_is_typed_in_for_ones_own_site_alone()
    {
        var page = await system.SignInAsync(OfOneSite, "/saisie");
        Assert.Equal(["91-ETAMPES"], (await page.Locator("select[name='Form.Site'] option").EvaluateAllAsync<string[]>("all => all.map(one => one.value)")).Where(value => value.Length > 0));
    }

    private static async Task<IReadOnlyList<string>> OptionsAsync(IPage page, string field) => await page.Locator($"#{field} option").AllInnerTextsAsync();
}
