namespace QualiPref.Portal.Tests;

public sealed class Branding
{
    private static readonly string[] Addresses = ["/", "/borne", "/reclamation", "/suivi", "/connexion", "/assets/portail.css", "/assets/borne.css", "/assets/neutre.css", "/assets/borne.js"];

    [Fact]
    public async Task By_default_nothing_is_reserved_to_the_State()
    {
        await using var portal = await StartAsync();
        foreach (var address in Addresses)
        {
            var text = await portal.ReadAsync(address);
            foreach (var reserved in new[] { "Marianne", "fr-logo", "République", "etat.css", "000091" })
            {
                Assert.False(text.Contains(reserved, StringComparison.Ordinal), $"{address} contains {reserved}.");
            }
        }
        using var sheet = await portal.Http.GetAsync("/assets/etat/etat.css", TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, sheet.StatusCode);
    }

    [Fact]
    public async Task The_setting_switches_the_State_branding_on()
    {
        await using var portal = await StartAsync("--QualiPref:Branding:State=true");
        Assert.Contains("fr-logo", await portal.ReadAsync("/"), StringComparison.Ordinal);
        Assert.Contains("Marianne", await portal.ReadAsync("/assets/etat/etat.css"), StringComparison.Ordinal);
    }

    private static Task<PortalAlone> StartAsync(params string[] settings) => PortalAlone.StartAsync(settings);
}
