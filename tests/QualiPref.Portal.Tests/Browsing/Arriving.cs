using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace QualiPref.Portal.Tests.Browsing;

internal static class Arriving
{
    /// <summary>
    /// The page whose address contains a text, or ends with it, stands in the window down to its footer. Playwright's own wait for an address also
    /// waits for an event that may have come before it listened.
    /// </summary>
    public static async Task ArrivesAtAsync(this IPage page, string address, bool ends = false)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(address) + (ends ? "$" : "")));
        await page.Locator("#pied").WaitForAsync();
    }
}
