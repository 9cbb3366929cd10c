using Microsoft.Playwright;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What a person does without a mouse: from where the page puts the focus, by keys.</summary>
internal static class KeySteps
{
    private const int LongestWay = 120;

    /// <summary>Presses Tab until the element has the focus, and demands that the browser marks it and that it is not hidden.</summary>
    public static async Task TabToAsync(this IPage page, string selector)
    {
        for (var steps = 0; steps < LongestWay; steps++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (!await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector)) continue;
            Assert.True(
                await page.EvaluateAsync<bool>("() => document.activeElement.matches(':focus-visible') && document.activeElement.checkVisibility()"),
                $"{page.Url}: {selector} has the focus, but hidden or unmarked.");
            return;
        }
        Assert.Fail($"{page.Url}: {LongestWay} times Tab do not reach {selector}.");
    }

    /// <summary>Goes to a link or a button and presses it.</summary>
    public static async Task GoAndPressAsync(this IPage page, string selector)
    {
        await page.TabToAsync(selector);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Goes to a field and types into it.</summary>
    public static async Task GoAndTypeAsync(this IPage page, string selector, string text)
    {
        await page.TabToAsync(selector);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Goes to a list of choices and goes down in it until the option is the one.</summary>
    public static async Task ChooseAsync(this IPage page, string selector, string value)
    {
        await page.TabToAsync(selector);
        for (var steps = 0; steps < LongestWay && await page.Locator(selector).InputValueAsync() != value; steps++) await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator(selector)).ToHaveValueAsync(value);
    }

    /// <summary>Signs in by keys and lands on the page.</summary>
    public static async Task<IPage> SignInByKeysAsync(this PortalSystem system, string role, string path)
    {
        var page = await system.OpenAsync($"/connexion?retour={Uri.EscapeDataString(path)}");
        await page.GoAndPressAsync(SignInSteps.Door);
        await page.Locator(".banner").WaitForAsync();
        await page.GoAndPressAsync($"button[value={role}]");
        await page.ArrivesAtAsync(path, ends: true);
        return page;
    }
}
