using Microsoft.Playwright;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What the quality officer does with a report.</summary>
internal static class ReportSteps
{
    /// <summary>Opens a draft from the page of reports.</summary>
    public static async Task OpenReportAsync(this IPage page, string network, string period, string title)
    {
        await page.GetByLabel("Réseau").SelectOptionAsync(network);
        await page.GetByLabel("Période").FillAsync(period);
        await page.GetByLabel("Titre").FillAsync(title);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le bilan" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);
    }

    /// <summary>Waits for long work on the page that follows it, until it has led to what is awaited.</summary>
    public static Task LeadsOnAsync(this IPage page, string what, ILocator target, Func<ILocator, Task> again) => Eventually.ReadsAsync(
        what,
        async _ =>
        {
            var refresh = page.GetByRole(AriaRole.Link, new() { Name = "Actualiser", Exact = true });
            if (await refresh.CountAsync() > 0) await again(refresh);
            return await target.CountAsync() > 0 ? null : $"{page.Url}: {await page.Locator("main").InnerTextAsync()}";
        },
        other => other is null,
        TimeSpan.FromSeconds(90),
        TestContext.Current.CancellationToken);
}
