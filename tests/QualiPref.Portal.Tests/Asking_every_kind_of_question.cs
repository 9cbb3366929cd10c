using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>A version is published and asked in a wave while somebody is answering the one before, at a kiosk and on the web.</summary>
[Long, Collection(AtTheCounter.Name)]
public sealed class Asking_every_kind_of_question(PortalSystem system)
{
    private const string Site = "91-ETAMPES";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_began_goes_on_the_next_person_is_asked_the_new_one_and_each_answer_counts_once()
    {
        var code = await EveryKind.PublishAsync(system);
        var (counted, aside) = (await system.CountAsync(Site, "counted"), await system.CountAsync(Site, "setAside"));
        var kiosk = await system.OpenKioskAsync(Site);
        await kiosk.WorksOfflineAsync();
        var context = kiosk.Context;
        var web = await system.OpenAsync($"/avis/{Site}", javaScript: false, width: 360);
        await web.Locator("button[value=peu-satisfait]").ClickAsync();
        await EveryKind.IsOfferedAsync(system, code);
        await kiosk.TouchAsync("satisfait");

        await using (await EveryKind.AskAsync(system, code, Site))
        {
            // The device asks for what is new; the person on it goes on with what they began.
            await kiosk.Clock.FastForwardAsync("05:01");
            await kiosk.Locator("dialog button").ClickAsync();
            await kiosk.Locator(".qp-k-row").First.Locator("label").First.ClickAsync();
            await kiosk.FinishAsync();
            await kiosk.NextPersonAsync();
            await Assertions.Expect(kiosk.Locator("h1")).ToHaveTextAsync("Content de votre visite ?");
            await context.SetOfflineAsync(true);
            await kiosk.ReloadAsync();
            await AnswerAtTheKioskAsync(kiosk);
            await ThinkBetterOfItAsync(kiosk);
            await context.SetOfflineAsync(false);
            await kiosk.AllSentAsync();

            await web.Locator(".qp-avis__end").ClickAsync();
            await Assertions.Expect(web.Locator("h1")).ToHaveTextAsync("Merci");
            // Nothing of these pages is made by a script: what looks at them needs one.
            await AnswerOnTheWebAsync(await system.OpenAsync($"/avis/{Site}", width: 360));
        }

        Assert.Equal((counted + 5, aside), (await system.CountAsync(Site, "counted"), await system.CountAsync(Site, "setAside")));
        using var quality = system.Call("quality");
        var list = await quality.GetFromJsonAsync<JsonElement>($"/api/surveys/v1/responses?site={Site}&period={SiteCalendar.Today:yyyy-MM-dd}..{SiteCalendar.Today:yyyy-MM-dd}&pageSize=200", Token);
        var answers = list.GetProperty("items").EnumerateArray().Where(one => one.GetProperty("questionnaire").GetString() == code).ToList();
        Assert.All(answers, one => Assert.Equal((code, "complete"), (one.GetProperty("wave").GetString(), one.GetProperty("outcome").GetString())));
        Assert.Equal(
            [
                """kiosk {"visite":"bien"}""",
                """kiosk {"visite":"mal","accueil":"b","note":"7","retour":"non","motif":"permis","raisons":["attente","autre","locaux"],"precision":"Le distributeur.","mot":"Merci à tous."}""",
                """web {"visite":"mal","accueil":"a","note":"10","retour":"oui","motif":"titres","raisons":["autre","bruit"],"precision":"Une odeur."}""",
            ],
            answers.Select(one => $"{one.GetProperty("channel").GetString()} {Given(one)}").Order(StringComparer.Ordinal));
    }

    private static async Task AnswerAtTheKioskAsync(IPage page)
    {
        await page.Locator($"{KioskSteps.First}[value=sans-avis]").WaitForAsync();
        await KioskLooks.RightAsync(page, "borne genres question");
        await page.TouchAsync("mal");
        await page.Locator(".qp-k-row input[value=b] + .qp-face").ClickAsync();
        // Digits go from line to line: a grade is chosen by itself.
        await page.Locator("input[name=note]").First.FocusAsync();
        await page.Keyboard.PressAsync("7");
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("2");
        foreach (var option in (string[])["attente", "autre"]) await page.Locator($"label:has([name=raisons][value={option}])").ClickAsync();
        await Assertions.Expect(page.Locator("[name=raisons]:disabled")).ToHaveCountAsync(0);
        await page.Locator("label:has([name=raisons][value=bruit])").ClickAsync();
        // Three are all that it takes.
        await Assertions.Expect(page.Locator("[name=raisons]:disabled")).ToHaveCountAsync(1);
        await KioskLooks.RightAsync(page, "borne genres suite");
        foreach (var option in (string[])["autre", "bruit"]) await page.Locator($"label:has([name=raisons][value={option}])").ClickAsync();
        await page.Locator(".qp-k-btn--go").ClickAsync();
        await Assertions.Expect(page.Locator(".qp-k-error")).ToContainTextAsync("qui manquent : 1");
        await KioskLooks.RightAsync(page, "borne genres trop peu");
        // What hangs on an answer goes and comes with it.
        await page.GetByRole(AriaRole.Button, new() { Name = "Changer" }).ClickAsync();
        await page.TouchAsync("bien");
        await Assertions.Expect(page.Locator("[name=raisons]").First).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Changer" }).ClickAsync();
        await page.TouchAsync("mal");
        foreach (var option in (string[])["autre", "locaux"]) await page.Locator($"label:has([name=raisons][value={option}])").ClickAsync();
        await page.Locator(".qp-k-acts button").First.ClickAsync();
        await page.Locator("#mot-precision").FillAsync("Le distributeur.");
        await page.Locator("#mot-mot").FillAsync("Merci à tous.");
        await KioskLooks.RightAsync(page, "borne genres mots");
        await page.FinishAsync();
        await page.NextPersonAsync();
    }

    // What was chosen where a question is not asked any more is nobody's answer.
    private static async Task ThinkBetterOfItAsync(IPage page)
    {
        await page.TouchAsync("mal");
        foreach (var option in (string[])["attente", "locaux"]) await page.Locator($"label:has([name=raisons][value={option}])").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Changer" }).ClickAsync();
        await page.TouchAsync("bien");
        await page.FinishAsync();
        await page.NextPersonAsync();
    }

    private static async Task AnswerOnTheWebAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("button[value=sans-avis]")).ToBeVisibleAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "avis genres question");
        await page.Locator("button[value=bien]").ClickAsync();
        await Assertions.Expect(page.Locator("input[name=q-note]").First).ToBeAttachedAsync();
        await Assertions.Expect(page.Locator("input[name=q-raisons]")).ToHaveCountAsync(0);
        await page.Locator("button[name='Form.Change']").ClickAsync();
        await page.Locator("button[value=mal]").ClickAsync();
        foreach (var (question, option) in ((string, string)[])[("accueil", "a"), ("note", "10"), ("retour", "oui"), ("motif", "titres"), ("raisons", "autre")])
            await page.Locator($"input[name=q-{question}][value='{option}']").CheckAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "avis genres suite");
        await page.Locator(".qp-avis__end").ClickAsync();
        // One more page: it hangs on an answer of the one before.
        await page.GetByRole(AriaRole.Textbox).FillAsync("Une odeur.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "avis genres fin");
        await page.Locator(".qp-avis__end").ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs li")).ToHaveTextAsync(["Pourquoi ? : Nombre de réponses à choisir : 2–3"]);
        await Accessibility.HoldsAtEveryWidthAsync(page, "avis genres en erreur");
        await page.Locator("input[name=q-raisons][value=bruit]").CheckAsync();
        await page.Locator(".qp-avis__end").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("Une odeur.");
        await page.Locator(".qp-avis__end").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Merci");
    }

    private static string Given(JsonElement answer)
    {
        string[] order = ["visite", "accueil", "note", "retour", "motif", "raisons", "precision", "mot"];
        var given = answer.GetProperty("answers");
        return JsonSerializer.Serialize(order.Where(name => given.TryGetProperty(name, out _)).ToDictionary(name => name, name => given.GetProperty(name)), Readable);
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
