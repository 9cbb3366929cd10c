using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed class Answering_on_the_web(PortalSystem system)
{
    // No other test here answers on the web there.
    private const string Site = "47-AGEN";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_the_home_page_to_the_thanks_counts_once_whatever_is_sent_again(bool javaScript)
    {
        // Letters alone: ten digits in a row would be masked as a telephone.
        var word = $"Très bien {string.Concat($"{Guid.NewGuid():N}".Select(sign => char.IsAsciiDigit(sign) ? (char)(sign - '0' + 'g') : sign))}";
        var page = await system.OpenAsync("/", javaScript, width: 360, height: 740);
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Donner mon avis" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Préfecture de Lot-et-Garonne (Agen)" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("satisfait de votre visite");
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, "avis premiere question");
        await page.GetByRole(AriaRole.Button, new() { Name = "Peu satisfait" }).ClickAsync();

        await Assertions.Expect(page.Locator(".qp-avis__chosen")).ToContainTextAsync("Peu satisfait");
        await page.GetByRole(AriaRole.Radiogroup, new() { Name = "Le temps d'attente" }).GetByRole(AriaRole.Radio, new() { Name = "Pas du tout satisfait" }).CheckAsync();
        await page.GetByRole(AriaRole.Radiogroup, new() { Name = "Le confort des locaux" }).GetByRole(AriaRole.Radio, new() { Name = "Non concerné" }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Permis de conduire ou véhicule" }).CheckAsync();
        await page.GetByRole(AriaRole.Textbox).FillAsync($"{word}\nsur deux lignes");
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, "avis autres questions");
        // The first answer is changed, and what was said of the others is still there.
        await page.GetByRole(AriaRole.Button, new() { Name = "Changer" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Très satisfait" }).ClickAsync();
        await page.Locator(".qp-avis__end").ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Merci");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Votre avis est enregistré pour ce site");
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, "avis merci");
        var thanks = await page.Locator("main").InnerTextAsync();
        await page.ReloadAsync();
        Assert.Equal(thanks, await page.Locator("main").InnerTextAsync());
        Assert.DoesNotContain("satisfait", page.Url, StringComparison.Ordinal);

        var answer = Assert.Single(await AnswersAsync(), one => TextOf(one, "commentaire")?.StartsWith(word, StringComparison.Ordinal) is true);
        Assert.Equal($"{word}\nsur deux lignes", TextOf(answer, "commentaire"));
        Assert.Equal(("tres-satisfait", "pas-du-tout-satisfait", "non-concerne", "permis-vehicule"),
            (TextOf(answer, "global"), TextOf(answer, "attente"), TextOf(answer, "confort"), TextOf(answer, "motif")));
        Assert.Equal(("web", "counted", "fr"), (answer.GetProperty("channel").GetString(), answer.GetProperty("status").GetString(), answer.GetProperty("language").GetString()));
        Assert.DoesNotContain(word, await File.ReadAllTextAsync(system.Process.LogFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Arabic_it_reads_from_right_to_left_by_keys_alone_with_the_first_question_as_the_only_answer()
    {
        var before = (await AnswersAsync()).Count;
        var page = await system.OpenAsync($"/avis/{Site.ToLowerInvariant()}?langue=ar");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ar");
        // Best first: at the right.
        var best = (await page.Locator("button[value=tres-satisfait]").BoundingBoxAsync())!;
        var worst = (await page.Locator("button[value=pas-du-tout-satisfait]").BoundingBoxAsync())!;
        Assert.True(best.X > worst.X, $"{best.X} is not right of {worst.X}");
        await Accessibility.HoldsAtEveryWidthAsync(page, "avis en arabe");
        await page.SetViewportSizeAsync(1280, 900);

        await page.GoAndPressAsync("button[value=satisfait]");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("وبمزيد من التفصيل؟");
        await Accessibility.HoldsAtEveryWidthAsync(page, "avis en arabe suite");
        // Another language keeps what was answered; Enter in a choice ends the survey, as the button does.
        await page.GoAndPressAsync("button[value=pt]");
        await Assertions.Expect(page.Locator(".qp-avis__chosen")).ToContainTextAsync("Satisfeito");
        await page.TabToAsync("input[name='q-attente']");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Obrigado");

        var answers = await AnswersAsync();
        Assert.Equal(before + 1, answers.Count);
        Assert.Single(answers, one => one.GetProperty("language").GetString() == "pt" && one.GetProperty("answers").EnumerateObject().Count() == 1);
    }

    [Fact]
    public async Task What_only_a_program_fills_in_is_emptied_and_said_with_all_else_kept()
    {
        var page = await system.OpenAsync($"/avis/{Site}?langue=en", javaScript: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Satisfied", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox).FillAsync("Clear signs.");
        await page.Locator("#Form-Blank").FillAsync("https://ailleurs.example", new() { Force = true });
        await page.Locator(".qp-avis__end").ClickAsync();

        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("A hidden field of the form was filled in");
        await Assertions.Expect(page.Locator("h1 >> nth=0")).ToHaveTextAsync("In more detail?");
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("Clear signs.");
        await Assertions.Expect(page.Locator(".qp-avis__chosen")).ToContainTextAsync("Satisfied");
        await page.Locator(".qp-avis__end").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Thank you");
    }

    [Theory]
    [InlineData("pt-BR, en;q=0.8", "pt")]
    [InlineData("de, ar;q=0.5, en;q=0.4", "ar")]
    [InlineData("de", "fr")]
    [InlineData("en;q=0, es;q=0.1", "es")]
    [InlineData(";;q=,", "fr")]
    public async Task It_begins_in_the_language_that_the_browser_asks_for(string accepted, string language)
    {
        using var http = system.Call();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/avis/{Site}");
        Assert.True(request.Headers.TryAddWithoutValidation("Accept-Language", accepted));
        using var reply = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains($"<html lang=\"{language}\"", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<JsonElement>> AnswersAsync()
    {
        using var quality = system.Call("quality");
        var list = await quality.GetFromJsonAsync<JsonElement>($"/api/surveys/v1/responses?site={Site}&pageSize=200", TestContext.Current.CancellationToken);
        return [.. list.GetProperty("items").EnumerateArray().Where(one => one.GetProperty("channel").GetString() == "web")];
    }

    private static string? TextOf(JsonElement answer, string question) =>
        answer.GetProperty("answers").TryGetProperty(question, out var value) ? value.GetString() : null;
}
