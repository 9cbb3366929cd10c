using System.Net;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Each_roles_main_task_all_in_one(PortalSystem system) : Each_roles_main_task(system);

[Long]
public sealed class Each_roles_main_task_distributed(DistributedPortalSystem system) : Each_roles_main_task(system), IClassFixture<DistributedPortalSystem>;

/// <summary>One visit and what becomes of it, from role to role, each in the browser and on the real services.</summary>
public abstract class Each_roles_main_task(PortalSystem system)
{
    private const string Site = "91-ETAMPES";

    // No other test answers this question there or files for this motive: the figures are ours alone.
    private const string Question = "satisfaction.confort";
    private const string Motive = "locaux";

    private static readonly int Year = SiteCalendar.Today.Year;

    [Fact]
    public async Task Is_done_in_the_browser_and_ends_in_a_published_edition()
    {
        await AnswerAtTheKioskAsync(await CreateKioskAsync());
        var code = await FileAsync();
        var letter = await TypeLetterInAsync();
        await AcknowledgeAsync(letter);
        await AnswerAsync(code);
        await ReadAnswerAsync(code);
        await SeeFiguresAsync();
        await FindBalanceClosedAsync();
        await PublishAsync();
    }

    // The administrator; answers the one-time code.
    private async Task<string> CreateKioskAsync()
    {
        var page = await system.SignInAsync("admin", "/bornes");
        await page.GetByLabel("Site").SelectOptionAsync(Site);
        await page.GetByLabel("Nom de la borne").FillAsync("Salle d'attente");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la borne" }).ClickAsync();
        return await page.Locator("#code-borne").InnerTextAsync();
    }

    // A member of the public, touching the screen.
    private async Task AnswerAtTheKioskAsync(string code)
    {
        var page = await system.OpenAsync("/borne");
        await page.EnrolAsync(code);
        await page.TouchAllAsync("tres-satisfait");
        await page.WriteAsync("Sièges confortables.");
        await page.FinishAsync();
        await page.AllSentAsync();
    }

    // A person at home, without JavaScript; answers the tracking code.
    private async Task<string> FileAsync()
    {
        var page = await system.OpenAsync("/reclamation", javaScript: false);
        await page.FillComplaintAsync("Chauffage de la salle d'attente", Motive);
        var code = await page.SendComplaintAsync();
        await page.FollowAsync(code);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Votre message est enregistré et sera étudié.");
        return code;
    }

    // The agent at the counter; answers the reference.
    private async Task<string> TypeLetterInAsync()
    {
        var page = await system.SignInAsync("agent", "/saisie");
        await page.GetByLabel("Site").SelectOptionAsync(Site);
        await page.GetByLabel("Canal").SelectOptionAsync("letter");
        await page.GetByLabel("Motif").SelectOptionAsync(Motive);
        await page.Locator("#Form-Text").FillAsync("La porte d'entrée est trop lourde.");
        await page.GetByLabel("Nom et prénom").FillAsync("Usager 16");
        await page.GetByLabel("Adresse postale").FillAsync("1 rue de l'Exemple");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la fiche" }).ClickAsync();
        return (await page.Locator(".fr-alert--success .fr-alert__title").InnerTextAsync()).Split(' ')[^1];
    }

    // The handler; a letter, unlike the form on line, is not acknowledged by itself.
    private async Task AcknowledgeAsync(string reference)
    {
        var page = await system.SignInAsync("handler", $"/reclamations?q={reference}");
        await page.Locator($"tr:has-text('{reference}') a").ClickAsync();
        await page.TakeAsync("acknowledge", DeskSteps.Nothing, "Enregistrer l'accusé de réception");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Accusé de réception enregistré");
    }

    // The handler, who has the reference that the person was given.
    private async Task AnswerAsync(string code)
    {
        var tracking = await system.OpenAsync("/suivi");
        await tracking.FollowAsync(code);
        var reference = await tracking.Locator("h1 [translate=no]").InnerTextAsync();
        var page = await system.SignInAsync("handler", "/reclamations");
        await page.GetByText("Filtrer la liste ou la trier").ClickAsync();
        await page.GetByLabel("Référence ou mots").FillAsync(reference);
        await page.GetByRole(AriaRole.Button, new() { Name = "Filtrer" }).ClickAsync();
        await page.Locator($"tr:has-text('{reference}') a").ClickAsync();
        await page.TakeAsync("answer", DeskSteps.AnswerAsync, "Enregistrer la réponse");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("dans le délai");
    }

    private async Task ReadAnswerAsync(string code)
    {
        var page = await system.OpenAsync("/suivi", javaScript: false);
        await page.FollowAsync(code);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("La réponse à votre message est enregistrée.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nous avons ouvert un second guichet.");
    }

    // The quality officer.
    private async Task SeeFiguresAsync()
    {
        var page = await system.SignInAsync("quality", $"/indicateurs?Lieu={Site}&Indicateur={Question}");
        await page.ShowsFigureAsync(page.Locator($"tr[data-indicator='{Question}']"), "Trop peu de réponses", "1");
        await page.GotoAsync($"/indicateurs?Lieu={Site}&Indicateur=complaints.received&Par=motive");
        await page.ShowsFigureAsync(page.Locator("tr:has-text('motif : Locaux')"), "2", "2");
        await page.GotoAsync($"/indicateurs?Lieu={Site}&Indicateur=complaints.answeredInTime&Par=motive");
        await page.ShowsFigureAsync(page.Locator("tr:has-text('motif : Locaux')"), "Trop peu de cas", "1");
    }

    // The administrator again: what was received is counted, in every part.
    private async Task FindBalanceClosedAsync()
    {
        var page = await system.SignInAsync("admin", $"/equilibre?Reseau=essonne&Periode={Year}");
        await Eventually.ReadsAsync(
            "the balance is closed",
            async _ =>
            {
                await page.ReloadAsync();
                return await page.Locator("#equilibre h2").InnerTextAsync();
            },
            // Answers that other tests left to be decided on are nothing that is still to be counted.
            sentence => sentence.Contains(" est compté", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
    }

    // The quality officer, without JavaScript.
    private async Task PublishAsync()
    {
        var page = await system.SignInAsync("quality", "/bilans", javaScript: false);
        await page.OpenReportAsync("essonne", $"{Year}", "Bilan du comité");
        await page.GetByRole(AriaRole.Link, new() { Name = "Arrêter une édition" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter l'édition", Exact = true }).ClickAsync(new() { Timeout = 60_000 });
        var verify = page.GetByRole(AriaRole.Button, new() { Name = "Vérifier l'édition" });
        await page.LeadsOnAsync("the edition opens", verify, refresh => refresh.ClickAsync());
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Bilan du comité, révision");
        var edition = new Uri(page.Url).AbsolutePath;

        await verify.ClickAsync(new() { Timeout = 60_000 });
        await page.LeadsOnAsync("the edition is verified", page.Locator("#verification"), refresh => refresh.ClickAsync());
        await Assertions.Expect(page.Locator("#verification")).ToContainTextAsync("L'édition est vérifiée");

        await page.GotoAsync(edition);
        await page.GetByLabel("Raison de la publication").FillAsync("Validée par le comité des usagers");
        Assert.NotEqual(HttpStatusCode.OK, await PublicAsync($"/api/reporting/v1/editions/{edition.Split('/')[^1]}/document?format=html"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publier l'édition" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Publiée le");
        var address = await page.GetByRole(AriaRole.Link, new() { Name = "Lire l'édition sans compte" }).GetAttributeAsync("href");
        Assert.Equal(HttpStatusCode.OK, await PublicAsync(address!));
    }

    // What somebody without any account gets.
    private async Task<HttpStatusCode> PublicAsync(string address)
    {
        using var anybody = system.Call();
        using var response = await anybody.GetAsync(address, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
