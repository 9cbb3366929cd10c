using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>What somebody could bring into a page, were its text not encoded: it does not run, and the browser says so.</summary>
[Collection(AtTheCounter.Name)]
public sealed class Planting_foreign_code(PortalSystem system) : IAsyncLifetime
{
    private const string Planted = """
        <script>window.planted = 'script';</script>
        <img src="/rien.png" alt="" onerror="window.planted = 'handler';">
        <style>body { outline: 7px solid rgb(1, 2, 3) !important; }</style>
        <p id="styled" style="color: rgb(1, 2, 3)">Texte</p>
        <script src="https://ailleurs.invalid/planted.js"></script>
        </body>
        """;

    private static readonly string[] Expected = ["script-src-attr inline", "script-src-elem foreign address", "script-src-elem inline", "style-src-attr inline", "style-src-elem inline"];

    private readonly ConcurrentQueue<string> _reported = new();
    private readonly MeterListener _listener = new();
    private PortalAlone _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "qualipref.portal.browser.refusals") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _reported.Enqueue($"{tags[0].Value} {tags[1].Value}"));
        _listener.Start();
        _portal = await PortalAlone.StartAsync(PortalAlone.Plain);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _portal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/borne")]
    [InlineData("/reference-api")]
    [InlineData("/reclamation")]
    [InlineData("/n-existe-pas")]
    public async Task Does_not_run_and_is_reported(string path)
    {
        var page = await system.OpenAsync("/suivi", address: _portal.Address);
        await page.RouteAsync($"**{path}", PlantAsync);
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("#styled")).ToBeVisibleAsync();

        await Eventually.ReadsAsync("the browser has reported each", _ => Task.FromResult(string.Join(", ", _reported.Distinct().Order(StringComparer.Ordinal))),
            reported => reported == string.Join(", ", Expected), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(await page.EvaluateAsync<string?>("() => window.planted ?? null"));
        Assert.NotEqual("rgb(1, 2, 3)", await page.EvaluateAsync<string>("() => getComputedStyle(document.getElementById('styled')).color"));
        Assert.NotEqual("7px", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).outlineWidth"));
    }

    [Fact]
    public async Task Is_not_made_of_text_by_a_script_of_ours()
    {
        var page = await system.OpenAsync("/borne", address: _portal.Address);
        Assert.Equal("TypeError", await page.EvaluateAsync<string>("() => { try { document.body.innerHTML = '<p>'; return 'made'; } catch (fault) { return fault.name; } }"));
    }

    [Fact]
    public async Task Leads_no_form_elsewhere_and_frames_nothing()
    {
        var page = await system.OpenAsync("/contact", address: _portal.Address);
        await page.EvaluateAsync("""
            () => {
              const form = document.createElement('form');
              form.action = 'https://ailleurs.invalid/';
              document.body.append(form);
              form.submit();
            }
            """);
        await Eventually.ReadsAsync("the browser has reported the form", _ => Task.FromResult(string.Join(", ", _reported)),
            reported => reported == "form-action foreign address", cancellationToken: TestContext.Current.CancellationToken);
        Assert.EndsWith("/contact", page.Url, StringComparison.Ordinal);
    }

    private static async Task PlantAsync(IRoute route)
    {
        var answer = await route.FetchAsync();
        var text = await answer.TextAsync();
        Assert.Contains("</body>", text, StringComparison.Ordinal);
        await route.FulfillAsync(new() { Response = answer, Body = text.Replace("</body>", Planted, StringComparison.Ordinal) });
    }
}
