using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>Nothing is promised that cannot be kept: the screen says so, and what memory still holds can be taken away.</summary>
[Collection(AtTheCounter.Name)]
public sealed class A_kiosk_whose_memory_fails(PortalSystem system)
{
    private const string Site = "91-ETAMPES";

    [Theory]
    [LongData("by a script of this address")]
    [InlineData("by the browser")]
    public async Task Because_its_database_was_deleted_says_so_and_hands_out_what_it_holds(string how)
    {
        var counted = await system.CountAsync(Site, "counted");
        var kiosk = await system.CreateKioskAsync(Site);
        var page = await system.OpenKioskAsync(Site, kiosk.Code);
        await page.Context.SetOfflineAsync(true);
        await page.TouchAsync("satisfait");
        await page.FinishAsync();
        await page.NextPersonAsync();
        if (how == "by the browser")
        {
            var devTools = await page.Context.NewCDPSessionAsync(page);
            await devTools.SendAsync("Storage.clearDataForOrigin", new() { ["origin"] = system.Address.TrimEnd('/'), ["storageTypes"] = "indexeddb" });
        }
        else await page.EvaluateAsync("() => new Promise((done, failed) => { const request = indexedDB.deleteDatabase('qualipref-borne'); request.onsuccess = done; request.onerror = failed; })");
        await Assertions.Expect(page.Locator(".qp-k-staff")).ToContainTextAsync("La mémoire de cet appareil a été effacée. 1 avis est gardé tant que cette page reste ouverte : exportez-les.");

        await page.OpenServiceAsync(kiosk.Pin);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Exporter" }).ClickAsync());
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken));
        Assert.Equal("complete", Assert.Single(file.RootElement.GetProperty("items").EnumerateArray()).GetProperty("outcome").GetString());
        await page.Context.SetOfflineAsync(false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer de nouveau" }).ClickAsync();
        await page.EnrolAsync(await system.RenewCodeAsync(kiosk.Id));
        await page.AllSentAsync();
        Assert.Equal(counted + 1, await system.CountAsync(Site, "counted"));
    }

    [Fact]
    public async Task Because_there_is_no_room_says_so_thanks_nobody_and_goes_on_once_there_is()
    {
        var counted = await system.CountAsync(Site, "counted");
        var page = await system.OpenAsync("/suivi");
        var devTools = await page.Context.NewCDPSessionAsync(page);
        var origin = system.Address.TrimEnd('/');
        // Before anything is stored: the browser asks how much room there is now and then, not at each write.
        await devTools.SendAsync("Storage.overrideQuotaForOrigin", new() { ["origin"] = origin, ["quotaSize"] = 3_000_000 });
        await page.Clock.InstallAsync();
        await page.GotoAsync("/borne");
        await page.EnrolAsync(await system.NewKioskAsync(Site));
        await page.Context.SetOfflineAsync(true);
        await page.TouchAsync("satisfait");
        await page.WriteAsync("Trop plein 4714");
        await FillAsync(page);
        await page.EvaluateAsync("() => { window.thanked = false; new MutationObserver(() => { window.thanked ||= document.querySelector('.qp-k-thanks') !== null; }).observe(document.body, { childList: true, subtree: true }); }");
        await page.Locator(".qp-k-btn--go").ClickAsync();
        await Assertions.Expect(page.Locator(".qp-k-staff")).ToContainTextAsync("La mémoire de cet appareil est pleine");
        Assert.False(await page.EvaluateAsync<bool>("() => window.thanked"));
        await KioskLooks.RightAsync(page, "borne pleine");
        await page.Clock.FastForwardAsync("01:01");
        await Assertions.Expect(page.Locator(".qp-k-staff")).ToContainTextAsync("1 avis est gardé");

        await devTools.SendAsync("Storage.overrideQuotaForOrigin", new() { ["origin"] = origin });
        await page.Clock.FastForwardAsync("01:01");
        await page.Locator(KioskSteps.First).First.WaitForAsync();
        Assert.Contains("4714", await page.EverythingKeptAsync(), StringComparison.Ordinal);
        await page.Context.SetOfflineAsync(false);
        await page.AllSentAsync();
        Assert.Equal(counted + 1, await system.CountAsync(Site, "counted"));
    }

    // With what no disk can make smaller.
    private static async Task FillAsync(IPage page) => Assert.Equal("QuotaExceededError", await page.EvaluateAsync<string?>(
        """
        async () => {
          const request = indexedDB.open("other");
          request.onupgradeneeded = () => request.result.createObjectStore("things", { autoIncrement: true });
          const database = await new Promise(done => { request.onsuccess = () => done(request.result); });
          let fault = null;
          for (const size of [65536, 4096, 256, 8]) {
            fault = null;
            for (let times = 0; times < 200 && !fault; times++) {
              const transaction = database.transaction("things", "readwrite");
              transaction.objectStore("things").put(crypto.getRandomValues(new Uint8Array(size)));
              fault = await new Promise(done => { transaction.oncomplete = () => done(null); transaction.onabort = () => done(transaction.error.name); });
            }
          }
          return fault;
        }
        """));
}
