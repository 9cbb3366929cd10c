using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>Publishing, erasing, changing access and ending sessions in other browsers ask for a sign-in of the last minutes.</summary>
public sealed class Confirming_who_one_is(RealEngine engine) : IAsyncLifetime
{
    private const string Edition = "/bilans/editions/0198c9a4-0000-7000-8000-000000000001", Confirm = "/connexion/depart?confirmer=1&retour=/mes-sessions";

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
    [InlineData(20, "/connexion/confirmer")]
    // Reporting is away in this test: the form got as far as there.
    [InlineData(14, Edition)]
    public async Task A_form_of_somebody_who_signed_in_long_ago_is_not_taken(int minutesAgo, string shown)
    {
        _provider.AuthenticatedAt = TimeProvider.System.GetUtcNow().AddMinutes(-minutesAgo);
        using var surfer = await _portal.SignInAsync();
        var page = await surfer.OpenAsync("/mes-sessions", Token);

        var after = await surfer.SubmitAsync(WithFormOf(page, $"{Edition}?handler=publish"), Edition, [("Version", "1"), ("Reason", "Validée")], Token);

        Assert.Equal(shown, after.Address.AbsolutePath);
        if (shown != Edition) Assert.Contains("Rien n'a été fait", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_confirms_may_and_the_provider_was_asked_to_ask_again()
    {
        _provider.AuthenticatedAt = TimeProvider.System.GetUtcNow().AddMinutes(-20);
        using var surfer = await _portal.SignInAsync();
        _provider.AuthenticatedAt = null;

        var back = await surfer.OpenAsync(Confirm, Token);

        Assert.Equal("/mes-sessions", back.Address.AbsolutePath);
        Assert.Contains("prompt=login", _provider.LastQuestion, StringComparison.Ordinal);
        var after = await surfer.SubmitAsync(WithFormOf(back, $"{Edition}?handler=publish"), Edition, [("Version", "1"), ("Reason", "Validée")], Token);
        Assert.Equal(Edition, after.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_provider_that_did_not_ask_again_is_not_believed()
    {
        using var surfer = await _portal.SignInAsync();
        _provider.AuthenticatedAt = TimeProvider.System.GetUtcNow().AddMinutes(-5);

        var page = await surfer.OpenAsync(Confirm, Token);

        Assert.Contains("n'a pas confirmé que vous venez de vous identifier", page.Text, StringComparison.Ordinal);
        Assert.Equal("/mes-sessions", (await surfer.OpenAsync("/mes-sessions", Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task Nobody_ends_sessions_of_other_browsers_without_it()
    {
        using var elsewhere = await _portal.SignInAsync();
        _provider.AuthenticatedAt = TimeProvider.System.GetUtcNow().AddMinutes(-20);
        using var surfer = await _portal.SignInAsync();
        var page = await surfer.OpenAsync("/mes-sessions", Token);
        Assert.Contains("Fermer une session demande de confirmer votre identité", page.Text, StringComparison.Ordinal);

        foreach (var form in (string[])["end", "endOthers"])
        {
            var after = await surfer.SubmitAsync(page, $"/mes-sessions?handler={form}", [], Token);
            Assert.Equal("/connexion/confirmer", after.Address.AbsolutePath);
        }
        Assert.Equal("/mes-sessions", (await elsewhere.OpenAsync("/mes-sessions", Token)).Address.AbsolutePath);
    }

    [Theory]
    [InlineData(true, "Vous vous êtes identifié il y a plus de cinq minutes", "n'a pas dit quand")]
    [InlineData(false, "Votre fournisseur d'identité n'a pas dit quand vous vous êtes identifié", "plus de cinq minutes")]
    public async Task A_page_says_why_it_asks_and_what_to_do_where_asking_may_not_help(bool saysWhen, string shown, string notShown)
    {
        (_provider.SaysWhen, _provider.AuthenticatedAt) = (saysWhen, TimeProvider.System.GetUtcNow().AddMinutes(-6));
        using var surfer = await _portal.SignInAsync();

        var page = await surfer.OpenAsync("/acces/invitation", Token);

        Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(notShown, page.Text, StringComparison.Ordinal);
        Assert.Equal(!saysWhen, (await surfer.OpenAsync("/connexion/confirmer?retour=/acces", Token)).Text.Contains("auth_time", StringComparison.Ordinal));
        if (!saysWhen) Assert.Contains("transmettre l'heure d'identification (auth_time)", (await surfer.OpenAsync(Confirm, Token)).Text, StringComparison.Ordinal);
    }

    // The secret of a form is good for every form of the same browser.
    private static SurferPage WithFormOf(SurferPage page, string action)
    {
        var start = page.Html.IndexOf("<form", StringComparison.Ordinal);
        var end = page.Html.IndexOf('>', start);
        return page with { Html = $"<form action=\"{action}\"{page.Html[end..]}" };
    }
}
