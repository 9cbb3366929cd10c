using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>Asks axe about a page as it stands; no rule and no element is left out. A page that claims what no record shows is found too.</summary>
internal static class Accessibility
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] },
        // Of what it finds in order one example is enough: writing all of them down took longer than looking.
        ResultTypes = [ResultType.Violations],
    };

    public static async Task FindsNothingAsync(IPage page, string state)
    {
        await KeepPictureAsync(page, state);
        var result = await page.RunAxe(Rules);
        var found = result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Select(node => node.Html))}");
        Assert.True(result.Violations.Length == 0, $"{state} ({page.Url}): {string.Join(Environment.NewLine, found)}");
        Assert.NotEmpty(result.Passes);
        var claims = Claims.In(await page.Locator("body").InnerTextAsync());
        Assert.True(claims.Count == 0, $"{state} ({page.Url}) says that something was sent: {string.Join(" | ", claims)}");
    }

    /// <summary>
    /// In a wide window, at 200 % (a window of 640 px) and at 400 % (320 px) nothing is wider than the window. In a wide one and at 400 % axe finds nothing:
    /// at both in the long run, and in every run at the one that the name of the state draws.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="state">Its state in words.</param>
    /// <param name="again">True for what is seen elsewhere with less on it: axe looks at it in the long run only.</param>
    public static async Task HoldsAtEveryWidthAsync(IPage page, string state, bool again = false)
    {
        foreach (var width in (int[])[1280, 640, 320])
        {
            await page.SetViewportSizeAsync(width, 900);
            await FitsAsync(page, $"{state} {width}");
            if (width == 640 || !IsLookedAt(state, width, again)) await KeepPictureAsync(page, $"{state} {width}");
            else await FindsNothingAsync(page, $"{state} {width}");
        }
    }

    private static bool IsLookedAt(string state, int width, bool again) => Effort.IsLong || (!again && width == (state.Sum(letter => letter) % 2 == 0 ? 1280 : 320));

    /// <summary>The page may not be wider than the window.</summary>
    public static async Task FitsAsync(IPage page, string state)
    {
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{state} ({page.Url}) is {overflow} px wider than the window.");
    }

    /// <summary>For the eye: pictures are kept where <c>QUALIPREF_PICTURES</c> says, and nowhere without it.</summary>
    private static async Task KeepPictureAsync(IPage page, string state)
    {
        if (Environment.GetEnvironmentVariable("QUALIPREF_PICTURES") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, state.Replace(' ', '_') + ".png"), FullPage = true });
    }
}
