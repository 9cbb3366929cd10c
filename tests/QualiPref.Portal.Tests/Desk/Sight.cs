using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests.Desk;

/// <summary>What somebody sees of a page, and where the focus is on it.</summary>
internal static class Sight
{
    private const int MostStops = 400;

    // A stop is seen when it is marked, in the window, and nothing lies over all of it. What a control is drawn by may be its label.
    private const string Stop = """
        () => {
          const one = document.activeElement;
          if (!one || one === document.body) return null;
          const name = `${one.tagName.toLowerCase()}${one.id ? '#' + one.id : ''} « ${(one.textContent || one.getAttribute('name') || '').trim().replace(/\s+/g, ' ').slice(0, 50)} »`;
          const drawn = [one, ...(one.labels ?? [])];
          const marks = [...drawn.map(each => getComputedStyle(each)), ...drawn.flatMap(each => ['::before', '::after'].map(part => getComputedStyle(each, part)))];
          const marked = marks.some(style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none');
          const rects = drawn.flatMap(each => [...each.getClientRects()]);
          const points = rects.flatMap(box => [[box.left + box.width / 2, box.top + box.height / 2], [box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3]]);
          const seen = points.some(([x, y]) => {
            const top = document.elementFromPoint(x, y);
            return top !== null && drawn.some(each => each.contains(top) || top.contains(each));
          });
          return { name, marked, seen };
        }
        """;

    /// <summary>Looks at the page in a wide and a narrow window, enlarged also at 200 %: it fits, axe finds nothing, and a picture is kept.</summary>
    public static async Task LookAtAsync(this IPage page, string state, bool enlarged = false)
    {
        foreach (var width in enlarged ? (int[])[360, 640, 1280] : [360, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            await Accessibility.FitsAsync(page, state);
            await Accessibility.FindsNothingAsync(page, $"{state} {width}");
        }
        await Accessibility.CanBeTouchedAsync(page, state);
    }

    /// <summary>Goes through the whole page by Tab, or back by Shift and Tab: wherever the focus comes, it is seen.</summary>
    public static async Task ShowsFocusEverywhereAsync(this IPage page, string key)
    {
        var hidden = new List<string>();
        for (var stops = 0; stops < MostStops; stops++)
        {
            await page.Keyboard.PressAsync(key);
            var stop = await page.EvaluateAsync<JsonElement?>(Stop);
            if (stop is not { ValueKind: JsonValueKind.Object } here)
            {
                Assert.True(stops > 10, $"{page.Url}: {key} leads nowhere.");
                Assert.True(hidden.Count == 0, $"{page.Url}, {key}: {string.Join(Environment.NewLine, hidden)}");
                return;
            }
            if (!here.GetProperty("marked").GetBoolean()) hidden.Add($"{here.GetProperty("name")} is not marked");
            if (!here.GetProperty("seen").GetBoolean()) hidden.Add($"{here.GetProperty("name")} is not seen");
        }
        Assert.Fail($"{page.Url}: {MostStops} times {key} do not go round. {string.Join(Environment.NewLine, hidden)}");
    }

    /// <summary>Presses keys one after the other on a page that has loaded.</summary>
    public static async Task KeysAsync(this IPage page, params string[] keys)
    {
        await page.WaitForLoadStateAsync(LoadState.Load);
        foreach (var key in keys) await page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes back to a link or a button and presses it.</summary>
    public static async Task GoBackAndPressAsync(this IPage page, string selector)
    {
        for (var stops = 0; stops < MostStops && !await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector); stops++) await page.KeysAsync("Shift+Tab");
        await Assertions.Expect(page.Locator(selector)).ToBeFocusedAsync();
        await page.KeysAsync("Enter");
    }

    /// <summary>Does what is typed in the line of commands.</summary>
    public static async Task CommandAsync(this IPage page, string words, string title)
    {
        await page.KeysAsync(":");
        await Assertions.Expect(page.Locator("#commande")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(words);
        await page.Keyboard.PressAsync("Enter");
        await page.IsTitledAsync(title);
    }

    public static Task IsTitledAsync(this IPage page, string title) => Assertions.Expect(page.Locator("h1")).ToContainTextAsync(title);

    /// <summary>What was done last is said, and the focus stands there.</summary>
    public static async Task SaysAsync(this IPage page, string done)
    {
        var said = page.Locator(".fr-alert--success");
        await Assertions.Expect(said).ToContainTextAsync(done);
        await Assertions.Expect(said).ToBeFocusedAsync();
    }

    /// <summary>Types a date into a field as somebody in France does.</summary>
    public static Task GoAndTypeAsync(this IPage page, string selector, DateOnly day) => page.GoAndTypeAsync(selector, day.ToString("ddMMyyyy", System.Globalization.CultureInfo.InvariantCulture));
}
