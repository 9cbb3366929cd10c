using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>With JavaScript, and as whoever has none or blocks it.</summary>
[Collection(AsShipped.Name)]
public sealed partial class Sending_the_public_form(ShippedSystem system)
{
    private const string Message = "J'ai attendu deux heures, à l'accueil général.\nMerci de votre réponse.";

    [Theory]
    [InlineData(true)]
    [LongData(false)]
    public async Task At_once_keeps_what_was_typed_and_says_to_wait_and_a_moment_later_it_is_taken(bool javaScript)
    {
        // From a clock that is ahead: filling the form in may take the four seconds.
        var page = await OpenFilledAsync("Trop tôt", javaScript, id => ProofOf(id, TimeSpan.FromSeconds(6)));
        Assert.Equal(429, (await SendAsync(page)).Status);

        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Ce formulaire vient d'être ouvert");
        await Assertions.Expect(page.Locator("#Form-Text")).ToHaveValueAsync(Message);
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, "reclamation trop tot");
        await IsTakenAsync(page);
    }

    [Theory]
    [LongData(true)]
    [InlineData(false)]
    public async Task With_the_field_that_nobody_sees_filled_in_is_told_so_and_taken_the_next_time(bool javaScript)
    {
        var page = await OpenFilledAsync("Champ invisible", javaScript);
        await page.Locator("#Form-Blank").FillAsync("https://ailleurs.example", new() { Force = true });
        Assert.Equal(422, (await SendAsync(page)).Status);

        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Un champ invisible du formulaire était rempli");
        await Assertions.Expect(page.Locator("#Form-Blank")).ToHaveValueAsync("");
        await Assertions.Expect(page.Locator("#Form-Text")).ToHaveValueAsync(Message);
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, "reclamation champ invisible");
        await IsTakenAsync(page);
    }

    [Theory]
    [LongData(25, true)]
    [InlineData(25, false)]
    [LongData(null, false)]
    public async Task Opened_yesterday_or_while_the_service_was_away_keeps_what_was_typed_and_is_taken_the_next_time(int? hours, bool javaScript)
    {
        var page = await OpenFilledAsync("Hier", javaScript, id => hours is { } age ? ProofOf(id, TimeSpan.FromHours(-age)) : "");
        Assert.Equal(422, (await SendAsync(page)).Status);

        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Relisez votre message et envoyez-le de nouveau.");
        await Assertions.Expect(page.Locator("#Form-Text")).ToHaveValueAsync(Message);
        if (javaScript) await Accessibility.HoldsAtEveryWidthAsync(page, "reclamation a renvoyer");
        await IsTakenAsync(page);
    }

    [Fact]
    public async Task Shows_no_more_than_its_fields_to_eye_and_keyboard()
    {
        var page = await system.OpenAsync("/reclamation");
        var shown = (await page.Locator(".qp-blank").BoundingBoxAsync())!;
        Assert.True(shown is { Width: <= 1, Height: <= 1 }, $"{shown.Width} × {shown.Height}");

        await page.Locator("#Form-Site").FocusAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        Assert.NotEqual("Form-Blank", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await Accessibility.HoldsAtEveryWidthAsync(page, "reclamation vierge");
    }

    private string ProofOf(Guid id, TimeSpan fromNow) => SampleToken.ProofOf(Path.Combine(system.Folder, "keys"), id, TimeProvider.System.GetUtcNow() + fromNow);

    // Another proof than the page's own is put into the page on its way: in one without scripts nothing can be changed once it is there.
    private async Task<IPage> OpenFilledAsync(string subject, bool javaScript, Func<Guid, string>? proofOf = null)
    {
        var page = await system.OpenAsync("/suivi", javaScript);
        if (proofOf is not null)
        {
            await page.RouteAsync("**/reclamation", async route =>
            {
                if (route.Request.Method != "GET")
                {
                    await route.ContinueAsync();
                    return;
                }
                var response = await route.FetchAsync();
                var html = await response.TextAsync();
                var proof = proofOf(Guid.Parse(Id().Match(html).Groups[1].Value));
                await route.FulfillAsync(new() { Response = response, Body = Proof().Replace(html, $"$1{proof}\"") });
            });
        }
        await page.GotoAsync("/reclamation");
        await page.FillComplaintAsync(subject);
        return page;
    }

    // Until the next page is there: what is clicked before is the button of this one.
    private static async Task<IResponse> SendAsync(IPage page)
    {
        var next = new TaskCompletionSource();
        void IsThere(object? sender, IPage shown) => next.TrySetResult();
        page.Load += IsThere;
        var response = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync(), response => response.Request.Method == "POST");
        await next.Task.WaitAsync(TestContext.Current.CancellationToken);
        page.Load -= IsThere;
        return response;
    }

    private static async Task IsTakenAsync(IPage page)
    {
        await Eventually.ReadsAsync("it is taken", async _ => (await SendAsync(page)).Status, status => status == 200, cancellationToken: TestContext.Current.CancellationToken);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Votre message est enregistré");
    }

    [GeneratedRegex("name=\"Form.Id\" value=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex("(name=\"Form.Proof\" value=\")[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Proof();
}
