using System.Collections;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed partial class Filing_in_five_languages(PortalSystem system)
{
    public static TheoryData<string> Others { get; } = [.. FilingWords.Codes.Skip(1)];

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_language_says_the_same_with_the_same_values(string code)
    {
        var (french, other) = (TextsOf(FilingWords.Of("fr")), TextsOf(FilingWords.Of(code)));
        Assert.Equal(french.Keys, other.Keys);
        Assert.All(french, text => Assert.Equal(Values().Matches(text.Value).Select(one => one.Value), Values().Matches(other[text.Key]).Select(one => one.Value)));
        Assert.All(other, text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Theory]
    [InlineData("es", false)]
    [InlineData("ar", true)]
    public async Task From_the_form_to_the_receipt_all_is_in_the_language_and_what_was_typed_survives_the_change(string code, bool javaScript)
    {
        var words = FilingWords.Of(code);
        var page = await system.OpenAsync("/reclamation", javaScript);
        await page.Locator("#Form-Site").SelectOptionAsync("91-ETAMPES");
        await page.Locator("#Form-Name").FillAsync("Personne d'essai");
        await page.Locator("#Form-Email").FillAsync("quelquun@example.test");
        await page.Locator("#Form-Files").SetInputFilesAsync([new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0] }]);
        await page.GetByRole(AriaRole.Button, new() { Name = words.Language, Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(words.Form.Title);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", code);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", words.Direction);
        await Assertions.Expect(page.Locator("#Form-Name")).ToHaveValueAsync("Personne d'essai");
        await Assertions.Expect(page.Locator("[name='Form.Kept']")).ToHaveCountAsync(1);
        await SendAsync(page, words);
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync(words.Faults.Text);
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, $"reclamation {code} avec erreurs");
        await page.Locator("#Form-Text").FillAsync("Mi mensaje / رسالتي");
        await SendAsync(page, words);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(words.Receipt.Title);
        await Assertions.Expect(page.Locator(".qp-copy")).ToContainTextAsync("photo.png");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(words.Receipt.Refused.Split("{0}")[0].Trim());
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, $"recepisse {code}");

        var tracking = await page.Locator("#code-suivi").InnerTextAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = words.Receipt.Follow, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(words.Tracking.Title);
        await page.Locator("#Code").FillAsync(tracking);
        await PressAsync(page, words.Tracking.Consult);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", words.Direction);
        await Assertions.Expect(page.Locator(".qp-situation")).ToContainTextAsync(words.Tracking.Situations["received"]);
        await PressAsync(page, words.Tracking.AddMessage);
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync(words.Tracking.MessageMissing);
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, $"suivi {code}");
    }

    [Fact]
    public async Task A_case_is_followed_in_the_language_that_it_was_filed_in_and_in_another_without_losing_what_was_typed()
    {
        var page = await system.OpenAsync("/suivi", javaScript: false);
        var (pt, en) = (FilingWords.Of("pt"), FilingWords.Of("en"));
        await page.Locator("#Code").FillAsync(await FiledAsync("pt"));
        await PressAsync(page, "Consulter");
        await Assertions.Expect(page.Locator(".qp-situation")).ToContainTextAsync(pt.Tracking.Situations["received"]);
        await page.Locator("#Message").FillAsync("Uma coisa mais.");
        await PressAsync(page, en.Language);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(page.Locator("#Message")).ToHaveValueAsync("Uma coisa mais.");
        await PressAsync(page, en.Tracking.AddMessage);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(en.Tracking.Added);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(en.Tracking.AlreadyAdded);
    }

    [Fact]
    public async Task The_address_says_the_language_and_what_stands_around_stays_french()
    {
        using var http = system.Call();
        var page = await http.GetStringAsync("/reclamation?langue=pt", TestContext.Current.CancellationToken);
        Assert.Contains("<html lang=\"pt\" dir=\"ltr\">", page, StringComparison.Ordinal);
        Assert.Contains("<header class=\"qp-p-top\" lang=\"fr\" dir=\"ltr\">", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\" dir=\"ltr\">", await http.GetStringAsync("/reclamation?langue=xx", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<string> FiledAsync(string language)
    {
        using var staff = system.Call("agent");
        var contact = new { email = "quelquun@example.test", language };
        using var filed = await staff.PostAsJsonAsync("/api/complaints/v1/complaints", new { site = "91-EVRY", kind = "complaint", channel = "web", text = "Esperei duas horas.", contact }, TestContext.Current.CancellationToken);
        return (await filed.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("trackingCode").GetString()!;
    }

    private static Task SendAsync(IPage page, FilingWords words) => PressAsync(page, words.Form.Send);

    private static Task PressAsync(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    // Every text of a record, and of the records and lists in it, by its name.
    private static SortedDictionary<string, string> TextsOf(object words, string path = "")
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in words.GetType().GetProperties().Where(one => one.GetIndexParameters().Length == 0 && one.GetMethod is { IsStatic: false } && one.Name != nameof(FilingWords.DayFormat)))
        {
            var name = $"{path}/{property.Name}";
            switch (property.GetValue(words))
            {
                case string text: texts[name] = text; break;
                case IDictionary list: foreach (DictionaryEntry entry in list) texts[$"{name}/{entry.Key}"] = (string)entry.Value!; break;
                case FilingFormWords or FilingFaultWords or FilingReceiptWords or TrackingWords:
                    foreach (var (inner, text) in TextsOf(property.GetValue(words)!, name)) texts[inner] = text;
                    break;
            }
        }
        return texts;
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Values();
}
