using System.Globalization;
using System.Text.Json;
using QualiPref.Synthetic;

namespace QualiPref.Demo;

/// <summary>
/// The committee's table: each indicator at each site, from the JSON of an edition of the year's report. A draft shows what has been counted
/// so far; an edition rests on a cut of everything that was acknowledged.
/// </summary>
internal static class CommitteeTable
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private sealed record Row(string Indicator, string Site, string N, string Value, string Interval, string Previous);

    public static async Task PrintAsync(QualityApi api, DemoOptions options, TextWriter output, TimeProvider clock, CancellationToken cancellation)
    {
        var title = $"Rapport annuel {options.Year} (démonstration)";
        var key = NameBasedUuid.Of(FormattableString.Invariant($"report/{options.Seed}/{options.Year}"));
        var report = await api.CreateAsync("/api/reporting/v1/reports", new { network = "essonne", period = options.Year.ToString(CultureInfo.InvariantCulture), title }, key, cancellation);
        var id = report.GetProperty("id").GetString();
        var edition = await FreezeAsync(api, $"/api/reporting/v1/reports/{id}/freeze", NameBasedUuid.Of($"edition/{key}"), clock, cancellation);
        var document = await api.GetAsync($"/api/reporting/v1/editions/{edition}/document?format=json", cancellation);
        var labels = await LabelsAsync(api, cancellation);
        var rows = Figures(document).Select(figure => ToRow(figure, labels, options.Year - 1)).ToArray();
        if (rows.Length == 0)
            throw new DemoException($"L'édition {edition} ne contient aucun résultat.");

        Row[] lines = [new("Indicateur", "Site", "n", options.Year.ToString(French), "Intervalle à 95 %", $"{options.Year - 1} (n)"), .. rows];
        var widths = Columns(lines[0]).Select((_, at) => lines.Max(line => Columns(line)[at].Length)).ToArray();
        await output.WriteLineAsync($"{title} — réseau de l'Essonne");
        await output.WriteLineAsync();
        string? last = null;
        foreach (var line in lines)
        {
            if (last is not null && last != line.Indicator)
                await output.WriteLineAsync(new string('─', widths.Sum() + (3 * (widths.Length - 1))));
            var columns = Columns(line with { Indicator = last == line.Indicator ? "" : line.Indicator });
            await output.WriteLineAsync(string.Join("   ", columns.Select((text, at) => at < 2 ? text.PadRight(widths[at]) : text.PadLeft(widths[at]))).TrimEnd());
            last = line.Indicator;
        }
        await output.WriteLineAsync();
        await output.WriteLineAsync("Résultats de répondants volontaires, sans redressement. n : réponses exprimées, dossiers jugés ou reçus.");
        await output.WriteLineAsync($"Édition : {options.Origin}api/reporting/v1/editions/{edition}/document?format=html (avec un jeton du rôle quality)");
    }

    /// <summary>Freezes the report; the same key gives the same edition again. What takes longer than a call waits is an operation.</summary>
    /// <returns>Id of the edition.</returns>
    private static async Task<string> FreezeAsync(QualityApi api, string path, Guid key, TimeProvider clock, CancellationToken cancellation)
    {
        var reply = await api.CreateAsync(path, new { }, key, cancellation);
        if (!reply.TryGetProperty("progress", out _))
            return Text(reply, "id")!;
        var operation = $"/api/reporting/v1/operations/{Text(reply, "id")}";
        var started = clock.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (clock.GetElapsedTime(started) < Patience && await timer.WaitForNextTickAsync(cancellation))
        {
            var state = await api.GetAsync(operation, cancellation);
            if (Text(state, "status") == "succeeded")
                return Text(state.GetProperty("result"), "edition")!;
            if (Text(state, "status") == "failed")
                throw new DemoException($"Le rapport n'a pas pu être arrêté : {state.GetProperty("problem")}");
        }
        throw new DemoException($"Après {Patience.TotalSeconds} s, le rapport n'est pas arrêté : consultez {operation}.");
    }

    private static string[] Columns(Row row) => [row.Indicator, row.Site, row.N, row.Value, row.Interval, row.Previous];

    private static async Task<Dictionary<string, string>> LabelsAsync(QualityApi api, CancellationToken cancellation)
    {
        var definitions = await api.GetAsync("/api/indicators/v1/definitions", cancellation);
        var list = definitions.ValueKind == JsonValueKind.Array ? definitions : definitions.GetProperty("items");
        return list.EnumerateArray().ToDictionary(
            definition => (Text(definition, "code") ?? Text(definition, "indicator"))!,
            definition => Text(definition, "label") ?? Text(definition, "code")!);
    }

    /// <summary>Every figure of the document that is not broken down, in the document's order, wherever its sections put it.</summary>
    private static IEnumerable<JsonElement> Figures(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(Figures);
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        var isFigure = element.TryGetProperty("indicator", out var indicator) && indicator.ValueKind == JsonValueKind.String
            && element.TryGetProperty("n", out _) && element.TryGetProperty("value", out _);
        if (!isFigure)
            return element.EnumerateObject().SelectMany(member => Figures(member.Value));
        return element.TryGetProperty("breakdown", out var breakdown) && breakdown.ValueKind == JsonValueKind.Object ? [] : [element];
    }

    private static Row ToRow(JsonElement figure, Dictionary<string, string> labels, int previousYear)
    {
        var code = Text(figure, "indicator")!;
        var interval = figure.TryGetProperty("interval", out var given) && given.ValueKind == JsonValueKind.Object
            ? $"[{Value(code, given.GetProperty("low"))} ; {Value(code, given.GetProperty("high"))}]"
            : "";
        var previous = figure.TryGetProperty("comparison", out var comparison) && comparison.ValueKind == JsonValueKind.Object
            && Text(comparison, "period") == previousYear.ToString(CultureInfo.InvariantCulture)
            ? $"{Value(code, comparison.GetProperty("value"))} ({comparison.GetProperty("n").GetInt64().ToString("N0", French)})"
            : "—";
        return new Row(labels.GetValueOrDefault(code, code), Text(figure, "site") ?? "Ensemble", figure.GetProperty("n").GetInt64().ToString("N0", French),
            Value(code, figure.GetProperty("value")), interval, previous);
    }

    private static string Value(string indicator, JsonElement value) => value.ValueKind != JsonValueKind.Number ? "non mesuré" : indicator switch
    {
        "complaints.received" => value.GetDouble().ToString("N0", French),
        "complaints.responseDays" => value.GetDouble().ToString("0.# 'j. ouvrés'", French),
        _ => value.GetDouble().ToString("0.0 %", French),
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
