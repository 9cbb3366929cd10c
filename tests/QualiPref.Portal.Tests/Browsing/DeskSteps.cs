using Microsoft.Playwright;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What a handler does with a case.</summary>
internal static class DeskSteps
{
    /// <summary>Takes a step of the open case and waits until it is done.</summary>
    public static async Task TakeAsync(this IPage page, string step, Func<ILocator, Task> fill, string button)
    {
        await page.SendStepAsync(step, fill, button);
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("C'est enregistré");
    }

    /// <summary>Sends the form of a step, whatever comes of it.</summary>
    public static async Task SendStepAsync(this IPage page, string step, Func<ILocator, Task> fill, string button)
    {
        var action = page.Locator($"#action-{step}");
        if (await action.GetAttributeAsync("open") is null) await action.Locator("summary").First.ClickAsync();
        await fill(action);
        await action.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }

    public static Task Nothing(ILocator form) => Task.CompletedTask;

    public static Task WhyAsync(ILocator form) => form.GetByLabel("Raison").FillAsync("Même sujet.");

    public static async Task AnswerAsync(ILocator form)
    {
        await form.GetByLabel("Objet de la réponse").FillAsync("Votre réclamation");
        await form.GetByLabel("Texte de la réponse").FillAsync("Nous avons ouvert un second guichet.");
    }

    public static async Task SetAsideAsync(ILocator form)
    {
        await form.GetByLabel("De côté jusqu'au").FillAsync($"{SiteCalendar.Today.AddDays(2):yyyy-MM-dd}");
        await form.GetByLabel("Ce qui est attendu").FillAsync("Une pièce est attendue.");
    }

    public static async Task HoldAsync(ILocator form)
    {
        await form.GetByLabel("Texte de la réponse d'attente").FillAsync("Nous cherchons.");
        await form.GetByLabel("Nouvelle date annoncée").FillAsync("2100-01-04");
    }

    public static async Task CorrectAsync(ILocator form)
    {
        await form.GetByLabel("Canal").SelectOptionAsync("email");
        await WhyAsync(form);
    }

    public static async Task MergeAsync(ILocator form, string reference)
    {
        await form.GetByLabel("Référence du dossier principal").FillAsync(reference);
        await WhyAsync(form);
    }

    public static async Task TransferAsync(ILocator form)
    {
        await form.GetByLabel("Organisme").FillAsync("Mairie d'essai");
        await WhyAsync(form);
    }
}
