using System.Globalization;
using System.Text.RegularExpressions;
using QualiPref.Local;

namespace QualiPref.Architecture.Tests;

/// <summary><c>docs/security.md</c> says of each requirement whether it is met and where that is shown: what it names has to be there.</summary>
public sealed partial class The_account_of_security
{
    // Requirements of ASVS 5.0.0 at the levels 1 and 2.
    private const int Requirements = 253;

    private static readonly string[] States = ["met", "in part", "not met", "operator", "none"];

    private static readonly string[] Sources = ["contracts", "qualipref-platform", "services", "tests"];

    private static readonly string Account = File.ReadAllText(Path.Combine(ProjectFolder.Root, "qualipref-platform/docs/security.md"));

    private static List<(string[] Numbers, string State, string Place)> Rows =>
        [.. Row().Matches(Account).Select(row => (row.Groups[1].Value.Split(", "), row.Groups[2].Value, row.Groups[3].Value))];

    [Fact]
    public void Names_each_requirement_once()
    {
        var numbers = Rows.SelectMany(row => row.Numbers).ToList();
        var repeated = numbers.CountBy(number => number).Where(number => number.Value > 1).ToList();
        Assert.Empty(repeated);
        Assert.Equal(Requirements, numbers.Count);
    }

    [Fact]
    public void Counts_what_it_says()
    {
        var counts = States.Select(state => Rows.Where(row => row.State == state).Sum(row => row.Numbers.Length).ToString(CultureInfo.InvariantCulture));
        Assert.Contains($"| {string.Join(" | ", counts)} |", Account, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_where_each_is_met()
    {
        var unshown = Rows.Where(row => row.State == "met" && PlacesIn(row.Place).Count == 0 && !row.Place.Contains("above", StringComparison.Ordinal)).SelectMany(row => row.Numbers).ToList();
        Assert.Empty(unshown);
    }

    [Fact]
    public void Names_tests_and_places_that_are_there()
    {
        var classes = Sources.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(ProjectFolder.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal)).SelectMany(file => Type().Matches(File.ReadAllText(file))).Select(type => type.Groups[1].Value).ToHashSet();
        var gone = PlacesIn(Account).Where(place => !classes.Contains(place) && !Path.Exists(Path.Combine(ProjectFolder.Root, place))).ToList();
        Assert.Empty(gone);
    }

    /// <summary>Paths, and names of classes: those of tests are sentences, of others two words and more.</summary>
    private static List<string> PlacesIn(string text) => [.. Place().Matches(text).Select(place => place.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"^\| ([0-9., ]+) \| [12, ]+ \| ([a-z ]+) \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z][A-Za-z-]*/[A-Za-z0-9_./-]+|[A-Z][a-z]*_[A-Za-z_]+|[A-Z][a-z]+[A-Z][A-Za-z]+|[A-Z][a-z]{7,})`")]
    private static partial Regex Place();

    [GeneratedRegex(@"\b(?:class|record|struct) (\w+)")]
    private static partial Regex Type();
}
