using System.Net;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Tests;

public sealed class Legal_pages(KeptPortals portals)
{
    private static readonly string[] Paths = ["/mentions-legales", "/donnees-personnelles", "/accessibilite", "/plan-du-site", "/contact"];

    /// <summary>Everything that the pages leave open otherwise.</summary>
    internal static string[] Settings { get; } =
    [
        .. ((string[])
        [
            "Publisher=Préfecture d'Exemple|1 place de l'Exemple", "PublicationDirector=Le préfet", "Host=Hébergeur d'exemple", "ContactEmail=qualite@exemple.invalid",
            "ContactPhone=00 00 00 00 00", "ContactAddress=1 place de l'Exemple", "DataController=Le préfet", "DataProtectionOfficer=dpd@exemple.invalid",
            "ComplaintRetention=Un an après la clôture", "SurveyRetention=Deux ans", "Accessibility:AuditedOn=2026-03-02", "Accessibility:AuditedBy=Auditeur d'exemple",
            "Accessibility:Rate=72", "Accessibility:Problems=Le graphique A|Le graphique B", "Accessibility:Exemptions=Les documents d'avant 2018",
            "Accessibility:StatedOn=2026-03-09", "Accessibility:Plan=https://accessibilite.exemple.invalid/",
        ]).Select(one => "--QualiPref:Portal:Legal:" + one),
    ];

    [Fact]
    public async Task Mark_what_is_still_to_be_completed()
    {
        var portal = await portals.WithAsync();
        foreach (var path in Paths.Except(["/plan-du-site"])) Assert.Contains("À compléter", await portal.ReadAsync(path), StringComparison.Ordinal);
        var statement = await portal.ReadAsync("/accessibilite");
        Assert.Contains("<strong>non conforme</strong>", statement, StringComparison.Ordinal);
        Assert.Contains("L'audit de conformité n'a pas été réalisé.", statement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_what_is_configured()
    {
        var portal = await portals.WithAsync(Settings);
        foreach (var path in Paths) Assert.DoesNotContain("À compléter", await portal.ReadAsync(path), StringComparison.Ordinal);
        var notices = WebUtility.HtmlDecode(await portal.ReadAsync("/mentions-legales"));
        Assert.Contains("Préfecture d'Exemple", notices, StringComparison.Ordinal);
        Assert.Contains("1 place de l'Exemple", notices, StringComparison.Ordinal);
        Assert.Contains("mailto:qualite@exemple.invalid", await portal.ReadAsync("/contact"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_linked_from_the_foot_of_every_page()
    {
        var portal = await portals.WithAsync();
        foreach (var path in Paths.Concat(["/", "/reclamation", "/suivi", "/connexion", "/api"]))
        {
            var page = await portal.ReadAsync(path);
            var foot = page[page.IndexOf("<footer", StringComparison.Ordinal)..];
            Assert.All(Paths, link => Assert.Contains($"href=\"{link}\"", foot, StringComparison.Ordinal));
            Assert.Contains("Accessibilité&nbsp;: non conforme", foot, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2026-03-02", 100, "totalement conforme")]
    [InlineData("2026-03-02", 99, "partiellement conforme")]
    [InlineData("2026-03-02", 50, "partiellement conforme")]
    [InlineData("2026-03-02", 49, "non conforme")]
    [InlineData("2023-11-24", 100, "non conforme")]
    [InlineData("2023-11-25", 100, "totalement conforme")]
    [InlineData(null, null, "non conforme")]
    public void Claim_no_more_than_an_audit_of_the_last_three_years_found(string? auditedOn, int? rate, string words)
    {
        var options = new AccessibilityOptions
        {
            AuditedOn = auditedOn is null ? null : DateOnly.Parse(auditedOn, System.Globalization.CultureInfo.InvariantCulture),
            Rate = rate,
        };
        Assert.Equal(words, options.Words(new DateOnly(2026, 11, 24)));
    }

    [Fact]
    public async Task Do_not_start_with_half_an_audit()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => PortalAlone.StartAsync("--QualiPref:Portal:Legal:Accessibility:Rate=100"));
        Assert.Contains("AuditedOn", fault.Message, StringComparison.Ordinal);
    }
}
