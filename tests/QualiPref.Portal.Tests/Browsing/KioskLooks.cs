using Microsoft.Playwright;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>Looks at a screen of the kiosk at the sizes that it is made for.</summary>
internal static class KioskLooks
{
    /// <summary>
    /// A telephone, a small upright screen, a totem, a tablet that lies, and the last two at 200 %. In every run a telephone and a totem.
    /// </summary>
    private static (int Width, int Height)[] Screens => Effort.IsLong ? [(360, 640), (768, 1024), (1080, 1920), (1024, 768), (540, 960), (512, 384)] : [(360, 640), (1080, 1920)];

    /// <summary>Where whoever answers meets it: five languages on a telephone, a small upright screen and a totem in the long run, in every run French on a totem.</summary>
    public static TheoryData<string, int, int> InEachLanguageAtEachSize
    {
        get
        {
            var all = new TheoryData<string, int, int>();
            foreach (var language in Effort.IsLong ? (string[])["fr", "en", "es", "pt", "ar"] : ["fr"])
            {
                foreach (var (width, height) in Effort.IsLong ? ((int, int)[])[(360, 640), (768, 1024), (1080, 1920)] : [(1080, 1920)]) all.Add(language, width, height);
            }
            return all;
        }
    }

    /// <summary>At each size: nothing is wider than the screen, and whatever can be touched is big enough for a finger; axe finds nothing.</summary>
    public static async Task RightAsync(IPage page, string state)
    {
        foreach (var (width, height) in Screens)
        {
            await page.SetViewportSizeAsync(width, height);
            await Accessibility.FitsAsync(page, $"{state} {width}");
            await BigEnoughAsync(page, $"{state} {width}");
            // A totem is no page to scroll, and a tablet is none.
            if (Math.Min(width, height) > 700 && !state.Contains("grande", StringComparison.Ordinal))
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollHeight <= innerHeight"), $"{state} is higher than {width} × {height}.");
            if (IsLookedAt(state, width)) await Accessibility.FindsNothingAsync(page, $"{state} {width}");
        }
    }

    // At every size in the long run, and in every run at the one that the name of the state draws.
    private static bool IsLookedAt(string state, int width) => Effort.IsLong || Screens[state.Sum(letter => letter) % Screens.Length].Width == width;

    private static async Task BigEnoughAsync(IPage page, string state)
    {
        var small = await page.EvaluateAsync<string[]>("""
            () => [...(document.querySelector("dialog[open]") ?? document).querySelectorAll("button, label:has(input), textarea, input:not(label input)")]
              .filter(one => one.checkVisibility())
              .map(one => ({ one, box: one.getBoundingClientRect() }))
              .filter(({ box }) => box.height < 43.9 || box.width < 43.9)
              .map(({ one, box }) => `${one.outerHTML.slice(0, 80)} is ${box.width} × ${box.height}`)
            """);
        Assert.True(small.Length == 0, $"{state}: {string.Join(Environment.NewLine, small)}");
    }
}
