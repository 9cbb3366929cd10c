using Microsoft.Playwright;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What somebody does who signs in at the local provider.</summary>
internal static class SignInSteps
{
    /// <summary>The way from the portal to the provider.</summary>
    public const string Door = "a[href^='/connexion/depart']";

    /// <summary>From the portal's door over the provider's page and back.</summary>
    public static async Task SignInAsAsync(this IPage page, string person)
    {
        await page.Locator(Door).ClickAsync();
        await page.Locator($"button[value='{person}']").ClickAsync();
    }

    /// <summary>The same for somebody whom the provider's page does not list.</summary>
    public static async Task SignInAsAnotherAsync(this IPage page, string person)
    {
        await page.Locator(Door).ClickAsync();
        await page.GetByLabel("Identifiant").FillAsync(person);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
    }
}
