using System.Text;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>Nothing of one person reaches the next, and nothing that comes meanwhile disturbs either.</summary>
[Collection(AtTheCounter.Name)]
public sealed class Between_two_persons(PortalSystem system)
{
    [Fact, Long]
    public async Task No_typed_text_is_left_in_any_store_property_or_memory()
    {
        var secret = $"Zq{Guid.NewGuid():N}"[..18];
        var page = await system.OpenKioskAsync("47-AGEN");
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await page.TouchAsync("satisfait");
        await page.Locator(".qp-k-acts button").First.ClickAsync();
        await page.Locator("#mot-commentaire").FocusAsync();
        await page.Keyboard.TypeAsync(secret);
        await page.EvaluateAsync("() => { window.fields = [...document.querySelectorAll('input, textarea')]; }");
        Assert.Contains(secret, await SnapshotAsync(devTools), StringComparison.Ordinal);

        await page.Context.SetOfflineAsync(true);
        await page.Clock.FastForwardAsync("01:01");
        await page.Locator("dialog").WaitForAsync();
        await page.Clock.FastForwardAsync("00:21");
        await page.Locator(KioskSteps.First).First.WaitForAsync();
        await page.WaitsForAsync(1);
        Assert.DoesNotContain(secret, await page.EverythingKeptAsync(), StringComparison.Ordinal);
        Assert.All(await page.EvaluateAsync<string[]>("() => window.fields.map(one => one.value + one.defaultValue)"), Assert.Empty);
        Assert.DoesNotContain(secret, await SnapshotAsync(devTools), StringComparison.Ordinal);
    }

    [Fact, Long]
    public async Task A_new_version_waits_until_the_answer_is_kept()
    {
        await using var line = await FaultyLine.StartAsync(system.Address);
        var page = await system.OpenAsync("/borne", address: line.Address);
        await page.EnrolAsync(await system.NewKioskAsync("47-AGEN"));
        await page.WorksOfflineAsync();
        line.HoldsAnswers = true;
        await page.TouchAsync("peu-satisfait");
        await page.WriteAsync("Pendant la mise à jour");
        await page.EvaluateAsync("() => { window.before = true; }");
        line.BringsNewVersion = true;
        await page.EvaluateAsync("async () => { const one = await navigator.serviceWorker.getRegistration('/borne'); await one.update(); }");
        await Eventually.ReadsAsync("the new version waits", _ => page.EvaluateAsync<bool>("async () => !!(await navigator.serviceWorker.getRegistration('/borne')).waiting"),
            waits => waits, cancellationToken: TestContext.Current.CancellationToken);
        await Assertions.Expect(page.Locator("#mot-commentaire")).ToHaveValueAsync("Pendant la mise à jour");
        await page.FinishAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.before"));
        await page.Locator(".qp-k-foot .qp-k-btn").ClickAsync();

        // Loaded anew by the new one, with the old one's files gone and the answer there.
        await Eventually.ReadsAsync("the page is a new one", _ => page.EvaluateAsync<bool>("() => window.before === undefined"), isNew => isNew, cancellationToken: TestContext.Current.CancellationToken);
        await page.Locator(KioskSteps.First).First.WaitForAsync();
        Assert.Equal(["qualipref-borne-0123456789abcdef"], await page.EvaluateAsync<string[]>("() => caches.keys()"));
        Assert.Equal(["complete", "abandoned"], (await page.KeptAsync()).OrderBy(one => one.GetProperty("answer").GetProperty("sequence").GetInt32()).Select(one => one.GetProperty("answer").GetProperty("outcome").GetString()));
        line.HoldsAnswers = false;
        await page.EvaluateAsync("() => window.dispatchEvent(new Event('online'))");
        await page.AllSentAsync();
    }

    private static async Task<string> SnapshotAsync(ICDPSession devTools)
    {
        var chunks = new StringBuilder();
        void Add(object? _, System.Text.Json.JsonElement? chunk) => chunks.Append(chunk?.GetProperty("chunk").GetString());
        var heard = devTools.Event("HeapProfiler.addHeapSnapshotChunk");
        heard.OnEvent += Add;
        await devTools.SendAsync("HeapProfiler.enable");
        await devTools.SendAsync("HeapProfiler.collectGarbage");
        await devTools.SendAsync("HeapProfiler.takeHeapSnapshot", new() { ["reportProgress"] = false });
        heard.OnEvent -= Add;
        return chunks.ToString();
    }
}
