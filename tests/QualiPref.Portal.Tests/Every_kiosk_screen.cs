using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed class Every_kiosk_screen(PortalSystem system)
{
    [Fact]
    public async Task Before_the_first_question_is_accessible_and_fits()
    {
        var page = await system.OpenAsync("/borne");
        await page.Locator("#code").WaitForAsync();
        await KioskLooks.RightAsync(page, "borne non enregistree");
        await page.Locator("#code").FillAsync("AAAA-BBBB");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la borne" }).ClickAsync();
        await Assertions.Expect(page.Locator("#code-erreur")).ToBeVisibleAsync();
        await KioskLooks.RightAsync(page, "borne code refuse");
    }

    /// <summary>One that is written from the left and one from the right; all of them in the long run.</summary>
    public static TheoryData<string> Languages => Effort.IsLong ? ["fr", "en", "es", "pt", "ar"] : ["fr", "ar"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Is_accessible_fits_and_can_be_touched_in(string language)
    {
        var page = await system.OpenKioskAsync("47-AGEN");
        if (language != "fr") await page.SpeakAsync(language);
        await KioskLooks.RightAsync(page, $"borne question {language}");
        await page.TouchAsync("satisfait");
        await page.Locator(".qp-k-row label").Nth(2).ClickAsync();
        await KioskLooks.RightAsync(page, $"borne suite {language}");
        await page.Locator(".qp-k-acts button").First.ClickAsync();
        await page.Locator("#mot-commentaire").FillAsync("Merci");
        await KioskLooks.RightAsync(page, $"borne mot {language}");
        await page.Clock.FastForwardAsync("01:01");
        await page.Locator("dialog").WaitForAsync();
        await KioskLooks.RightAsync(page, $"borne avertissement {language}");
        await page.Locator("dialog button").ClickAsync();
        // Thanks would be gone before they were looked at; a clock that stands still would hold up axe too.
        await page.EvaluateAsync("() => { const wait = window.setTimeout; window.setTimeout = (work, ms, ...more) => ms === 6000 ? 0 : wait(work, ms, ...more); }");
        await page.Locator(".qp-k-btn--go").ClickAsync();
        await page.Locator(".qp-k-thanks").WaitForAsync();
        await KioskLooks.RightAsync(page, $"borne merci {language}");
    }

    [Long, Theory]
    [MemberData(nameof(Languages))]
    public async Task Has_room_for_larger_letters_in(string language)
    {
        var page = await system.OpenKioskAsync("47-AGEN");
        if (language != "fr") await page.SpeakAsync(language);
        await page.Locator(".qp-k-tool--larger").ClickAsync();
        await KioskLooks.RightAsync(page, $"borne question grande {language}");
        await page.TouchAsync("satisfait");
        await KioskLooks.RightAsync(page, $"borne suite grande {language}");
        await page.Locator(".qp-k-acts button").First.ClickAsync();
        await KioskLooks.RightAsync(page, $"borne mot grande {language}");
    }

    [Fact]
    public async Task Can_be_read_and_reached_by_whoever_needs_it_larger_darker_or_lower()
    {
        var page = await system.OpenKioskAsync("47-AGEN");
        await page.SetViewportSizeAsync(1080, 1920);
        await page.GetByRole(AriaRole.Button, new() { Name = "Commandes en bas de l’écran" }).ClickAsync();
        await InTheLowerHalfAsync(page);
        await KioskLooks.RightAsync(page, "borne question basse");
        await page.SetViewportSizeAsync(1080, 1920);
        await page.TouchAsync("tres-satisfait");
        await page.Locator(".qp-k-row label").First.ClickAsync();
        await InTheLowerHalfAsync(page);
        await KioskLooks.RightAsync(page, "borne suite basse");
        await page.SetViewportSizeAsync(1080, 1920);
        await page.Locator(".qp-k-acts button").First.ClickAsync();
        await InTheLowerHalfAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Texte plus grand" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Contraste plus fort" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revenir" }).ClickAsync();
        await KioskLooks.RightAsync(page, "borne suite grande contrastee");
        await page.GetByRole(AriaRole.Button, new() { Name = "Changer" }).ClickAsync();
        await KioskLooks.RightAsync(page, "borne question grande contrastee");
        await page.TouchAsync("satisfait");
        await page.FinishAsync();
        await page.NextPersonAsync();
        // The next person begins as the place has it.
        await Assertions.Expect(page.Locator("[aria-pressed=true]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("html")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("qp-k"));
    }

    [Fact]
    public async Task Is_read_aloud_where_the_device_has_a_voice_for_the_language()
    {
        var page = await system.OpenAsync("/suivi");
        // A device with one voice, which notes what it is given to say.
        await page.AddInitScriptAsync("""
            window.spoken = [];
            const voices = [{ lang: "es-ES", localService: true, name: "voz" }, { lang: "fr-FR", localService: false, name: "ailleurs" }];
            Object.defineProperty(window, "speechSynthesis", { value: { speaking: false, pending: false, getVoices: () => voices, cancel: () => {}, speak: one => window.spoken.push(one.text) } });
            window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
            """);
        await page.GotoAsync("/borne");
        await page.EnrolAsync(await system.NewKioskAsync("47-AGEN"));
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Écouter" })).ToBeHiddenAsync();
        await page.SpeakAsync("es");
        await page.GetByRole(AriaRole.Button, new() { Name = "Escuchar" }).ClickAsync();
        Assert.StartsWith("En general, ¿está satisfecho con su visita?. Muy satisfecho.", await page.EvaluateAsync<string>("() => window.spoken[0]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weighs_little_and_is_kept_by_the_browser()
    {
        var page = await system.OpenAsync("about:blank");
        var responses = new List<IResponse>();
        page.Response += (_, response) => responses.Add(response);
        await page.GotoAsync("/borne", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.EnrolAsync(await system.NewKioskAsync("47-AGEN"));
        var bytes = 0L;
        var letters = 0L;
        foreach (var response in responses.Where(one => !one.Url.Contains("hors-ligne", StringComparison.Ordinal)).ToArray())
        {
            var length = (await response.BodyAsync()).Length;
            if (response.Url.EndsWith(".woff2", StringComparison.Ordinal)) letters += length;
            else bytes += length;
        }
        Assert.InRange(bytes, 10_000, 140_000);
        // Latin and Arabic: the first screen says the word for each language in its own letters.
        Assert.InRange(letters, 10_000, 240_000);
        Assert.All(
            responses.Where(response => response.Url.Contains("/assets/", StringComparison.Ordinal) && !response.Url.Contains("hors-ligne", StringComparison.Ordinal)),
            asset => Assert.Contains("immutable", asset.Headers["cache-control"], StringComparison.Ordinal));

        await page.WorksOfflineAsync();
        await page.GotoAsync("/borne", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var fetched = await page.EvaluateAsync<string[]>(
            "() => performance.getEntriesByType('resource').filter(one => one.name.includes('/assets/') && one.workerStart === 0 && one.transferSize > 0).map(one => one.name)");
        Assert.Empty(fetched);
        Assert.True(await page.EvaluateAsync<int>("() => performance.getEntriesByType('resource').filter(one => one.name.includes('/assets/')).length") >= 3);
    }

    private static async Task InTheLowerHalfAsync(IPage page)
    {
        var high = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("button, label:has(input), textarea")].filter(one => one.checkVisibility() && one.getBoundingClientRect().top < innerHeight / 2 - 1)
              .map(one => `${one.textContent || one.id} at ${one.getBoundingClientRect().top}`)
            """);
        Assert.True(high.Length == 0, string.Join(Environment.NewLine, high));
    }
}
