using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed class Every_page(PortalSystem system)
{
    [Theory]
    [InlineData("/", "accueil")]
    [InlineData("/reclamation", "reclamation")]
    [InlineData("/suivi", "suivi")]
    [LongData("/connexion", "connexion")]
    [LongData("/api", "api")]
    [LongData("/reference-api", "reference api")]
    [InlineData("/n-existe-pas", "introuvable")]
    [LongData("/acces-refuse", "refus")]
    [LongData("/mentions-legales", "mentions legales")]
    [LongData("/donnees-personnelles", "donnees personnelles")]
    [LongData("/accessibilite", "accessibilite")]
    [LongData("/plan-du-site", "plan du site")]
    [LongData("/contact", "contact")]
    [LongData("/compte-en-attente", "compte en attente")]
    public async Task Of_the_public_is_accessible_and_fits(string path, string name) =>
        await Accessibility.HoldsAtEveryWidthAsync(await system.LookAtAsync(path), name);

    [Theory]
    [InlineData("/", "accueil des agents")]
    [LongData("/mes-sessions", "mes sessions")]
    [InlineData("/saisie", "saisie")]
    [InlineData("/saisie/serie", "saisie en serie")]
    [InlineData("/reclamations", "reclamations")]
    [LongData("/reclamations?q=rien-de-tel", "reclamations vides")]
    [InlineData("/reclamations/a-poster", "a poster")]
    [InlineData("/confidentialite", "demande d'une personne")]
    [LongData("/confidentialite/conservation", "durees de conservation")]
    [LongData("/reclamations?status=&overdue=true&assignee=Bureau&dueBefore=2030-01-01", "reclamations filtrees")]
    [LongData("/reclamations?status=rien-de-tel", "reclamations en erreur")]
    [InlineData("/reclamations/equipe", "equipe")]
    [InlineData("/indicateurs?Lieu=essonne", "indicateurs du reseau")]
    [LongData("/indicateurs?Lieu=essonne&Vue=tableau", "indicateurs en tableau")]
    [LongData("/indicateurs?Lieu=essonne&Par=channel&Par=kind", "indicateurs detailles")]
    [LongData("/indicateurs?Lieu=91-PALAISEAU&Module=accueil-general&Periode=2020", "indicateurs sans donnees")]
    [InlineData("/bilans", "bilans")]
    [LongData("/indicateurs?Periode=ete", "indicateurs en erreur")]
    [InlineData("/bornes", "bornes")]
    [LongData("/bornes/rafales", "rafales")]
    [InlineData("/avis-recus", "avis recus")]
    [LongData("/avis-recus/themes", "themes")]
    [LongData("/avis-recus?periode=ete&note=rien-de-tel", "avis en erreur")]
    [InlineData("/questionnaires", "questionnaires")]
    [InlineData("/acces", "acces")]
    [LongData("/acces?etat=left&q=personne-de-tel", "acces sans personne")]
    [LongData("/acces/invitation", "invitation")]
    [InlineData("/exploitation/anomalies", "anomalies")]
    [LongData("/exploitation/anomalies?vue=renoncements", "anomalies sans renoncement")]
    [LongData("/exploitation/journal", "journal sans acte")]
    [InlineData("/equilibre", "equilibre")]
    [LongData("/equilibre?Periode=ete", "equilibre en erreur")]
    [LongData("/bilans/editions", "bilans editions")]
    [LongData("/equilibre/reponses", "reponses a verifier")]
    [LongData("/reclamations?cursor=MjEwMC0wMS0wMXwwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDA", "reclamations au bout")]
    public async Task Of_staff_is_accessible_and_fits(string path, string name)
    {
        await system.FileAsync("91-PALAISEAU", "Pour remplir la liste des réclamations");
        await Accessibility.HoldsAtEveryWidthAsync(await system.LookAtAsync(path, "admin"), name);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("OPTIONS")]
    [InlineData("DELETE")]
    public async Task Is_read_and_sent_and_nothing_else(string method)
    {
        using var http = system.Call();
        using var response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/suivi"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD", "POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Of_a_case_is_accessible_and_fits()
    {
        var id = await system.FileAsync("91-PALAISEAU", "Un dossier");
        var page = await system.LookAtAsync($"/reclamations/{id}", "handler");
        await Accessibility.HoldsAtEveryWidthAsync(page, "dossier");
        await page.GotoAsync($"/reclamations/{id}/echeance");
        await Accessibility.HoldsAtEveryWidthAsync(page, "echeance");
    }

    [Fact]
    public async Task Allows_no_script_but_its_own()
    {
        var page = await system.OpenAsync("/");
        var policy = (await page.GotoAsync("/"))!.Headers["content-security-policy"];
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }
}
