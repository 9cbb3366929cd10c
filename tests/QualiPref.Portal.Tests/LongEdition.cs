using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using QualiPref.Platform.Catalogue;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Features.RenderingDocuments;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Tests;

/// <summary>The sample edition with tables of every length, so that sheets end at every place of one.</summary>
internal static class LongEdition
{
    private static readonly Catalogue Shipped = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue"));

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly List<string> Sites = [.. Enumerable.Range(1, 60).Select(number => $"S-{number:00}")];

    /// <summary>As <c>reporting</c> answers it.</summary>
    public static JsonElement Answer(Guid id) => JsonSerializer.SerializeToElement(Of(id), Json);

    /// <summary>As <c>reporting</c> prints it.</summary>
    public static async Task<string> PrintAsync(Guid id)
    {
        var labels = new ReportLabels(Shipped.ComplaintChannels.ToDictionary(one => one.Code, one => one.Label), Shipped.Motives.ToDictionary(one => one.Code, one => one.Label));
        var report = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(ReportPage.Report)] = new ReportPresentation(Of(id), Shipped.Indicators, labels, TimeZoneInfo.Utc),
        });
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ReportPage>(report)).ToHtmlString());
    }

    private static EditionView Of(Guid id)
    {
        var sample = JsonSerializer.SerializeToElement(SampleReports.Edition(id, Guid.NewGuid(), revision: 2)).Deserialize<EditionView>(Json)!;
        var figure = sample.Figures[0];
        var rates = Shipped.Indicators.Where(one => one.Unit == "ratio").Take(4).Select(one => one.Code).ToList();
        return sample with
        {
            Sites = [.. sample.Sites, .. Sites.Select(site => new ReportSite(site, $"Sous-préfecture {site}", []))],
            Sections = [new("resultats", "Résultats", "Les exigences.", rates), new("reclamations", "Réclamations", "Ce qui est arrivé.", [])],
            Figures =
            [
                .. from indicator in rates
                   from site in Sites
                   select figure with { Id = $"{indicator}~essonne~{site}~2026~2027-01-10", Indicator = indicator, Site = site },
            ],
            Complaints = [.. Sites.Index().SelectMany(site => Received(site.Item, motives: site.Index % 20 == 7 ? 90 : 1 + (site.Index % 18)))],
            Previous = Guid.NewGuid(),
            Changes = [.. Sites.Select(site => new FigureChange(figure.Id, figure.Indicator, site, new(410, 0.85), new(412, 0.84), [new("late", 2)]))],
        };
    }

    private static IEnumerable<ReceivedCount> Received(string site, int motives) =>
        Enumerable.Range(1, motives).Select(motive => new ReceivedCount(site, "complaint", "letter", $"motif-{motive:00}", 1_200));
}
