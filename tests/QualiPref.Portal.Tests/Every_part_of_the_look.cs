using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>The page that shows every part in every state; it is there in development alone.</summary>
[Collection(AtTheCounter.Name)]
public sealed class Every_part_of_the_look(PortalSystem system, KeptPortals portals)
{
    private const string Development = "--environment=Development";

    [Theory]
    [InlineData("/composants", "composants")]
    [LongData("/composants?agents", "composants des agents")]
    public async Task Is_accessible_and_fits(string path, string name)
    {
        var portal = await portals.WithAsync(Development);
        var page = await system.OpenAsync(path, javaScript: true, address: portal.Address);
        await Assertions.Expect(page.Locator("main > section")).ToHaveCountAsync(10);
        await Accessibility.HoldsAtEveryWidthAsync(page, name);
    }

    [Fact]
    public async Task That_can_be_pressed_is_big_enough()
    {
        var portal = await portals.WithAsync(Development);
        foreach (var width in (int[])[360, 1280])
        {
            var page = await system.OpenAsync("/composants?agents", width: width, address: portal.Address);
            await Accessibility.CanBeTouchedAsync(page, $"At {width} px");
        }
    }

    [Fact]
    public async Task That_has_the_focus_is_marked()
    {
        var portal = await portals.WithAsync(Development);
        foreach (var path in (string[])["/composants", "/composants?agents"])
        {
            var page = await system.OpenAsync(path, address: portal.Address);
            // Browsers mark the focus for whoever uses keys.
            await page.Keyboard.PressAsync("Tab");
            var (stops, unmarked) = (await page.EvaluateAsync<int>($"() => [...document.querySelectorAll('{Stops}')].length"), await page.EvaluateAsync<string[]>(Unmarked, Stops));
            Assert.InRange(stops, 100, 300);
            Assert.True(unmarked.Length == 0, $"{path}: {string.Join(" | ", unmarked)}");
        }
    }

    [Fact]
    public async Task Is_shown_to_nobody_elsewhere()
    {
        var portal = await portals.WithAsync();
        using var answer = await portal.Http.GetAsync("/composants", TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private const string Stops = "a[href], button:not(:disabled), summary, input:not(:disabled), select, textarea, [tabindex=\"0\"]";

    // On itself, or on the card or cell over which it stretches.
    private const string Unmarked = """
        stops => [...document.querySelectorAll(stops)].filter(one => one.checkVisibility()).filter(one => {
          one.focus();
          const isMarked = style => style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= (one.closest('.qp-kiosk') ? 1 : 3);
          return document.activeElement !== one || !(isMarked(getComputedStyle(one)) || isMarked(getComputedStyle(one, '::after')));
        }).map(one => one.outerHTML.slice(0, 120))
        """;
}
