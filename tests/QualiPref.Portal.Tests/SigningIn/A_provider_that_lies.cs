using System.Collections.Concurrent;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>A portal of its own, whose provider does one thing wrong at a time, in the browser.</summary>
[Long, Collection(AtTheCounter.Name)]
public sealed class A_provider_that_lies(PortalSystem system, RealEngine engine) : IAsyncLifetime
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

    /// <summary>One lie for each page in every run, all of them in the long one; without a browser <see cref="Refusing_a_sign_in"/> hears all of them each time.</summary>
    public static TheoryData<Lie, string, string, string> Lies => [.. All.DistinctBy(lie => Effort.IsLong ? lie.Lie.ToString() : lie.Reference)];

    private static readonly (Lie Lie, string Reference, string Title, string Found)[] All =
    [
        (Lie.OtherState, "State", "Connexion à recommencer", "ne correspond pas à une connexion commencée dans ce navigateur"),
        (Lie.NoState, "State", "Connexion à recommencer", "ne correspond pas à une connexion commencée dans ce navigateur"),
        (Lie.OtherNonce, "Nonce", "Connexion refusée", "appartient à une autre connexion"),
        (Lie.NoNonce, "Nonce", "Connexion refusée", "appartient à une autre connexion"),
        (Lie.OtherSignature, "Signature", "Connexion refusée", "n'est pas signée par le fournisseur d'identité"),
        (Lie.NoSignature, "Signature", "Connexion refusée", "n'est pas signée par le fournisseur d'identité"),
        (Lie.OtherAudience, "Audience", "Connexion refusée", "destinée à un autre service"),
        (Lie.OtherIssuer, "Issuer", "Connexion refusée", "ne vient pas du fournisseur d'identité attendu"),
        (Lie.Expired, "Expired", "Connexion refusée", "n'est plus valable"),
        (Lie.UsedCode, "Code", "Connexion à recommencer", "il a déjà servi"),
        (Lie.UserInfoByAnotherKey, "UserInfo", "Connexion refusée", "n'est pas signé par lui"),
        (Lie.UserInfoUnsigned, "UserInfo", "Connexion refusée", "n'est pas signé par lui"),
        (Lie.UserInfoInJson, "UserInfo", "Connexion refusée", "n'est pas signé par lui"),
        (Lie.UserInfoForAnotherAudience, "UserInfo", "Connexion refusée", "n'est pas signé par lui"),
        (Lie.UserInfoByAnotherIssuer, "UserInfo", "Connexion refusée", "n'est pas signé par lui"),
        (Lie.UserInfoOfAnotherPerson, "UserInfo", "Connexion refusée", "concerne quelqu'un d'autre"),
    ];

    [Theory, Sampled]
    [MemberData(nameof(Lies))]
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
