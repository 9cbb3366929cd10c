using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using QualiPref.Portal.Posters;
using QualiPref.Portal.Settings;
using QualiPref.Portal.Tests.Browsing;
using UglyToad.PdfPig;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Putting_up_posters(PortalSystem system)
{
    private const string Address = "https://avis.exemple.gouv.fr/avis/91-EVRY";

    [Fact]
    public async Task An_agent_fetches_poster_and_code_of_a_site_with_the_address_of_its_survey()
    {
        var page = await system.SignInAsync("agent", "/affiches");
        await Accessibility.HoldsAtEveryWidthAsync(page, "affiches");
        var survey = await page.Locator("a[href='/avis/91-EVRY']").InnerTextAsync();
        Assert.Equal($"{system.Address.TrimEnd('/')}/avis/91-EVRY", survey);

        var (type, pdf) = await FetchAsync(page, "/avis/91-EVRY/affiche.pdf");
        Assert.Equal("application/pdf", type);
        using var document = PdfDocument.Open(pdf);
        var sheet = Assert.Single(document.GetPages());
        Assert.Equal((595d, 842d), (Math.Round(sheet.Width), Math.Round(sheet.Height)));
        Assert.Contains(survey, sheet.Text, StringComparison.Ordinal);
        Assert.Contains("Donnez votre avis", sheet.Text, StringComparison.Ordinal);

        foreach (var name in (string[])["affiche", "qr"])
        {
            var (svgType, svg) = await FetchAsync(page, $"/avis/91-EVRY/{name}.svg");
            Assert.Equal("image/svg+xml", svgType);
            Assert.Equal(survey, await ReadCodeAsync(page, Encoding.UTF8.GetString(svg)));
        }
    }

    [Theory]
    [InlineData("", "http://127.0.0.1/", "http://127.0.0.1/avis/91-EVRY")]
    [InlineData("", "https://ailleurs.example/", null)]
    [InlineData("https://avis.exemple.gouv.fr/", "https://ailleurs.example/", Address)]
    public void The_address_is_the_one_that_was_set_and_never_that_of_whoever_asks(string set, string asked, string? expected)
    {
        var address = new PublicAddress(Options.Create(new PortalOptions { PublicAddress = set }));
        var (uri, request) = (new Uri(asked), new DefaultHttpContext().Request);
        (request.Scheme, request.Host) = (uri.Scheme, new HostString(uri.Host));
        Assert.Equal(expected, address.OfSurvey("91-EVRY", request));
    }

    [Fact]
    public void The_picture_says_the_same_in_five_languages_and_nothing_leaves_the_sheet()
    {
        var svg = XDocument.Parse(PosterSvg.Draw(Poster.Of("Préfecture d'un nom très long de l'Essonne et de ses environs à Évry", Address), "Affiche"));
        var texts = svg.Descendants().Where(one => one.Name.LocalName == "text").ToList();
        Assert.Equal(["ar", "en", "es", "fr", "pt"], texts.Select(one => one.Attribute(XNamespace.Xml + "lang")!.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(texts, one => one.Value == "avis.exemple.gouv.fr/avis/91-EVRY");
        Assert.All(texts.Where(one => one.Value.Length > 60), one => Assert.True(float.Parse(one.Attribute("textLength")!.Value, CultureInfo.InvariantCulture) <= Poster.Width));
    }

    private static async Task<string> ReadCodeAsync(IPage page, string svg)
    {
        var sheet = await page.Context.Browser!.NewPageAsync();
        await sheet.SetContentAsync(svg);
        var text = await QrCodes.ReadAsync(sheet.Locator("svg").First);
        await sheet.CloseAsync();
        return text;
    }

    private static async Task<(string Type, byte[] Content)> FetchAsync(IPage page, string path)
    {
        var reply = await page.Context.APIRequest.GetAsync(path);
        Assert.Equal(200, reply.Status);
        return (reply.Headers["content-type"].Split(';')[0], await reply.BodyAsync());
    }
}
