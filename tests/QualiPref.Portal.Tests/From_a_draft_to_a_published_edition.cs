using System.Net;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>The whole path of the quality officer, on the real services and without JavaScript.</summary>
public sealed class From_a_draft_to_a_published_edition(PortalSystem system)
{
    private static readonly int Year = TimeProvider.System.GetUtcNow().Year - 1;

    [Fact]
    public async Task A_report_is_opened_frozen_verified_and_published()
    {
        var page = await system.SignInAsync("quality", "/bilans", javaScript: false);
        await page.GetByLabel("Réseau").SelectOptionAsync("lot-et-garonne");
        await page.GetByLabel("Période").FillAsync($"{Year}");
        await page.GetByLabel("Titre").FillAsync("Bilan du comité");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le bilan" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Arrêter une édition" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter l'édition", Exact = true }).ClickAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Bilan du comité, révision", new() { Timeout = 60_000 });

        var edition = new Uri(page.Url).Segments[^1].TrimEnd('/');
        await page.GetByRole(AriaRole.Button, new() { Name = "Vérifier l'édition" }).ClickAsync();
        await Assertions.Expect(page.Locator("#verification")).ToContainTextAsync("L'édition est vérifiée", new() { Timeout = 60_000 });
        await page.GotoAsync($"/bilans/editions/{edition}");
        await page.GetByLabel("Raison de la publication").FillAsync("Validée par le comité des usagers");
        Assert.NotEqual(HttpStatusCode.OK, await PublicAsync(edition));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publier l'édition" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Publiée le");
        Assert.Equal(HttpStatusCode.OK, await PublicAsync(edition));
    }

    [Theory]
    [InlineData("/equilibre")]
    [InlineData("/bilans/editions")]
    public async Task The_pages_on_the_way_are_accessible_and_fit(string path) =>
        await Accessibility.HoldsAtEveryWidthAsync(await system.SignInAsync("quality", path), path.Replace('/', ' ').Trim());

    private async Task<HttpStatusCode> PublicAsync(string edition)
    {
        using var anybody = await system.CallAsync();
        using var response = await anybody.GetAsync($"/api/reporting/v1/editions/{edition}", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
