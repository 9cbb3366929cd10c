using System.Text.Json;
using Microsoft.Playwright;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What a person does at the kiosk, and what the device keeps of it.</summary>
internal static class KioskSteps
{
    /// <summary>The first screen: the first question, untouched.</summary>
    public const string First = ".qp-k-faces button";

    public static async Task EnrolAsync(this IPage page, string code)
    {
        await page.Locator("#code").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la borne" }).ClickAsync();
        await page.Locator(First).First.WaitForAsync();
    }

    public static async Task SpeakAsync(this IPage page, string language)
    {
        await page.Locator($"nav button[lang={language}]").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
    }

    /// <summary>One touch: the first question is answered, and the others are there.</summary>
    public static async Task TouchAsync(this IPage page, string option)
    {
        await page.Locator($"{First}[value={option}]").ClickAsync();
        await page.Locator("#suite").WaitForAsync();
    }

    /// <summary>Gives every question about satisfaction the same answer, and the visit its first motive.</summary>
    public static async Task TouchAllAsync(this IPage page, string option)
    {
        await page.TouchAsync(option);
        foreach (var row in await page.Locator(".qp-k-row").AllAsync()) await row.Locator($"label:has(input[value={option}])").ClickAsync();
        await page.Locator(".qp-k-chips label").First.ClickAsync();
    }

    public static async Task WriteAsync(this IPage page, string text)
    {
        await page.Locator(".qp-k-acts button").First.ClickAsync();
        await page.Locator("#mot-commentaire").FillAsync(text);
    }

    public static async Task FinishAsync(this IPage page)
    {
        await page.Locator(".qp-k-btn--go").ClickAsync();
        await page.Locator(".qp-k-thanks").WaitForAsync();
    }

    public static async Task NextPersonAsync(this IPage page)
    {
        await page.Locator(".qp-k-foot .qp-k-btn").ClickAsync();
        await page.Locator(First).First.WaitForAsync();
    }

    /// <summary>Types the code into the agents' door and goes through it.</summary>
    public static async Task OpenServiceAsync(this IPage page, string pin)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Pour les agents" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le service" })).ClickAsync();
        foreach (var digit in pin) await page.GetByRole(AriaRole.Button, new() { Name = digit.ToString(), Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Service de la borne");
    }

    /// <summary>The answers that the device's database holds, each with its state.</summary>
    public static async Task<IReadOnlyList<JsonElement>> KeptAsync(this IPage page)
    {
        // As text: what Playwright makes of objects by itself bears numbers of its own.
        using var kept = JsonDocument.Parse(await page.EvaluateAsync<string>(
            """
            async () => {
              const wait = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
              const database = await wait(indexedDB.open("qualipref-borne"));
              try {
                return JSON.stringify(await wait(database.transaction("answers").objectStore("answers").getAll()));
              } finally {
                database.close();
              }
            }
            """));
        return [.. kept.RootElement.EnumerateArray().Select(one => one.Clone())];
    }

    /// <summary>How many answers are in a state: <c>draft</c>, <c>waiting</c> or <c>aside</c>.</summary>
    public static async Task<int> CountKeptAsync(this IPage page, string state) => (await page.KeptAsync()).Count(one => one.GetProperty("state").GetString() == state);

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
    public static Task AllSentAsync(this IPage page) => page.WaitsForAsync(0);

    /// <summary>Waits until so many answers wait on the device.</summary>
    public static Task WaitsForAsync(this IPage page, int waiting) => QualiPref.Testing.Eventually.ReadsAsync(
        $"{waiting} answers wait on the device", _ => page.CountKeptAsync("waiting"), count => count == waiting, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Waits until the worker is in force that serves the page without a network.</summary>
    public static Task WorksOfflineAsync(this IPage page) => page.EvaluateAsync(
        "() => new Promise(done => { const look = () => navigator.serviceWorker.controller ? done() : navigator.serviceWorker.addEventListener('controllerchange', () => done(), { once: true }); look(); })");
}
