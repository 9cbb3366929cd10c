using System.Net;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed class Sending_more_than_is_taken(PortalSystem system)
{
    private const string NoPause = "--QualiPref:Limits:LongestPause=00:00:00";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_told_on_a_page_with_when_to_come_again_and_with_its_styles(bool javaScript)
    {
        await using var portal = await PortalAlone.StartAsync("--QualiPref:Limits:Address=3", NoPause);
        var page = await system.OpenAsync("/suivi", javaScript, address: portal.Address);

        var refused = await RefusedAsync(page);
        var wait = int.Parse(refused.Headers["retry-after"], System.Globalization.CultureInfo.InvariantCulture);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Trop de demandes");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"Réessayez dans {wait}\u00A0s.");
        Assert.Equal("flex", await page.Locator(".fr-btn").First.EvaluateAsync<string>("one => getComputedStyle(one).display.replace('inline-', '')"));
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, "trop de demandes");
    }

    [Fact]
    public async Task Is_each_persons_own_affair_on_pages()
    {
        // Of its own: what people do elsewhere counts at every replica.
        await using var portal = await PortalAlone.StartOnAsync(
            system.Parts.Engine.ConnectionString, $"person_{Guid.NewGuid():N}"[..30], [.. PortalAlone.SignInAt(system), "--QualiPref:Limits:Person=4", NoPause]);
        var one = await ArriveAsync("premier");
        await one.GotoAsync("/suivi");
        await RefusedAsync(one);

        var other = await ArriveAsync("second");
        Assert.Equal(200, (await other.GotoAsync("/suivi"))!.Status);

        async Task<IPage> ArriveAsync(string person)
        {
            var page = await system.OpenAsync("/connexion", address: portal.Address);
            await page.SignInAsAnotherAsync(person);
            await page.ArrivesAtAsync("/compte-en-attente");
            return page;
        }
    }

    [Fact]
    public async Task At_one_replica_is_refused_by_the_other_as_well()
    {
        const int Limit = 200;
        var prefix = $"limits_{Guid.NewGuid():N}"[..30];
        string[] settings = [$"--QualiPref:Limits:Address={Limit}", NoPause, "--QualiPref:Limits:TellEvery=00:00:00.05"];
        await using var first = await PortalAlone.StartOnAsync(system.Parts.Engine.ConnectionString, prefix, settings);
        await using var second = await PortalAlone.StartOnAsync(system.Parts.Engine.ConnectionString, prefix, settings);
        for (var i = 0; i < Limit; i++) Assert.Equal(HttpStatusCode.OK, await AskAsync(first));

        var asked = 0;
        await Eventually.ReadsAsync("the other refuses", _ =>
        {
            asked++;
            return AskAsync(second);
        }, status => status == HttpStatusCode.TooManyRequests, cancellationToken: Token);
        Assert.InRange(asked, 1, Limit / 2);
    }

    [Fact]
    public async Task Keeps_nobody_from_asking_how_the_process_is_nor_for_scripts_and_styles()
    {
        await using var portal = await PortalAlone.StartAsync("--QualiPref:Limits:Address=2", NoPause);
        foreach (var path in (string[])["/alive", "/ready", "/assets/portail.css"])
        {
            for (var i = 0; i < 4; i++) Assert.NotEqual(HttpStatusCode.TooManyRequests, await AskAsync(portal, path));
        }
    }

    /// <summary>Loads a page until that is too often. How often that is depends on how much of the minute before still counts.</summary>
    private static async Task<IResponse> RefusedAsync(IPage page) =>
        (await Eventually.ReadsAsync("the page is refused", _ => page.ReloadAsync(), reply => reply!.Status == 429, cancellationToken: Token))!;

    private static async Task<HttpStatusCode> AskAsync(PortalAlone portal, string path = "/suivi")
    {
        using var response = await portal.Http.GetAsync(path, Token);
        return response.StatusCode;
    }
}
