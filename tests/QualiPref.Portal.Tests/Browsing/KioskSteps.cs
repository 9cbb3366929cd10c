using Microsoft.Playwright;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What a person does at the kiosk.</summary>
internal static class KioskSteps
{
    public static async Task EnrolAsync(this IPage page, string code)
    {
        await page.GetByLabel("Code d'enregistrement").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la borne" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Français" }).WaitForAsync();
    }

    public static Task StartAsync(this IPage page, string language) =>
        page.GetByRole(AriaRole.Button, new() { Name = language, Exact = true }).ClickAsync();

    public static Task GoOnAsync(this IPage page) => page.Locator("button[type=submit]").ClickAsync();

    /// <summary>Answers the first question and leaves the others blank, up to the comment.</summary>
    public static async Task AnswerFirstAsync(this IPage page, string option)
    {
        await page.Locator($"label:has(input[value={option}])").ClickAsync();
        await page.GoOnAsync();
        while (await page.Locator("textarea").CountAsync() == 0)
        {
            var step = await page.Locator(".qp-borne__step").InnerTextAsync();
            await page.GoOnAsync();
            await Assertions.Expect(page.Locator(".qp-borne__step")).Not.ToHaveTextAsync(step);
        }
    }

    /// <summary>Gives every question about satisfaction the same answer, up to the comment.</summary>
    public static async Task AnswerAllAsync(this IPage page, string option)
    {
        while (await page.Locator("textarea").CountAsync() == 0)
        {
            var step = await page.Locator(".qp-borne__step").InnerTextAsync();
            var label = page.Locator($"label:has(input[value={option}])");
            if (await label.CountAsync() > 0) await label.ClickAsync();
            await page.GoOnAsync();
            await Assertions.Expect(page.Locator(".qp-borne__step")).Not.ToHaveTextAsync(step);
        }
    }

    /// <summary>
    /// All that the page can be found to hold: its elements with what was typed into them, its title and address, and every store of the browser.
    /// </summary>
    public static Task<string> EverythingKeptAsync(this IPage page) => page.EvaluateAsync<string>(
        """
        async () => {
          const wait = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
          const found = [document.documentElement.outerHTML, location.href, { ...localStorage }, { ...sessionStorage }, history.state, document.cookie];
          for (const field of document.querySelectorAll("input, textarea, select, [contenteditable]")) found.push(field.value, field.defaultValue, field.textContent);
          for (const { name } of await indexedDB.databases()) {
            const database = await wait(indexedDB.open(name));
            for (const store of database.objectStoreNames) found.push(await wait(database.transaction(store).objectStore(store).getAll()));
            database.close();
          }
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const key of await cache.keys()) found.push(key.url, await (await cache.match(key)).text());
          }
          return JSON.stringify(found);
        }
        """);

    /// <summary>Waits until everything the device keeps has been acknowledged.</summary>
    public static Task AllSentAsync(this IPage page) =>
        Assertions.Expect(page.Locator("#etat")).ToHaveTextAsync("Tous les avis sont arrivés.");
}
