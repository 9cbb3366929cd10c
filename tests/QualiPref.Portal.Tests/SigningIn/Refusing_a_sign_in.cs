using System.Net;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>A provider, or somebody between, does one thing wrong.</summary>
public sealed class Refusing_a_sign_in(RealEngine engine) : IAsyncLifetime
{
    private DatabasePrefix _databases = null!;
    private HostileProvider _provider = null!;
    private StaffPortal _portal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
    [InlineData(Lie.OtherState, "State", "ne correspond pas à une connexion commencée dans ce navigateur")]
    [LongData(Lie.NoState, "State", "ne correspond pas à une connexion commencée dans ce navigateur")]
    [InlineData(Lie.OtherNonce, "Nonce", "appartient à une autre connexion")]
    [LongData(Lie.NoNonce, "Nonce", "appartient à une autre connexion")]
    [InlineData(Lie.OtherSignature, "Signature", "n'est pas signée par le fournisseur d'identité")]
    [InlineData(Lie.NoSignature, "Signature", "n'est pas signée par le fournisseur d'identité")]
    [InlineData(Lie.OtherAudience, "Audience", "destinée à un autre service")]
    [InlineData(Lie.OtherIssuer, "Issuer", "ne vient pas du fournisseur d'identité attendu")]
    [LongData(Lie.OtherDescription, "Issuer", "ne vient pas du fournisseur d'identité attendu")]
    [InlineData(Lie.Expired, "Expired", "n'est plus valable")]
    [InlineData(Lie.UsedCode, "Code", "il a déjà servi")]
    [InlineData(Lie.UserInfoByAnotherKey, "UserInfo", "n'est pas signé par lui")]
    [LongData(Lie.UserInfoUnsigned, "UserInfo", "n'est pas signé par lui")]
    [LongData(Lie.UserInfoInJson, "UserInfo", "n'est pas signé par lui")]
    [LongData(Lie.UserInfoForAnotherAudience, "UserInfo", "n'est pas signé par lui")]
    [LongData(Lie.UserInfoByAnotherIssuer, "UserInfo", "n'est pas signé par lui")]
    [InlineData(Lie.UserInfoOfAnotherPerson, "UserInfo", "concerne quelqu'un d'autre")]
    public async Task Says_what_was_wrong_and_what_to_do_and_opens_nothing(Lie lie, string reason, string found)
    {
        using var surfer = _portal.Browse();
        _provider.Lie = lie;

        var page = await surfer.OpenAsync("/connexion/depart?retour=/mes-sessions", Token);

        Assert.Equal((HttpStatusCode.Forbidden, "/connexion/refusee"), (page.Status, page.Address.AbsolutePath));
        Assert.Contains(found, page.Text, StringComparison.Ordinal);
        Assert.Contains("Que faire", page.Text, StringComparison.Ordinal);
        Assert.Contains($"<code>{reason}</code>", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(surfer.Cookies.GetAllCookies(), cookie => cookie.Name == "qualipref-session");
    }

    [Fact]
    public async Task Somebody_who_brings_the_return_of_another_browser_is_not_let_in()
    {
        using var victim = _portal.Browse();
        using var attacker = _portal.Browse();
        var departure = await attacker.LookAsync("/connexion/depart?retour=/", Token);
        var back = await attacker.LookAsync(departure.Next!.AbsoluteUri, Token);

        var page = await victim.OpenAsync(back.Next!.AbsoluteUri, Token);

        Assert.Equal("/connexion/refusee", page.Address.AbsolutePath);
        Assert.DoesNotContain(victim.Cookies.GetAllCookies(), cookie => cookie.Name == "qualipref-session");
    }

    [Fact]
    public async Task A_return_that_is_loaded_again_opens_nothing_more()
    {
        using var surfer = _portal.Browse();
        var departure = await surfer.LookAsync("/connexion/depart?retour=/", Token);
        var back = await surfer.LookAsync(departure.Next!.AbsoluteUri, Token);
        await surfer.OpenAsync(back.Next!.AbsoluteUri, Token);

        var again = await surfer.OpenAsync(back.Next!.AbsoluteUri, Token);

        Assert.Equal("/connexion/refusee", again.Address.AbsolutePath);
    }

    [Theory]
    [InlineData("//ailleurs.example/", "/")]
    [InlineData("https://ailleurs.example/", "/")]
    [InlineData("/mes-sessions?q=délai", "/mes-sessions?q=d%C3%A9lai")]
    public async Task Leads_on_to_addresses_of_its_own_alone(string asked, string shown)
    {
        using var surfer = _portal.Browse();
        var page = await surfer.OpenAsync($"/connexion/depart?retour={Uri.EscapeDataString(asked)}", Token);
        Assert.Equal(_portal.Address + shown, page.Address.AbsoluteUri);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_said_to_be_so()
    {
        await _provider.GoAwayAsync();
        using var surfer = _portal.Browse();
        var page = await surfer.OpenAsync("/connexion/depart?retour=/mes-sessions", Token);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/connexion/refusee"), (page.Status, page.Address.AbsolutePath));
        Assert.Contains("ne répond pas", page.Text, StringComparison.Ordinal);
        await _provider.ComeBackAsync();
        Assert.Equal("/mes-sessions", (await surfer.OpenAsync("/connexion/depart?retour=/mes-sessions", Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_way_of_signing_in_that_is_not_demanded_is_refused()
    {
        await using var portal = await StaffPortal.StartAsync(engine, _databases.Value, _provider, "--QualiPref:Portal:SignIn:AcrValues=eidas2");
        using var surfer = portal.Browse();
        var page = await surfer.OpenAsync("/connexion/depart", Token);
        Assert.Contains("moyen de connexion plus sûr", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "another-provider")]
    [InlineData(false, "another-provider")]
    public async Task An_address_that_nobody_confirmed_makes_nobody_administrator(bool isDenied, string confirming)
    {
        await using var portal = await StaffPortal.StartAsync(engine, _databases.Value, _provider, $"--QualiPref:Portal:SignIn:ConfirmingProviders={confirming}");
        _provider.SaysWhatIsConfirmed = isDenied;
        _provider.Lie = Lie.UnconfirmedAddress;
        using var surfer = portal.Browse();

        var page = await surfer.OpenAsync("/connexion/depart?retour=/mes-sessions", Token);

        Assert.Equal("/compte-en-attente", page.Address.AbsolutePath);
        Assert.Contains("aucun accès ne vous est encore ouvert", page.Text, StringComparison.Ordinal);
        var refused = await surfer.OpenAsync("/mes-sessions", Token);
        Assert.Equal("/acces-refuse", refused.Address.AbsolutePath);
        Assert.Contains("href=\"/compte-en-attente\"", refused.Html, StringComparison.Ordinal);
    }
}
