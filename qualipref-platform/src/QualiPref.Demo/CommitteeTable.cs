using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Demo;

/// <summary>The committee's table: under each indicator its figures at each site and in the whole network, from an edition of the year's report.</summary>
internal static class CommitteeTable
{
    private const string Gap = "   ";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>The table of an edition, line by line.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(QualityApi api, string id, int year, CancellationToken cancellation)
    {
        var edition = (await api.GetAsync($"/api/reporting/v1/editions/{id}/document?format=json", cancellation)).Deserialize<YearEdition>(Json)!;
        if (edition.Figures.Count == 0)
            throw new DemoException($"L'édition {id} ne contient aucun résultat.");
        var definitions = (await api.GetAsync("/api/indicators/v1/definitions", cancellation)).GetProperty("items").Deserialize<IndicatorDefinition[]>(Json)!;
        return [.. Lines(edition, definitions, year)];
    }

    public static IEnumerable<string> Lines(YearEdition edition, IReadOnlyList<IndicatorDefinition> definitions, int year)
    {
        string[] head = ["", "n", Year(year), "Intervalle à 95 %", "Cible", $"{Year(year - 1)} (n)"];
        var groups = edition.Figures.GroupBy(figure => definitions.First(one => one.Code == figure.Indicator))
            .Select(group => (Heading: FigureWords.Heading(group.Key), Rows: group.Select(figure => Row(figure, group.Key, edition)).ToArray())).ToArray();
        var widths = head.Select((title, column) => groups.SelectMany(group => group.Rows).Max(row => Math.Max(title.Length, row[column].Length))).ToArray();
        return
        [
            $"{edition.Title} — réseau {edition.NetworkName}", "", Line(head, widths),
            .. groups.SelectMany(group => (string[])["", group.Heading, .. group.Rows.Select(row => Line(row, widths))]),
            "", "Résultats de répondants volontaires, sans redressement. n : réponses exprimées, dossiers jugés ou reçus.",
            $"En dessous de {FigureReading.FewestShown} cas, un taux ou un délai n'est pas montré ; en dessous de {FigureFormat.FewestJudged}, il n'est pas jugé.",
        ];
    }

    private static string[] Row(Figure figure, IndicatorDefinition definition, YearEdition edition) =>
    [
        $"  {edition.NameOf(figure.Site)}", FigureWords.Count(figure.N), FigureWords.Value(figure, definition), FigureWords.Interval(figure, definition),
        FigureWords.Target(figure, definition), FigureWords.Before(figure, definition),
    ];

    /// <summary>The names to the left, all else to the right of its column.</summary>
    private static string Line(string[] cells, int[] widths) =>
        string.Join(Gap, cells.Select((text, column) => column == 0 ? text.PadRight(widths[column]) : text.PadLeft(widths[column])));

    private static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);
}
