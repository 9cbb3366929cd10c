using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>What the person and the handler see of a case, wherever it stands.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Every_state_of_a_case(PortalSystem system)
{
    [Theory]
    [InlineData("recu", "", "Votre message est enregistré et sera étudié.")]
    [LongData("accuse", "acknowledge", "Votre message est enregistré et sera étudié.")]
    [InlineData("complement", "request-information", "Il manque une information pour vous répondre")]
    [LongData("attente", "hold", "Une réponse d'attente est enregistrée. La réponse complète est annoncée pour le 4 janvier 2100.")]
    [InlineData("repondu", "acknowledge qualify assign answer", "La réponse à votre message est enregistrée.")]
    [LongData("clos", "close", "Votre message a été traité sans réponse.")]
    [LongData("oriente", "transfer", "Votre message relève d'un autre organisme.")]
    [LongData("ecarte", "reject", "Votre message n'a pas pu être traité.")]
    [InlineData("joint", "merge", "Votre message est traité avec un autre message")]
    [InlineData("en retard", "late", "Elle est en retard")]
    [LongData("anonyme", "anonymous", "si vous avez laissé vos coordonnées")]
    public async Task Is_told_in_plain_words_and_accessible(string state, string steps, string sentence)
    {
        var filed = await system.FileLetterAsync(daysAgo: steps == "late" ? 60 : 0, anonymous: steps == "anonymous");
        foreach (var step in steps.Split(' ').Except(["", "late", "anonymous"]))
        {
            await system.MoveAsync(filed.Id, step, step == "merge" ? (await system.FileLetterAsync()).Id : null);
        }
        var person = await system.LookAtAsync("/suivi");
        await person.FollowAsync(filed.Code);
        await Assertions.Expect(person.Locator("main")).ToContainTextAsync(sentence);
        await Accessibility.HoldsAtEveryWidthAsync(person, $"suivi {state}");
        var handler = await system.LookAtAsync($"/reclamations/{filed.Id}", "handler");
        // The form of every step is open to a case that was just received; whatever else a state shows, these show.
        await Accessibility.HoldsAtEveryWidthAsync(handler, $"dossier {state}", again: state is not ("recu" or "repondu" or "joint" or "en retard"));
    }

    // Every form is sent with a day to come and nothing else: wrong in the fields it must have, and in the day.
    [Theory]
    [LongData("request-information", 13)]
    [InlineData("answer", 3)]
    [InlineData("merge", 2)]
    public async Task Tells_what_is_wrong_with_each_form_of_a_step(string before, int forms)
    {
        var filed = await system.FileLetterAsync();
        await system.MoveAsync(filed.Id, before, before == "merge" ? (await system.FileLetterAsync()).Id : null);
        var page = await system.LookAtAsync($"/reclamations/{filed.Id}", "handler");
        var steps = await page.Locator("details[id^=action-]").EvaluateAllAsync<string[]>("all => all.map(one => one.id.slice('action-'.length))");
        Assert.True(steps.Length == forms, string.Join(' ', steps));
        foreach (var step in steps)
        {
            await page.GotoAsync($"/reclamations/{filed.Id}");
            var action = page.Locator($"#action-{step}");
            if (await action.GetAttributeAsync("open") is null) await action.Locator("summary").First.ClickAsync();
            await action.Locator("[name=occurredOn]").FillAsync("2100-01-01");
            await action.Locator("button[type=submit]:not([formaction], [aria-hidden])").ClickAsync();
            await Assertions.Expect(page.Locator("#erreurs")).ToBeFocusedAsync();
            foreach (var link in await page.Locator("#erreurs a").AllAsync())
            {
                Assert.Equal(1, await page.Locator($"#action-{step} {await link.GetAttributeAsync("href")}").CountAsync());
            }
            Assert.NotEqual(0, await page.Locator("#erreurs a").CountAsync());
            await Accessibility.HoldsAtEveryWidthAsync(page, $"dossier erreur {before} {step}", again: step != steps[0]);
        }
    }
}
