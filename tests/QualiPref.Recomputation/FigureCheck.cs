using System.Globalization;
using System.Text.Json;

namespace QualiPref.Recomputation;

/// <summary>Sets the figures of <c>GET /figures</c> beside those that should be.</summary>
public static class FigureCheck
{
    private const double Tolerance = 1e-9;

    /// <summary>What a breakdown calls the cases whose motive is not known.</summary>
    private const string NotQualified = "nonQualifie";

    /// <summary>What a breakdown calls the cases without a module.</summary>
    private const string NotSpecified = "nonPrecise";

    /// <summary>The differences, one sentence each; empty when every figure agrees.</summary>
    /// <param name="recount">What was acknowledged.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="items">The figures of all pages of the reply.</param>
    public static IReadOnlyList<string> Compare(Recount recount, FigureQuery query, IReadOnlyList<JsonElement> items)
    {
        ArgumentNullException.ThrowIfNull(recount);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(items);
        var differences = new List<string>();
        var given = new Dictionary<string, JsonElement>();
        foreach (var item in items)
            if (!given.TryAdd(Name(query, item), item))
                differences.Add($"{Name(query, item)}: given twice");
        foreach (var expected in recount.Figures(query))
        {
            var name = Name(query, expected.Site, expected.Breakdown);
            if (given.Remove(name, out var item))
                differences.AddRange(Differences(query, expected, item).Select(difference => $"{name}: {difference}"));
            else if (expected.N + (expected.Excluded ?? 0) > 0 || expected.Breakdown.Count == 0)
                differences.Add($"{name}: missing, n should be {expected.N}");
        }
        differences.AddRange(given.Where(figure => figure.Value.GetProperty("n").GetInt64() != 0).Select(figure => $"{figure.Key}: should not be there"));
        return differences;
    }

    private static IEnumerable<string> Differences(FigureQuery query, ExpectedFigure expected, JsonElement item)
    {
        var isCount = query.Indicator == "complaints.received";
        var isRate = expected.Numerator is not null;
        IEnumerable<string?> all =
        [
            Text("period", query.Period, item),
            Text("asOf", query.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), item),
            Number("n", expected.N, item),
            expected.Excluded is { } excluded ? Number("excluded", excluded, item) : null,
            Number("partial", expected.Partial, item),
            expected.Numerator is { } numerator ? Number("numerator", numerator, item) : null,
            isRate ? Number("denominator", expected.N, item) : null,
            isCount ? Number("denominator", null, item) : null,
            Number("value", expected.Value, item),
            isRate || isCount ? Interval(expected, item) : null,
            query.Indicator == "complaints.responseDays" ? Number("p90", expected.P90, item) : null,
            .. Distribution(expected, item),
            item.Member("status")?.GetString() is var status && status == expected.Status ? null : $"status should be {expected.Status ?? "null"}, is {status ?? "null"}",
            .. Comparison(expected, item),
        ];
        return all.OfType<string>();
    }

    private static string? Interval(ExpectedFigure expected, JsonElement item)
    {
        if (item.Member("interval") is not { } interval)
            return expected.Interval is null ? null : "interval missing";
        if (expected.Interval is not { } should)
            return $"interval should be null, is {interval}";
        return Text("method", "wilson", interval) ?? Number("level", 0.95, interval) ?? Number("low", should.Low, interval) ?? Number("high", should.High, interval);
    }

    private static IEnumerable<string?> Distribution(ExpectedFigure expected, JsonElement item)
    {
        if (expected.Distribution is not { } should)
            return [];
        var given = item.Member("distribution") is { } options
            ? options.EnumerateObject().ToDictionary(option => option.Name, option => option.Value.GetInt64())
            : [];
        return should.Keys.Union(given.Keys)
            .Where(option => should.GetValueOrDefault(option) != given.GetValueOrDefault(option))
            .Select(option => $"distribution.{option} should be {should.GetValueOrDefault(option)}, is {given.GetValueOrDefault(option)}");
    }

    private static IEnumerable<string?> Comparison(ExpectedFigure expected, JsonElement item)
    {
        if (item.Member("comparison") is not { } given)
            return expected.Comparison is null ? [] : ["comparison missing"];
        if (expected.Comparison is not { } should)
            return [$"comparison should be null, is {given}"];
        var isUndetermined = given.Member("verdict")?.GetString() == "undetermined";
        IEnumerable<string?> all =
        [
            Number("n", should.N, given),
            Number("value", should.Value, given),
            Number("difference", should.Difference, given),
            Text("from", Date(should.From), given),
            Text("to", Date(should.To), given),
            Number("days", should.Days, given),
            Number("previousDays", should.PreviousDays, given),
            isUndetermined == should.CanBeSaid ? $"verdict should {(should.CanBeSaid ? "not " : "")}be undetermined" : null,
        ];
        return all.OfType<string>().Select(difference => $"comparison.{difference}");
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(string name, string should, JsonElement item)
    {
        var given = item.Member(name)?.GetString();
        return given == should ? null : $"{name} should be {should}, is {given ?? "null"}";
    }

    private static string? Number(string name, double? should, JsonElement item)
    {
        var given = item.Member(name)?.GetDouble();
        var agrees = should is null ? given is null : given is not null && Math.Abs(given.Value - should.Value) <= Tolerance;
        return agrees ? null : FormattableString.Invariant($"{name} should be {should?.ToString("R", CultureInfo.InvariantCulture) ?? "null"}, is {given?.ToString("R", CultureInfo.InvariantCulture) ?? "null"}");
    }

    private static string Name(FigureQuery query, JsonElement item)
    {
        var breakdown = item.Member("breakdown");
        return Name(query, item.Member("site")?.GetString(), breakdown is { } values ? [.. query.By.Select(dimension => Value(dimension, values.Member(dimension)?.GetString()))] : []);
    }

    private static string? Value(string dimension, string? given) => (dimension, given) is ("motive", NotQualified) or ("module", NotSpecified) ? null : given;

    private static string Name(FigureQuery query, string? site, IReadOnlyList<string?> breakdown) =>
        $"{query.Indicator} {query.Period} {site ?? "total"}" + string.Concat(breakdown.Zip(query.By, (value, dimension) => $" {dimension}={value ?? "(none)"}"));
}
