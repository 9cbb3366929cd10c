using Microsoft.Playwright;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What a reader of figures sees.</summary>
internal static class FigureSteps
{
    /// <summary>Loads the page again until a row of its tables shows a value of so many.</summary>
    public static Task ShowsFigureAsync(this IPage page, ILocator row, string value, string n) => Eventually.ReadsAsync(
        $"{row} shows {value} of {n}",
        async _ =>
        {
            await page.ReloadAsync();
            if (await row.CountAsync() == 0) return (Value: "no row", N: "");
            var cells = await row.Locator("td.qp-num").AllInnerTextsAsync();
            return (Value: cells[0].Replace('\u00A0', ' '), N: cells[1]);
        },
        seen => seen.Value == value && seen.N == n,
        TimeSpan.FromSeconds(20),
        TestContext.Current.CancellationToken);
}
