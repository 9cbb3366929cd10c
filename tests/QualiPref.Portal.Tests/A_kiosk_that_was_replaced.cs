using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>A device whose token is another one's, and what agents do about it.</summary>
[Collection(AtTheCounter.Name)]
public sealed class A_kiosk_that_was_replaced(PortalSystem system)
{
    private static readonly string[] Allowed = ["durableStorage"];

    [Fact]
    public async Task Says_so_over_the_whole_screen_keeps_its_answers_and_hands_them_in_once_enrolled_again()
    {
        const string Site = "91-ETAMPES";
        var counted = await system.CountAsync(Site, "counted");
        var kiosk = await system.CreateKioskAsync(Site);
        var page = await system.OpenKioskAsync(Site, kiosk.Code);
        await page.WorksOfflineAsync();
        await page.Context.SetOfflineAsync(true);
        await page.TouchAsync("satisfait");
        await page.WriteAsync("Remplacée 4713");
        await page.FinishAsync();
        await page.NextPersonAsync();
        await TakeItsPlaceAsync(kiosk.Id);
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Cette borne est fermée");
        await Assertions.Expect(page.Locator(".qp-k-staff")).ToContainTextAsync("Remplacée ou retirée dans la liste des bornes, à enregistrer de nouveau. 1 avis est gardé sur cet appareil. Aucun n’est perdu");
        await KioskLooks.RightAsync(page, "borne fermee");
        Assert.Equal($"{system.Address.TrimEnd('/')}/avis/{Site}", await QrCodes.ReadAsync(page.Locator(".qp-k-ways svg").First));
        // Also after a cold start without a network.
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Cette borne est fermée");
        await page.Context.SetOfflineAsync(false);

        await page.OpenServiceAsync(kiosk.Pin);
        await Assertions.Expect(page.Locator(".qp-k-facts")).ToContainTextAsync("1 avis");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer de nouveau" }).ClickAsync();
        // Another kiosk's code would mix two kiosks: refused, and not used up.
        var another = await system.NewKioskAsync(Site);
        await page.Locator("#code").FillAsync(another);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la borne" }).ClickAsync();
        await Assertions.Expect(page.Locator("#code-erreur")).ToContainTextAsync("autre borne");
        // A QR code brings the right one, and the address does not keep it.
        var code = await system.RenewCodeAsync(kiosk.Id);
        await page.GotoAsync($"/borne#code={code}");
        await Assertions.Expect(page.Locator("#code")).ToHaveValueAsync(code);
        Assert.EndsWith("/borne", page.Url, StringComparison.Ordinal);
        await KioskLooks.RightAsync(page, "borne enregistrer de nouveau");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la borne" }).ClickAsync();
        await page.Locator(KioskSteps.First).First.WaitForAsync();
        await page.AllSentAsync();
        Assert.Equal(counted + 1, await system.CountAsync(Site, "counted"));
    }

    [Fact]
    public async Task Opens_to_agents_alone_who_see_what_it_holds_and_take_it_away()
    {
        var kiosk = await system.CreateKioskAsync("91-ETAMPES");
        var page = await system.OpenKioskAsync("91-ETAMPES", kiosk.Code);
        await page.RouteAsync("**/responses/batch", SetAsideAsync);
        await page.TouchAsync("peu-satisfait");
        await page.FinishAsync();
        await page.NextPersonAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pour les agents" }).ClickAsync();
        await KioskLooks.RightAsync(page, "borne code des agents");
        var wrong = kiosk.Pin == "000000" ? "111111" : "000000";
        for (var left = 4; left >= 0; left--)
        {
            await page.Locator("#pin").FillAsync(wrong);
            await Assertions.Expect(page.Locator("#pin-erreur")).ToContainTextAsync(left > 0 ? $"Essais restants : {left}." : "Trop d’essais");
            await Assertions.Expect(page.Locator("#pin")).ToHaveValueAsync("");
        }
        await page.Locator("#pin").FillAsync(kiosk.Pin);
        await Assertions.Expect(page.Locator("#pin-erreur")).ToContainTextAsync("Trop d’essais");
        // A new page has not forgotten it.
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pour les agents" }).ClickAsync();
        await page.Locator("#pin").FillAsync(kiosk.Pin);
        await Assertions.Expect(page.Locator("#pin-erreur")).ToContainTextAsync("Trop d’essais");
        // After half a minute one more try, and a wrong one makes the next wait longer.
        await page.Clock.FastForwardAsync("00:31");
        await page.Locator("#pin").FillAsync(wrong);
        await Assertions.Expect(page.Locator("#pin-erreur")).ToContainTextAsync(new Regex("attendez (60|5[0-9]) secondes"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Revenir" }).ClickAsync();
        await page.Clock.FastForwardAsync("01:01");
        await page.OpenServiceAsync(kiosk.Pin);
        await Assertions.Expect(page.Locator(".qp-k-facts")).ToContainTextAsync("le navigateur peut l’effacer si l’espace manque");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fermer" }).ClickAsync();
        // Somebody has allowed it since the device was enrolled.
        var devTools = await page.Context.NewCDPSessionAsync(page);
        var here = (await devTools.SendAsync("Target.getTargetInfo"))!.Value.GetProperty("targetInfo").GetProperty("browserContextId").GetString()!;
        await devTools.SendAsync("Browser.grantPermissions", new() { ["permissions"] = Allowed, ["browserContextId"] = here });
        await page.OpenServiceAsync(kiosk.Pin);
        await Assertions.Expect(page.Locator(".qp-k-facts")).ToContainTextAsync("gardée même si l’espace manque");

        await Assertions.Expect(page.Locator(".qp-k-aside")).ToContainTextAsync("N° 1");
        await Assertions.Expect(page.Locator(".qp-k-aside")).ToContainTextAsync("Trop ancien.");
        await Assertions.Expect(page.Locator(".qp-k-facts")).ToContainTextAsync("4 à 6, 9");
        await KioskLooks.RightAsync(page, "borne service");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Exporter" }).ClickAsync());
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken));
        var root = file.RootElement;
        Assert.Equal(("qualipref-borne", 1, kiosk.Id, 1), (root.GetProperty("format").GetString(), root.GetProperty("version").GetInt32(), root.GetProperty("kiosk").GetGuid(), root.GetProperty("enrolment").GetInt32()));
        Assert.Equal(1, root.GetProperty("device").GetProperty("aside").GetInt32());
        Assert.Equal("peu-satisfait", Assert.Single(root.GetProperty("items").EnumerateArray()).GetProperty("answers").GetProperty("global").GetString());

        await page.GetByRole(AriaRole.Button, new() { Name = "Effacer ce qui est mis de côté" }).ClickAsync();
        await Assertions.Expect(page.Locator(".qp-k-said")).ToContainTextAsync("est effacé de cet appareil");
        Assert.Equal(0, await page.CountKeptAsync("aside"));
        await page.Locator("#bas").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Fermer" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveClassAsync("qp-k-low");
    }

    private async Task TakeItsPlaceAsync(Guid kiosk)
    {
        using var other = system.Call();
        using var response = await other.PostAsJsonAsync("/api/surveys/v1/kiosks/enrol", new { code = await system.RenewCodeAsync(kiosk) });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    // A server to which every answer is too old, and from whom some numbers never came.
    private static Task SetAsideAsync(IRoute route)
    {
        using var sent = JsonDocument.Parse(route.Request.PostData!);
        var items = sent.RootElement.GetProperty("items").EnumerateArray()
            .Select(item => new { id = item.GetProperty("id").GetGuid(), result = "setAside", code = "QP-SURVEYS-005", detail = "Trop ancien." }).ToList();
        return route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(new { items, contiguousSequence = 3, missing = new object[] { new { from = 4, to = 6 }, new { from = 9, to = 9 } } }) });
    }
}
