using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>Pages as they are with other settings, for other roles, and when something is away.</summary>
[Long, Collection(AtTheCounter.Name)]
public sealed class Every_state_of_the_shell(PortalSystem system, KeptPortals portals)
{
    [Theory]
    [InlineData("agent")]
    [InlineData("handler")]
    [InlineData("quality")]
    public async Task Home_of_a_role_is_accessible_and_fits(string role) =>
        await Accessibility.HoldsAtEveryWidthAsync(await system.LookAtAsync("/", role), $"accueil {role}");

    [Fact]
    public async Task Home_with_every_service_away_is_accessible_and_fits()
    {
        await using var portal = await PortalAlone.StartForStaffAsync(system);
        await Accessibility.HoldsAtEveryWidthAsync(await portal.SignInAsync(system, "admin", "/"), "accueil sans services");
    }

    [Theory]
    [InlineData("/bilans", 403, "Accès refusé")]
    [InlineData("/reclamations/0198f000-0000-7000-8000-000000000001", 503, "Service momentanément indisponible")]
    public async Task What_cannot_be_shown_is_told_accessibly(string path, int status, string title)
    {
        await using var portal = await PortalAlone.StartForStaffAsync(system);
        var page = await portal.SignInAsync(system, "handler", "/");
        Assert.Equal(status, (await page.GotoAsync(path))!.Status);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await Accessibility.HoldsAtEveryWidthAsync(page, $"refus {status}");
    }

    [Fact]
    public async Task Staff_whose_database_is_away_is_told_so()
    {
        await using var portal = await PortalAlone.StartAsync([PortalAlone.Plain, .. PortalAlone.SignInAt(system)]);
        var page = await system.OpenAsync("/suivi", address: portal.Address);
        await page.Context.AddCookiesAsync([new Cookie { Name = "qualipref-session", Value = new string('A', 43), Url = portal.Address }]);
        Assert.Equal(503, (await page.GotoAsync("/acces"))!.Status);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Service momentanément indisponible");
        await Accessibility.HoldsAtEveryWidthAsync(page, "base de donnees absente");
    }

    [Fact]
    public async Task A_form_that_is_too_old_is_told_accessibly()
    {
        var page = await system.OpenAsync("/suivi");
        await page.Locator("input[name=__RequestVerificationToken]").EvaluateAsync("one => one.remove()");
        await page.GetByRole(AriaRole.Button, new() { Name = "Consulter" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Formulaire expiré");
        await Accessibility.HoldsAtEveryWidthAsync(page, "formulaire expire");
    }

    [Fact]
    public async Task Signing_in_without_a_provider_is_told_accessibly()
    {
        var portal = await portals.WithAsync();
        var page = await system.OpenAsync("/connexion", address: portal.Address);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("La connexion n'est pas encore possible ici");
        await Accessibility.HoldsAtEveryWidthAsync(page, "connexion sans comptes");
    }

    [Fact]
    public async Task Pages_with_the_branding_of_the_State_are_accessible_and_fit()
    {
        await using var portal = await PortalAlone.StartAsync("--QualiPref:Branding:State=true", "--QualiPref:Branding:Logo=Préfet|de l'Essonne");
        foreach (var path in (string[])["/", "/reclamation", "/suivi"])
        {
            await Accessibility.HoldsAtEveryWidthAsync(await system.OpenAsync(path, address: portal.Address), $"etat {path.TrimStart('/')}");
        }
    }

    [Theory]
    [InlineData("mentions-legales")]
    [InlineData("donnees-personnelles")]
    [InlineData("accessibilite")]
    [InlineData("contact")]
    public async Task Legal_pages_that_are_complete_are_accessible_and_fit(string path)
    {
        var portal = await portals.WithAsync(Legal_pages.Settings);
        await Accessibility.HoldsAtEveryWidthAsync(await system.OpenAsync($"/{path}", address: portal.Address), $"{path} complete");
    }

    [Fact]
    public async Task A_kiosk_that_has_no_questionnaire_says_so_and_tries_again()
    {
        var page = await system.OpenAsync("/suivi");
        await page.Clock.InstallAsync();
        await page.GotoAsync("/borne");
        await page.RouteAsync("**/questionnaires/**", route => route.AbortAsync());
        await page.Locator("#code").FillAsync(await system.NewKioskAsync("47-AGEN"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la borne" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Cette borne est fermée");
        await Assertions.Expect(page.Locator(".qp-k-staff")).ToContainTextAsync("Le questionnaire n’a pas pu être chargé");
        await KioskLooks.RightAsync(page, "borne sans questionnaire");
        await page.UnrouteAsync("**/questionnaires/**");
        await page.Clock.FastForwardAsync("01:01");
        await Assertions.Expect(page.Locator(KioskSteps.First)).ToHaveCountAsync(4);
    }
}
