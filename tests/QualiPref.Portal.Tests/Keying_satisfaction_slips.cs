using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>From the urn to the error rate, by keys alone.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Keying_satisfaction_slips(PortalSystem system)
{
    private const string Site = "91-PALAISEAU";
    private const string Batches = "/api/surveys/v1/slip-batches";

    private static readonly string[] Questions = ["global", "accueil", "attente", "horaires", "clarte", "confort", "motif"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_done_by_digits_and_Enter_and_ends_in_an_error_rate()
    {
        var page = await BeginAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "fiche vide");
        await page.GetByRole(AriaRole.Textbox).FillAsync("Une sonnerie\u0007.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la fiche" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#erreurs")).ToBeFocusedAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "fiche refusee");
        await page.SetViewportSizeAsync(1280, 900);
        await page.GotoAsync(page.Url);
        // A whole slip is one screen.
        Assert.True((await page.Locator("form[data-fiche] button").BoundingBoxAsync())!.Y < 900);
        await KeyAsync(page, 1, [3, 2, 1, 5, 0, 4, 6]);
        // Back once, and chosen otherwise: what was keyed last is what counts.
        await KeyAsync(page, 2, [1, 1, 1, 1, 1, 1, 1], before: async () =>
        {
            await page.Keyboard.PressAsync("4");
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync("Backspace");
        });
        await Assertions.Expect(page.Locator(".qp-lot__last li >> nth=1")).ToContainTextAsync("Peu satisfait, Satisfait, Très satisfait, Non concerné, Pas du tout satisfait, Autre motif");
        await Accessibility.HoldsAtEveryWidthAsync(page, "fiches saisies");

        // One slip too many is withdrawn; then the batch is closed and all of so few are keyed again.
        await KeyAsync(page, 3, [4, 4, 4, 4, 4, 4, 4]);
        await page.Locator(".qp-lot__last li button").First.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".qp-lot__last li").First).ToContainTextAsync("retirée");
        await page.GetByRole(AriaRole.Button, new() { Name = "Clore le lot" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("h2").First).ToContainTextAsync("Seconde saisie de la fiche n° 1");
        Assert.DoesNotContain("checked", await page.Locator("form[data-fiche]").InnerHTMLAsync(), StringComparison.Ordinal);
        await Accessibility.HoldsAtEveryWidthAsync(page, "seconde saisie");
        await KeyAsync(page, null, [3, 2, 1, 5, 0, 4, 6]);
        await Assertions.Expect(page.Locator("h2").First).ToContainTextAsync("Seconde saisie de la fiche n° 2");
        await KeyAsync(page, null, [1, 2, 1, 1, 1, 1, 1]);

        await Assertions.Expect(page.Locator("h2").First).ToContainTextAsync("Fiche n° 2 : que lit-on ?");
        await Accessibility.HoldsAtEveryWidthAsync(page, "fiches a trancher");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Satisfait (seconde saisie)" }).PressAsync("Space");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ce qui est sur la fiche" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("h2").First).ToHaveTextAsync("Lot vérifié");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("7,7 % (1 sur 13 réponses comparées). Les erreurs trouvées sont corrigées, et toutes les fiches du lot ont été saisies deux fois.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "lot verifie");
        await page.GotoAsync("/saisie/fiches");
        await Accessibility.HoldsAtEveryWidthAsync(page, "lots de fiches");
    }

    [Fact]
    public async Task Without_scripts_it_is_done_by_Tab_and_arrows_and_a_fault_keeps_what_was_keyed()
    {
        var page = await BeginAsync(javaScript: false);
        await page.TabToAsync("input[name='q-attente']");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.GetByRole(AriaRole.Textbox).FillAsync("Une sonnerie\u0007.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la fiche" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Caractère de contrôle refusé.");
        await Assertions.Expect(page.Locator("input[name='q-attente'][value='satisfait']")).ToBeCheckedAsync();
        // The first question stands blank on this slip: the others count all the same.
        await page.GetByRole(AriaRole.Textbox).FillAsync("Une sonnerie.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la fiche" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".qp-lot__last li")).ToContainTextAsync("Satisfait");
    }

    [Fact]
    public async Task Every_kind_of_question_is_keyed_and_one_that_is_not_asked_is_passed_over()
    {
        var code = await EveryKind.PublishAsync(system);
        var page = await BeginAsync(questionnaire: $"{code}/1");
        await Assertions.Expect(page.Locator("input[name='q-visite']").First).ToBeFocusedAsync();
        await PressAsync(page, "3", "Enter", "2", "Enter", "7", "Enter", "2", "Enter", "1", "Enter", "1", "2", "4", "2", "Enter");
        await Assertions.Expect(page.Locator("#q-precision")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Le distributeur.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "fiche genres");
        await PressAsync(page, "Enter", "Enter");
        await Assertions.Expect(page.Locator(".qp-lot__last li")).ToContainTextAsync("Mécontent, Bien, 7, Non, Un titre, L'attente, Autre chose");

        await Assertions.Expect(page.Locator("input[name='q-visite']").First).ToBeFocusedAsync();
        await PressAsync(page, "1", "Enter", "Enter", "0", "Delete", "Enter", "Enter", "Enter");
        await Assertions.Expect(page.Locator("#q-mot")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("input[name='q-raisons']:disabled")).ToHaveCountAsync(4);
        await PressAsync(page, "Enter");
        await Assertions.Expect(page.Locator(".qp-lot__last li").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Content\\s+Retirer"));
    }

    /// <summary>
    /// Of a hundred slips every twentieth answer is keyed wrongly the first time, where chance says. The batch's id is given, and with it its sample: the seed draws the slips
    /// and the errors, and the rate that was planted lies within the interval that is told.
    /// </summary>
    [Fact, Long]
    public async Task A_hundred_slips_with_one_answer_in_twenty_keyed_wrongly_are_told_within_the_interval()
    {
        var random = new Random(Effort.Seed);
        var batch = new Guid("0197d1f0-0000-7000-8000-000000000100");
        using (var agent = system.Call("agent"))
        {
            using var begun = await agent.PutAsJsonAsync($"{Batches}/{batch}", new { site = Site, emptiedOn = $"{SiteCalendar.Today:yyyy-MM-dd}", questionnaire = "accueil-general" }, Token);
            begun.EnsureSuccessStatusCode();
        }
        var slips = Enumerable.Range(0, 100).Select(_ => Questions.Select(question => random.Next(1, question == "motif" ? 7 : 6)).ToArray()).ToList();
        var wrong = Enumerable.Range(0, 700).OrderBy(_ => random.Next()).Take(35).ToHashSet();
        int[] Keyed(int slip) => [.. slips[slip].Select((right, question) => wrong.Contains((slip * 7) + question) ? (right % 5) + 1 : right)];

        var page = await system.SignInAsync("agent", $"/saisie/fiches/{batch}");
        for (var slip = 0; slip < 100; slip++) await KeyAsync(page, slip + 1, Keyed(slip));
        await page.GetByRole(AriaRole.Button, new() { Name = "Clore le lot" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("h2").First).ToContainTextAsync("Seconde saisie");
        using var http = system.Call("agent");
        var sample = (await http.GetFromJsonAsync<JsonElement>($"{Batches}/{batch}", Token)).GetProperty("toCheck").EnumerateArray().Select(number => number.GetInt32()).ToList();
        Assert.Equal(10, sample.Count);
        foreach (var number in sample)
        {
            await Assertions.Expect(page.Locator("h2").First).ToContainTextAsync($"n° {number}");
            await KeyAsync(page, null, slips[number - 1]);
        }
        await Assertions.Expect(page.Locator("h2").First).Not.ToContainTextAsync("Seconde saisie");
        while (await page.Locator(".qp-lot__check").CountAsync() is > 0 and var left)
        {
            foreach (var second in await page.Locator(".qp-lot__check").First.GetByRole(AriaRole.Radio, new() { Name = "seconde saisie" }).AllAsync()) await second.PressAsync("Space");
            await page.Locator(".qp-lot__check button").First.PressAsync("Enter");
            await Assertions.Expect(page.Locator(".qp-lot__check")).ToHaveCountAsync(left - 1);
        }

        var rate = (await http.GetFromJsonAsync<JsonElement>($"{Batches}/{batch}", Token)).GetProperty("batch").GetProperty("errorRate");
        Assert.Equal(sample.Sum(number => Enumerable.Range((number - 1) * 7, 7).Count(wrong.Contains)), rate.GetProperty("wrong").GetInt32());
        Assert.InRange(0.05, rate.GetProperty("interval").GetProperty("low").GetDouble(), rate.GetProperty("interval").GetProperty("high").GetDouble());
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys) await page.Keyboard.PressAsync(key);
    }

    private async Task<IPage> BeginAsync(bool javaScript = true, string questionnaire = "")
    {
        var page = await system.SignInAsync("agent", "/saisie/fiches", javaScript);
        await page.GetByLabel("Site").SelectOptionAsync(Site);
        await page.GetByLabel("Urne relevée le").FillAsync($"{SiteCalendar.Today:yyyy-MM-dd}");
        await page.GetByLabel("Questionnaire de la fiche").SelectOptionAsync(questionnaire);
        await page.GetByRole(AriaRole.Button, new() { Name = "Commencer un lot" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("h2").First).ToHaveTextAsync("Première fiche");
        return page;
    }

    // Nothing but keys; 0 leaves a question blank. The text comes after the choices, where there is one.
    private static async Task KeyAsync(IPage page, int? number, IEnumerable<int> digits, Func<Task>? before = null)
    {
        await Assertions.Expect(page.Locator("input[name='q-global']").First).ToBeFocusedAsync();
        if (before is not null) await before();
        foreach (var digit in digits)
        {
            await page.Keyboard.PressAsync($"{digit}");
            await page.Keyboard.PressAsync("Enter");
        }
        if (number is null) return;
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#numero")).ToHaveTextAsync($"Écrivez {number} sur la fiche que vous venez de saisir.");
    }
}
