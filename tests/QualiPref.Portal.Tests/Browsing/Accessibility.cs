using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>Asks axe about a page as it stands; no rule and no element is left out. A page that claims what no record shows is found too.</summary>
internal static class Accessibility
{
    // Axe runs in the page and answers with what it found and no more. Its binding for Playwright takes five times as long: it opens a second page for each
    // audit and carries every element that is in order there and back. What it adds is frames, and the portal has none.
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string Audit = """
        async () => {
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
          const found = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
          return {
            inOrder: found.passes.length,
            wrong: found.violations.map(one => `${one.id}: ${one.help} ${one.nodes.map(node => node.html).join(' | ')}`),
          };
        }
        """;

    // Links within a sentence are as high as its lines. What stretches over a card or a line takes its measure from that.
    private const string TooSmall = """
        () => [...document.querySelectorAll('main :is(a, button, summary, input, select, textarea), header :is(a, summary), #cote a')]
          .filter(one => one.checkVisibility() && !one.closest('.qp-kiosk') && !(one.matches('a') && (one.closest('p, dd') || (one.closest('li:not([class])') ?? one).textContent.trim() !== one.textContent.trim())))
          .map(one => ({ one, box: (one.matches('input') && (one.labels[0]?.matches('.fr-radio-group *, .fr-checkbox-group *') || one.labels[0]?.contains(one)) ? one.labels[0] : one.closest('.qp-door, .qp-fig, .qp-subject') ?? one).getBoundingClientRect() }))
          .filter(({ box }) => box.height < 44 || box.width < 44)
          .map(({ one, box }) => `${one.outerHTML.slice(0, 120)} ${Math.round(box.width)} × ${Math.round(box.height)}`)
        """;

    // What shows the record of a delivery says what became of it; nothing else may.
    private const string Unrecorded = """
        () => {
          const records = [...document.querySelectorAll('.qp-record')].filter(record => !record.hidden);
          for (const record of records) record.hidden = true;
          const text = document.body.innerText;
          for (const record of records) record.hidden = false;
          return text;
        }
        """;

    private const string HasAxe = "() => typeof axe !== 'undefined'";

    public static async Task FindsNothingAsync(IPage page, string state)
    {
        await KeepPictureAsync(page, state);
        if (!await page.EvaluateAsync<bool>(HasAxe)) await page.EvaluateAsync(Axe);
        // In a page whose scripts are off axe waits for ever.
        var found = await page.EvaluateAsync<JsonElement>(Audit).WaitAsync(TimeSpan.FromMinutes(2));
        var wrong = found.GetProperty("wrong").EnumerateArray().Select(one => one.GetString());
        Assert.True(!wrong.Any(), $"{state} ({page.Url}): {string.Join(Environment.NewLine, wrong)}");
        Assert.NotEqual(0, found.GetProperty("inOrder").GetInt32());
        Assert.Single(page.Frames);
        var claims = Claims.In(await page.EvaluateAsync<string>(Unrecorded));
        Assert.True(claims.Count == 0, $"{state} ({page.Url}) says that something was sent: {string.Join(" | ", claims)}");
    }

    /// <summary>
    /// In a wide window and at 400 % (a window of 320 px), in the long run also at 200 % (640 px), nothing is wider than the window, and on pages of staff
    /// whatever can be pressed is large enough. In a wide one and at
    /// 400 % axe finds nothing: at both in the long run, in every run at the one that the name of the state draws, which for every other state is none.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="state">Its state in words.</param>
    /// <param name="again">True for what is seen elsewhere with less on it: axe looks at it in the long run only.</param>
    public static async Task HoldsAtEveryWidthAsync(IPage page, string state, bool again = false)
    {
        foreach (var width in Effort.IsLong ? (int[])[1280, 640, 320] : [1280, 320])
        {
            await page.SetViewportSizeAsync(width, 900);
            await FitsAsync(page, $"{state} {width}");
            if (await page.Locator("body.qp-staff").CountAsync() > 0) await CanBeTouchedAsync(page, $"{state} {width}");
            if (width == 640 || !IsLookedAt(state, width, again)) await KeepPictureAsync(page, $"{state} {width}");
            else await FindsNothingAsync(page, $"{state} {width}");
        }
    }

    // An audit takes half a second of a core, and pages have most of what they show from the same parts.
    private static bool IsLookedAt(string state, int width, bool again) => Effort.IsLong || (!again && width == (state.Sum(letter => letter) % 4) switch { 0 => 1280, 1 => 320, _ => 0 });

    /// <summary>The page may not be wider than the window.</summary>
    public static async Task FitsAsync(IPage page, string state)
    {
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{state} ({page.Url}) is {overflow} px wider than the window.");
    }

    /// <summary>Whatever can be pressed is 44 px high and wide.</summary>
    public static async Task CanBeTouchedAsync(IPage page, string state)
    {
        var small = await page.EvaluateAsync<string[]>(TooSmall);
        Assert.True(small.Length == 0, $"{state} ({page.Url}): {string.Join(" | ", small)}");
    }

    /// <summary>For the eye: pictures are kept where <c>QUALIPREF_PICTURES</c> says, and nowhere without it.</summary>
    private static async Task KeepPictureAsync(IPage page, string state)
    {
        if (Environment.GetEnvironmentVariable("QUALIPREF_PICTURES") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, state.Replace(' ', '_') + ".png"), FullPage = true });
    }
}
