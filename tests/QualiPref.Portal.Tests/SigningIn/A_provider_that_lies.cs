using System.Collections.Concurrent;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>A portal of its own, whose provider does one thing wrong at a time, in the browser.</summary>
[Collection(AtTheCounter.Name)]
public sealed class A_provider_that_lies(PortalSystem system, RealEngine engine) : IClassFixture<RealEngine>, IAsyncLifetime
{
    // A page of staff that needs no service.
    private const string Own = "/mes-sessions";

    // Several lies are answered with the same page: it is looked at once.
    private static readonly ConcurrentDictionary<string, bool> Looked = new();

    private DatabasePrefix _databases = null!;
    private HostileProvider _provider = null!;
    private StaffPortal _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _databases = engine.NewPrefix();
        _provider = await HostileProvider.StartAsync();
        _portal = await StaffPortal.StartAsync(engine, _databases.Value, _provider);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
        await _databases.DisposeAsync();
    }

    [Theory]
    [InlineData(Lie.OtherState, "State", "Connexion à recommencer", "ne correspond pas à une connexion commencée dans ce navigateur")]
    [InlineData(Lie.NoState, "State", "Connexion à recommencer", "ne correspond pas à une connexion commencée dans ce navigateur")]
    [InlineData(Lie.OtherNonce, "Nonce", "Connexion refusée", "appartient à une autre connexion")]
    [InlineData(Lie.NoNonce, "Nonce", "Connexion refusée", "appartient à une autre connexion")]
    [InlineData(Lie.OtherSignature, "Signature", "Connexion refusée", "n'est pas signée par le fournisseur d'identité")]
    [InlineData(Lie.NoSignature, "Signature", "Connexion refusée", "n'est pas signée par le fournisseur d'identité")]
    [InlineData(Lie.OtherAudience, "Audience", "Connexion refusée", "destinée à un autre service")]
    [InlineData(Lie.OtherIssuer, "Issuer", "Connexion refusée", "ne vient pas du fournisseur d'identité attendu")]
    [InlineData(Lie.Expired, "Expired", "Connexion refusée", "n'est plus valable")]
    [InlineData(Lie.UsedCode, "Code", "Connexion à recommencer", "il a déjà servi")]
    [InlineData(Lie.UserInfoByAnotherKey, "UserInfo", "Connexion refusée", "n'est pas signé par lui")]
    [InlineData(Lie.UserInfoUnsigned, "UserInfo", "Connexion refusée", "n'est pas signé par lui")]
    [InlineData(Lie.UserInfoInJson, "UserInfo", "Connexion refusée", "n'est pas signé par lui")]
    [InlineData(Lie.UserInfoForAnotherAudience, "UserInfo", "Connexion refusée", "n'est pas signé par lui")]
    [InlineData(Lie.UserInfoByAnotherIssuer, "UserInfo", "Connexion refusée", "n'est pas signé par lui")]
    [InlineData(Lie.UserInfoOfAnotherPerson, "UserInfo", "Connexion refusée", "concerne quelqu'un d'autre")]
    public async Task Is_refused_with_a_page_that_helps(Lie lie, string reference, string title, string found)
    {
        _provider.Lie = lie;
        var page = await OpenDoorAsync();
        await page.Locator(SignInSteps.Door).ClickAsync();
        await ReadRefusalAsync(page, reference, title, found);
        await IsOutsideAsync(page);

        // What it advises works: once the provider tells the truth, the same way leads in, and to the page that was wanted, which only the state could tell.
        _provider.Lie = Lie.None;
        await page.GetByRole(AriaRole.Link, new() { Name = "Revenir à la page de connexion" }).ClickAsync();
        await page.Locator(SignInSteps.Door).ClickAsync();
        await page.ArrivesAtAsync(reference == "State" ? _portal.Address + "/" : Own, ends: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_comes_in_by_an_address_that_somebody_has_come_back_by(bool inTheSameBrowser)
    {
        var page = await OpenDoorAsync();
        var returned = page.WaitForRequestAsync(request => request.Url.Contains("/connexion/retour?code=", StringComparison.Ordinal));
        await page.Locator(SignInSteps.Door).ClickAsync();
        await page.ArrivesAtAsync(Own, ends: true);
        var address = (await returned).Url;

        if (inTheSameBrowser) await page.Context.ClearCookiesAsync();
        else page = await OpenDoorAsync();
        await page.GotoAsync(address);
        await ReadRefusalAsync(page, "State", "Connexion à recommencer", "ne correspond pas à une connexion commencée dans ce navigateur");
        await IsOutsideAsync(page);
    }

    [Fact]
    public async Task Going_back_to_the_address_of_a_return_leaves_the_session_open()
    {
        var page = await OpenDoorAsync();
        var returned = page.WaitForRequestAsync(request => request.Url.Contains("/connexion/retour?code=", StringComparison.Ordinal));
        await page.Locator(SignInSteps.Door).ClickAsync();
        await page.ArrivesAtAsync(Own, ends: true);
        await page.GotoAsync((await returned).Url);
        await page.ArrivesAtAsync("/connexion/refusee");
        await page.GotoAsync(Own);
        await page.ArrivesAtAsync(Own, ends: true);
    }

    private Task<IPage> OpenDoorAsync() => system.OpenAsync($"/connexion?retour={Own}", address: _portal.Address);

    private static async Task ReadRefusalAsync(IPage page, string reference, string title, string found)
    {
        await page.ArrivesAtAsync("/connexion/refusee");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(found);
        await Assertions.Expect(page.Locator("main code")).ToHaveTextAsync(reference);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Que faire");
        // Nothing of the provider's answer, and nothing of ours that is for developers.
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Exception");
        if (Looked.TryAdd(reference, true)) await Accessibility.HoldsAtEveryWidthAsync(page, $"connexion refusée {reference}");
    }

    private async Task IsOutsideAsync(IPage page)
    {
        var there = await page.Context.NewPageAsync();
        await there.GotoAsync(_portal.Address + Own);
        Assert.Contains("/connexion", there.Url, StringComparison.Ordinal);
        await there.CloseAsync();
    }
}
