using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

public sealed class Every_page(PortalSystem system)
{
    private static readonly (string Name, int Width)[] Windows = [("large", 1280), ("320 px", 320)];

    [Theory]
    [InlineData("/", "accueil")]
    [InlineData("/reclamation", "reclamation")]
    [InlineData("/suivi", "suivi")]
    [InlineData("/connexion", "connexion")]
    [InlineData("/api", "api")]
    [InlineData("/n-existe-pas", "introuvable")]
    [InlineData("/acces-refuse", "refus")]
    [InlineData("/borne", "borne non enregistree")]
    public async Task Of_the_public_is_accessible_and_fits(string path, string name)
    {
        foreach (var (window, width) in Windows)
        {
            var page = await system.OpenAsync(path, width: width);
            if (path == "/borne") await page.Locator("#code").WaitForAsync();
            await Accessibility.FindsNothingAsync(page, $"{name} {window}");
            await Accessibility.FitsAsync(page, $"{name} {window}");
        }
    }

    [Theory]
    [InlineData("/", "accueil des agents")]
    [InlineData("/saisie", "saisie")]
    [InlineData("/reclamations", "reclamations")]
    [InlineData("/reclamations?q=rien-de-tel", "reclamations vides")]
    [InlineData("/reclamations?status=&overdue=true&assignee=Bureau&dueBefore=2030-01-01", "reclamations filtrees")]
    [InlineData("/reclamations?status=rien-de-tel", "reclamations en erreur")]
    [InlineData("/indicateurs?Lieu=essonne", "indicateurs du reseau")]
    [InlineData("/indicateurs?Lieu=essonne&Par=channel&Par=kind", "indicateurs detailles")]
    [InlineData("/indicateurs?Lieu=91-PALAISEAU&Module=accueil-general&Periode=2020", "indicateurs sans donnees")]
    [InlineData("/bilans", "bilans")]
    [InlineData("/indicateurs?Periode=ete", "indicateurs en erreur")]
    [InlineData("/bornes", "bornes")]
    [InlineData("/equilibre/reponses", "reponses a verifier")]
    public async Task Of_staff_is_accessible_and_fits(string path, string name)
    {
        await system.FileAsync("91-PALAISEAU", "Pour remplir la liste des réclamations");
        foreach (var (window, width) in Windows)
        {
            var page = await system.SignInAsync("admin", "/", width: width);
            await page.GotoAsync(path);
            await Accessibility.FindsNothingAsync(page, $"{name} {window}");
            await Accessibility.FitsAsync(page, $"{name} {window}");
        }
    }

    [Fact]
    public async Task Of_a_case_is_accessible_and_fits()
    {
        var id = await system.FileAsync("91-PALAISEAU", "Un dossier");
        foreach (var (window, width) in Windows)
        {
            var page = await system.SignInAsync("handler", $"/reclamations/{id}", width: width);
            await Accessibility.FindsNothingAsync(page, $"dossier {window}");
            await Accessibility.FitsAsync(page, $"dossier {window}");
            await page.GotoAsync($"/reclamations/{id}/echeance");
            await Accessibility.FindsNothingAsync(page, $"echeance {window}");
            await Accessibility.FitsAsync(page, $"echeance {window}");
        }
    }

    [Theory]
    [InlineData("Français")]
    [InlineData("English")]
    [InlineData("Español")]
    [InlineData("Português")]
    [InlineData("العربية")]
    public async Task Of_the_kiosk_is_accessible_and_fits_in(string language)
    {
        foreach (var (window, width) in Windows)
        {
            var page = await system.OpenAsync("/borne", width: width);
            await page.EnrolAsync(await system.NewKioskAsync("47-AGEN"));
            await Accessibility.FindsNothingAsync(page, $"borne langues {window}");
            await page.StartAsync(language);
            await page.Locator("input[type=radio]").First.WaitForAsync();
            await Accessibility.FindsNothingAsync(page, $"borne question {language} {window}");
            await Accessibility.FitsAsync(page, $"borne question {language} {window}");
            await BigEnoughAsync(page);
            await page.AnswerFirstAsync("satisfait");
            await Accessibility.FindsNothingAsync(page, $"borne commentaire {language} {window}");
            await page.GoOnAsync();
            await page.Locator("h1").WaitForAsync();
            await Accessibility.FindsNothingAsync(page, $"borne merci {language} {window}");
        }
    }

    [Fact]
    public async Task The_first_screen_of_the_kiosk_stays_light()
    {
        var page = await system.OpenAsync("/");
        var bytes = 0L;
        page.Response += async (_, response) => Interlocked.Add(ref bytes, (await response.BodyAsync()).Length);
        await page.GotoAsync("/borne", new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.InRange(Interlocked.Read(ref bytes), 10_000, 300_000);
    }

    [Fact]
    public async Task Allows_no_script_but_its_own()
    {
        var page = await system.OpenAsync("/");
        var policy = (await page.GotoAsync("/"))!.Headers["content-security-policy"];
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    private static async Task BigEnoughAsync(IPage page)
    {
        foreach (var target in await page.Locator(".qp-borne__choice, .fr-btn").AllAsync())
        {
            var box = (await target.BoundingBoxAsync())!;
            Assert.True(box is { Height: >= 44, Width: >= 44 }, $"A target is {box.Width} × {box.Height}.");
        }
    }
}
