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
        await Accessibility.HoldsAtEveryWidthAsync(page, "borne non enregistree");
        await page.Locator("#code").FillAsync("AAAA-BBBB");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la borne" }).ClickAsync();
        await Assertions.Expect(page.Locator("#code-erreur")).ToBeVisibleAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "borne code refuse");
        await page.EnrolAsync(await system.NewKioskAsync("47-AGEN"));
        await Accessibility.HoldsAtEveryWidthAsync(page, "borne langues");
    }

    /// <summary>One that is written from the left and one from the right; all of them in the long run.</summary>
    public static TheoryData<string, string> Languages => Effort.IsLong
        ? new() { { "Français", "fr" }, { "English", "en" }, { "Español", "es" }, { "Português", "pt" }, { "العربية", "ar" } }
        : new() { { "Français", "fr" }, { "العربية", "ar" } };

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Is_accessible_and_fits_in(string language, string code)
    {
        var page = await system.OpenKioskAsync("47-AGEN");
        await page.StartAsync(language);
        await page.Locator("input[type=radio]").First.WaitForAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", code);
        await page.GoOnAsync();
        await Assertions.Expect(page.Locator("#erreur")).ToBeVisibleAsync();
        await BigEnoughAsync(page);
        await Accessibility.HoldsAtEveryWidthAsync(page, $"borne question {code}");
        await page.AnswerFirstAsync("satisfait");
        await BigEnoughAsync(page);
        await Accessibility.HoldsAtEveryWidthAsync(page, $"borne commentaire {code}");
        await page.Clock.FastForwardAsync("01:01");
        await page.Locator("dialog").WaitForAsync();
        await BigEnoughAsync(page);
        await Accessibility.HoldsAtEveryWidthAsync(page, $"borne avertissement {code}");
        await page.Locator("dialog button").ClickAsync();
        await page.GoOnAsync();
        await Assertions.Expect(page.Locator("textarea")).ToHaveCountAsync(0);
        await Accessibility.HoldsAtEveryWidthAsync(page, $"borne merci {code}");
    }

    [Fact]
    public async Task Tells_about_personal_data_before_the_field_of_the_comment()
    {
        var page = await system.OpenKioskAsync("47-AGEN");
        await page.StartAsync("Français");
        await page.AnswerFirstAsync("satisfait");
        await Assertions.Expect(page.Locator("#avis ~ textarea")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("textarea")).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("N'écrivez ni nom"));
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
        foreach (var response in responses.ToArray()) bytes += (await response.BodyAsync()).Length;
        Assert.InRange(bytes, 10_000, 300_000);
        Assert.All(
            responses.Where(response => response.Url.Contains("/assets/", StringComparison.Ordinal)),
            asset => Assert.Contains("immutable", asset.Headers["cache-control"], StringComparison.Ordinal));

        await page.GotoAsync("/borne", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var fetched = await page.EvaluateAsync<string[]>(
            "() => performance.getEntriesByType('resource').filter(one => one.name.includes('/assets/') && one.transferSize > 0).map(one => one.name)");
        Assert.Empty(fetched);
        Assert.True(await page.EvaluateAsync<int>("() => performance.getEntriesByType('resource').filter(one => one.name.includes('/assets/')).length") >= 3);
    }

    private static async Task BigEnoughAsync(IPage page)
    {
        foreach (var target in await page.Locator(".qp-borne__choice:visible, .fr-btn:visible").AllAsync())
        {
            var box = (await target.BoundingBoxAsync())!;
            Assert.True(box is { Height: >= 44, Width: >= 44 }, $"A target is {box.Width} × {box.Height}.");
        }
    }
}
