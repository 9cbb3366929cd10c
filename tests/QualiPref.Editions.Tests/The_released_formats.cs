using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Statistics.Figures;

namespace QualiPref.Editions.Tests;

/// <summary>Whoever adds a member to something that editions hold has to give it a format.</summary>
public sealed class The_released_formats
{
    [Fact]
    public void Of_cells_have_every_member_of_today_in_the_newest() => Complete(CellFormats.All, typeof(CutRoot), typeof(CutPart));

    [Fact]
    public void Of_figures_have_every_member_of_today_in_the_newest() => Complete(EditionMembers.Figures, typeof(FrozenFigures));

    [Fact]
    public void Of_definitions_have_every_member_of_today_in_the_newest() => Complete(EditionMembers.Definitions, typeof(EditionManifest));

    [Fact]
    public void Of_figures_have_rules_each() =>
        Assert.Equal(
            (EditionMembers.Figures.Count, null),
            (FigureFormat.Newest.Number, FigureFormat.Find(EditionMembers.Figures.Count + 1)));

    [Fact]
    public void Notice_a_member_without_format() =>
        Assert.Equal(["Figure has added, which no format names: see the formats in ADR 0011"], Missing(EditionMembers.Figures[^1], LaterRelease.WithMore(FrozenJson.Options), typeof(FrozenFigures)));

    private static void Complete(IReadOnlyList<IReadOnlyDictionary<Type, string>> formats, params Type[] documents) =>
        Assert.Empty(Missing(formats[^1], new(FrozenJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }, documents));

    /// <summary>Every member that can be reached from some documents and is not in a format.</summary>
    private static List<string> Missing(IReadOnlyDictionary<Type, string> format, JsonSerializerOptions today, params Type[] documents)
    {
        var missing = new List<string>();
        var seen = new HashSet<Type>();
        var next = new Queue<Type>(documents);
        while (next.TryDequeue(out var type))
        {
            if (!seen.Add(type)) continue;
            var info = today.GetTypeInfo(type);
            if (info.ElementType is { } element) next.Enqueue(element);
            if (info.Kind != JsonTypeInfoKind.Object) continue;
            var named = format.GetValueOrDefault(type, "").Split(' ');
            missing.AddRange(info.Properties.Select(property => property.Name).Except(named).Select(name => $"{type.Name} has {name}, which no format names: see the formats in ADR 0011"));
            foreach (var property in info.Properties) next.Enqueue(property.PropertyType);
        }
        return missing;
    }
}
