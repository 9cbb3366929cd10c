using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>What the portal asks of a provider by way of the browser.</summary>
public sealed class Asking_a_provider(RealEngine engine) : IAsyncLifetime
{
    // ProConnect answers any other parameter with an error.
    private static readonly string[] OfProConnect = ["client_id", "nonce", "redirect_uri", "response_type", "scope", "state"];

    private DatabasePrefix _databases = null!;
    private HostileProvider _provider = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _databases = engine.NewPrefix();
        _provider = await HostileProvider.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _databases.DisposeAsync();
    }

    [Theory]
    [InlineData("ProConnect", true, "", new[] { "code_challenge", "code_challenge_method" })]
    [InlineData("ProConnect", false, "", new string[0])]
    [InlineData("ProConnect", false, "&confirmer=1", new[] { "prompt" })]
    [InlineData("Standard", false, "&confirmer=1", new[] { "code_challenge", "code_challenge_method", "max_age", "prompt" })]
    public async Task Has_what_the_provider_takes_and_a_challenge_wherever_it_can(string preset, bool announcesChallenges, string more, string[] further)
    {
        _provider.AnnouncesChallenges = announcesChallenges;
        await using var portal = await StartAsync($"--QualiPref:Portal:SignIn:Preset={preset}");
        using var surfer = portal.Browse();

        await surfer.OpenAsync($"/connexion/depart?retour=/{more}", Token);

        var asked = QueryHelpers.ParseQuery(_provider.LastQuestion);
        Assert.Equal([.. OfProConnect, .. further], asked.Keys.Order(StringComparer.Ordinal).OrderBy(name => further.Contains(name)));
        Assert.True(asked["state"].ToString().Length >= 32 && asked["nonce"].ToString().Length >= 32);
        Assert.Equal("code", asked["response_type"]);
        if (further.Contains("code_challenge")) Assert.Equal("S256", asked["code_challenge_method"]);
    }

    [Fact]
    public async Task Demands_the_ways_of_signing_in_that_are_set()
    {
        await using var portal = await StartAsync("--QualiPref:Portal:SignIn:AcrValues=eidas1 eidas2");
        using var surfer = portal.Browse();
        var page = await surfer.OpenAsync("/connexion/depart?retour=/mes-sessions", Token);
        Assert.Equal("/mes-sessions", page.Address.AbsolutePath);
        Assert.Equal("eidas1 eidas2", QueryHelpers.ParseQuery(_provider.LastQuestion)["acr_values"]);
    }

    [Theory]
    [InlineData("Authority=http://connexion.example/", "must be an https address")]
    [InlineData("Authority=", "Authority is needed with ClientId")]
    [InlineData("ClientId=", "ClientId is needed")]
    [InlineData("ClientSecret=", "ClientSecret is needed")]
    [InlineData("Scopes=profile email", "must hold openid")]
    public async Task Settings_that_cannot_work_are_refused_at_the_start(string setting, string reason)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync($"--QualiPref:Portal:SignIn:{setting}"));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    private Task<StaffPortal> StartAsync(params string[] settings) => StaffPortal.StartAsync(engine, _databases.Value, _provider, settings);
}
