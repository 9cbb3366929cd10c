using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>On a device that has a screen and nothing else: each thing is tapped where a finger would, and what is written comes from the screen's own keys.</summary>
[Collection(AtTheCounter.Name)]
public sealed class By_touch_alone(PortalSystem system)
{
    private const string NoteOtherHands = """
        window.touches = 0;
        window.otherHands = [];
        addEventListener("pointerdown", event => { window.touches++; if (event.pointerType !== "touch") window.otherHands.push(event.pointerType); }, true);
        addEventListener("keydown", event => window.otherHands.push(event.key), true);
        """;

    /// <summary>Each language at each size in the long run; in every run French on a totem.</summary>
    public static TheoryData<string, int, int> Screens => KioskLooks.InEachLanguageAtEachSize;

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task A_person_answers_changes_writes_and_finishes_in(string language, int width, int height)
    {
        var page = await OpenAsync("91-PALAISEAU", width, height);
        if (language != "fr") await page.Locator($"nav button[lang={language}]").TapAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await SwitchEachAsync(page);

        await TapFaceAsync(page, "peu-satisfait");
        await page.Locator(".qp-k-kept button").TapAsync();
        await TapFaceAsync(page, "satisfait");
        await SwitchEachAsync(page);
        foreach (var row in await page.Locator(".qp-k-row").AllAsync()) await row.Locator("label").Nth(1).TapAsync();
        await page.Locator(".qp-k-chips label").Last.TapAsync();
        await page.Locator(".qp-k-acts button").First.TapAsync();
        await page.Locator("#mot-commentaire").TapAsync();
        await page.Keyboard.InsertTextAsync("Vu, compris");
        await SwitchEachAsync(page);
        await page.Clock.FastForwardAsync("01:01");
        await page.Locator("dialog .qp-k-btn").TapAsync();
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await page.Locator(".qp-k-acts button").First.TapAsync();
        await page.Locator(".qp-k-acts button").First.TapAsync();
        await Assertions.Expect(page.Locator("#mot-commentaire")).ToHaveValueAsync("Vu, compris");
        await page.Context.SetOfflineAsync(true);
        await page.Locator(".qp-k-btn--go").TapAsync();
        await page.Locator(".qp-k-thanks").WaitForAsync();

        var kept = Assert.Single(await page.KeptAsync()).GetProperty("answer");
        Assert.Equal((language, "complete", "Vu, compris"), (kept.GetProperty("language").GetString(), kept.GetProperty("outcome").GetString(), kept.GetProperty("answers").GetProperty("commentaire").GetString()));
        var given = kept.GetProperty("answers").EnumerateObject().Where(one => one.Name != "commentaire").Select(one => one.Value.GetString()).ToList();
        Assert.Equal((7, 6), (given.Count, given.Count(one => one == "satisfait")));
        await page.Locator(".qp-k-foot .qp-k-btn").TapAsync();
        await page.Locator(KioskSteps.First).First.WaitForAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
        Assert.Empty(await page.EvaluateAsync<string[]>("() => window.otherHands"));
    }

    /// <summary>Agents' screens are in French alone.</summary>
    [Long, Theory]
    [InlineData(360, 640)]
    [InlineData(768, 1024)]
    [InlineData(1080, 1920)]
    public async Task An_agent_looks_after_the_device_on(int width, int height)
    {
        var kiosk = await system.CreateKioskAsync("91-PALAISEAU");
        var page = await OpenAsync("91-PALAISEAU", width, height, kiosk);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pour les agents" }).TapAsync();
        await TapAsync(page, "1");
        await TapAsync(page, "Effacer");
        await Assertions.Expect(page.Locator("#pin")).ToHaveValueAsync("");
        await TapAsync(page, "Enregistrer avec un code");
        await TapAsync(page, "Revenir");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pour les agents" }).TapAsync();
        foreach (var digit in kiosk.Pin) await TapAsync(page, digit.ToString());
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Service de la borne");
        await page.Locator("label[for=bas]").TapAsync();
        await Assertions.Expect(page.Locator("#bas")).ToBeCheckedAsync();
        await TapAsync(page, "Envoyer maintenant");
        await Assertions.Expect(page.Locator(".qp-k-said")).ToHaveTextAsync("Le service a répondu.");
        await page.RunAndWaitForDownloadAsync(() => TapAsync(page, "Exporter"));
        await TapAsync(page, "Enregistrer de nouveau");
        await TapAsync(page, "Revenir");
        await Assertions.Expect(page.Locator("html")).ToHaveClassAsync("qp-k-low");

        // Closed: another device has its place.
        using var other = system.Call();
        using var taken = await other.PostAsync(new Uri("/api/surveys/v1/kiosks/enrol", UriKind.Relative),
            System.Net.Http.Json.JsonContent.Create(new { code = await system.RenewCodeAsync(kiosk.Id) }), TestContext.Current.CancellationToken);
        await page.Clock.FastForwardAsync("05:01");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Cette borne est fermée");
        await TapAsync(page, "Ouvrir le service");
        await TapAsync(page, "Revenir");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Cette borne est fermée");
        Assert.Empty(await page.EvaluateAsync<string[]>("() => window.otherHands"));
    }

    /// <summary>How long it takes is printed, as the page's own clock has it; how fast a machine is, is no matter of right and wrong.</summary>
    [Long, Fact]
    public async Task One_touch_is_an_answer_and_eight_are_all_of_it_in_seconds()
    {
        var page = await OpenAsync("91-PALAISEAU", 1080, 1920, clock: false);
        var one = new List<double>();
        var eight = new List<double>();
        for (var person = 0; person < 22; person++)
        {
            var isShort = person % 2 == 0;
            await page.EvaluateAsync("() => { window.touches = 0; window.began = performance.now(); }");
            await TapFaceAsync(page, "satisfait");
            if (!isShort)
            {
                foreach (var row in await page.Locator(".qp-k-row").AllAsync()) await row.Locator("label").Nth(1).TapAsync();
                await page.Locator(".qp-k-chips label").First.TapAsync();
            }
            await page.Locator(".qp-k-btn--go").TapAsync();
            await page.Locator(".qp-k-thanks").WaitForAsync();
            (isShort ? one : eight).Add(await page.EvaluateAsync<double>("() => performance.now() - window.began"));
            Assert.Equal(isShort ? 2 : 8, await page.EvaluateAsync<int>("() => window.touches"));
            await page.Locator(".qp-k-foot .qp-k-btn").TapAsync();
            await page.Locator(KioskSteps.First).First.WaitForAsync();
        }
        foreach (var (touches, times) in (ReadOnlySpan<(string, List<double>)>)[("One touch and « J’ai terminé »", one), ("Eight touches", eight)])
            TestContext.Current.TestOutputHelper?.WriteLine($"{touches}, from the first screen to the thanks, by a machine: median {times.Order().ElementAt(times.Count / 2):0} ms, longest {times.Max():0} ms of {times.Count}.");
    }

    private async Task<IPage> OpenAsync(string site, int width, int height, MadeKiosk? kiosk = null, bool clock = true)
    {
        var page = await system.OpenOnTouchScreenAsync("/suivi", width, height);
        await page.AddInitScriptAsync(NoteOtherHands);
        if (clock) await page.Clock.InstallAsync();
        // As the camera of the device brings it.
        await page.GotoAsync($"/borne#code={(kiosk ?? await system.CreateKioskAsync(site)).Code}");
        await TapAsync(page, "Enregistrer la borne");
        await page.Locator(KioskSteps.First).First.WaitForAsync();
        return page;
    }

    private static Task TapAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).TapAsync();

    private static async Task TapFaceAsync(IPage page, string option)
    {
        await page.Locator($"{KioskSteps.First}[value={option}]").TapAsync();
        await page.Locator("#suite").WaitForAsync();
    }

    // On and off again: each is there for a finger, and does what it says.
    private static async Task SwitchEachAsync(IPage page)
    {
        foreach (var pressed in (string[])["true", "false"])
        {
            foreach (var tool in await page.Locator(".qp-k-tool[aria-pressed]:visible").AllAsync())
            {
                await tool.TapAsync();
                await Assertions.Expect(tool).ToHaveAttributeAsync("aria-pressed", pressed);
            }
        }
    }
}
