using Microsoft.Playwright;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What a person does who files a complaint and follows it.</summary>
internal static class FilingSteps
{
    /// <summary>Fills the form in and leaves it unsent.</summary>
    public static async Task FillComplaintAsync(this IPage page, string subject, string motive = "attente")
    {
        await page.GetByLabel("Site concerné").SelectOptionAsync("91-ETAMPES");
        await page.GetByLabel("Motif").SelectOptionAsync(motive);
        await page.Locator("#Form-Subject").FillAsync(subject);
        await page.Locator("#Form-Text").FillAsync("J'ai attendu deux heures, à l'accueil général.\nMerci de votre réponse.");
        await page.GetByLabel("Nom et prénom").FillAsync("Usager 12");
        await page.GetByLabel("Adresse électronique").FillAsync("usager12@exemple.invalid");
    }

    /// <summary>Sends the form; answers the tracking code.</summary>
    public static async Task<string> SendComplaintAsync(this IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        return await page.Locator("#code-suivi").InnerTextAsync();
    }

    /// <summary>Opens the tracking page of a code.</summary>
    public static async Task FollowAsync(this IPage page, string code)
    {
        await page.GotoAsync("/suivi");
        await page.GetByLabel("Code de suivi").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Consulter" }).ClickAsync();
    }
}
