using System.Text.RegularExpressions;
using QualiPref.Local;
using QualiPref.Tool.Backup;

namespace QualiPref.Tool.Tests.Backup;

/// <summary>Of every collection somebody has decided whether a backup holds it: those that the sources name are those of the table.</summary>
public sealed partial class Every_collection
{
    private static readonly string[] Services = ["surveys", "complaints", "indicators", "reporting", "portal"];

    /// <summary>Where the name is no text but comes from elsewhere: what it may be is decided where it is given.</summary>
    private static readonly string[] NamedElsewhere = ["AuditLog.cs: name", "PatrolPath.cs: place", "ContentStore.cs: collection", "PreparedCollection.cs: name"];

    [Theory]
    [InlineData("surveys")]
    [InlineData("complaints")]
    [InlineData("indicators")]
    [InlineData("reporting")]
    [InlineData("portal")]
    public void Of_a_service_is_in_the_table(string service)
    {
        var listed = Collections.Kept.Concat(Collections.OfTheMoment).Where(one => one.Service == service).Select(one => one.Name);
        Assert.Equal(NamedIn(Sources($"services/{service}/src")).Order(), listed.Except(OfThePlatform()).Order());
    }

    [Fact]
    public void Of_the_platform_is_in_the_table_too() =>
        Assert.Equal(OfThePlatform().Order(), Collections.Kept.Concat(Collections.OfTheMoment).Select(one => one.Name).Intersect(OfThePlatform()).Distinct().Order());

    [Fact]
    public void Is_found_wherever_it_is_named() => Assert.Equal(
        ["answers", "A.cs: name", "parts", "people"],
        NamedIn([("A.cs", """
            Answers = Database.GetCollection<Answer>("answers");
            Database.GetCollection<BsonDocument>(name);
            new ContentStore(Database, "parts")
            private readonly PreparedCollection<One> _people = new(databases, "people", ByName);
            """)]));

    [Fact]
    public void Is_in_the_table_of_the_documentation_in_the_order_of_reading()
    {
        var rows = File.ReadLines(Path.Combine(ProjectFolder.Root, "qualipref-platform/src/QualiPref.Tool/Backup/README.md"))
            .Select(line => Row().Match(line)).Where(row => row.Success).ToList();
        Assert.Equal(Collections.Kept.Select(one => one.ToString()), Of("kept"));
        var ofTheMoment = Collections.OfTheMoment.Select(one => Collections.OfTheMoment.Count(other => other.Name == one.Name) >= 4 ? $"*.{one.Name}" : one.ToString()).Distinct();
        Assert.Equal(ofTheMoment.Order(), Of("of the moment").Order());
        Assert.Equal(Collections.Former.Select(one => one.ToString()), Of("former"));

        IEnumerable<string> Of(string kind) => rows.Where(row => row.Groups["kind"].Value == kind).SelectMany(row => Name().Matches(row.Groups["names"].Value).Select(name => name.Groups[1].Value));
    }

    private static List<string> OfThePlatform() => NamedIn(Sources("qualipref-platform/src/QualiPref.Platform"));

    private static IEnumerable<(string Name, string Text)> Sources(string folder) => Directory
        .EnumerateFiles(Path.Combine(ProjectFolder.Root, folder), "*.cs", SearchOption.AllDirectories)
        .Select(file => (Path.GetFileName(file), File.ReadAllText(file)));

    private static List<string> NamedIn(IEnumerable<(string Name, string Text)> sources) =>
    [
        .. sources.SelectMany(source => Naming().Matches(source.Text).Select(named => named.Groups["text"] is { Success: true, Value: var text } ? text : $"{source.Name}: {named.Groups["other"].Value}"))
            .Except(NamedElsewhere)
            // Those that have a constant, since the tool or a service writes them too.
            .Select(name => name switch { "RestoreMark.cs: Collection" => "restoring", "PublishedStore.cs: Collection" => "questionnaires", _ => name })
            .Distinct(),
    ];

    [GeneratedRegex("""(?:GetCollection<[^>]+>\(|new ContentStore\([^,)]+, |CutParts => new\(Database, |PreparedCollection<\w+> \w+ = new\(databases, )(?:"(?<text>[\w.]+)"|(?<other>\w+))[,)]""")]
    private static partial Regex Naming();

    [GeneratedRegex(@"^\| (?<names>`[^|]+`) \| (?<kind>kept|of the moment|former)\b")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
