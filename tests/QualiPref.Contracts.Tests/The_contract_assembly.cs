using System.Reflection;
using System.Text;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Local;
using QualiPref.Platform.Messaging;

namespace QualiPref.Contracts.Tests;

public sealed class The_contract_assembly
{
    private static readonly Assembly Contracts = typeof(SiteDayCell).Assembly;

    // Parts of names that would let text or identity into a message.
    private static readonly string[] Personal = ["text", "comment", "subject", "email", "phone", "address", "contact", "person", "firstname", "lastname", "assignee", "letter"];

    [Fact]
    public void Has_the_committed_public_surface() => Approved.Equal(Describe(), "contracts/public-surface.txt");

    [Fact]
    public void Needs_no_package() => Assert.All(
        Contracts.GetReferencedAssemblies(), name => Assert.True(name.Name!.StartsWith("System", StringComparison.Ordinal), name.Name));

    [Fact]
    public void Names_nothing_that_the_bus_takes_as_its_own() => Assert.Empty(
        Properties().Where(property => property.Name is "EventId" or "CommandId" or "CorrelationId").Select(property => property.Name));

    [Fact]
    public void Carries_no_text_and_no_identity() => Assert.Empty(
        Properties().Where(property => Personal.Any(part => property.Name.Contains(part, StringComparison.OrdinalIgnoreCase))).Select(property => property.Name));

    [Fact]
    public void Lists_in_its_readme_who_consumes_what()
    {
        var readme = File.ReadAllText(Path.Combine(ProjectFolder.Root, "contracts", "README.md"));
        Assert.All(MessageTopology.Consumers, route => Assert.Contains(
            $"| `{route.Key.Name}` |", readme.Split('\n').Single(line => line.Contains($"`{route.Key.Name}`", StringComparison.Ordinal) && route.Value.All(service => line.Contains($"`{service}`", StringComparison.Ordinal))), StringComparison.Ordinal));
    }

    private static IEnumerable<PropertyInfo> Properties() => Contracts.GetExportedTypes().SelectMany(type => type.GetProperties());

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var type in Contracts.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            foreach (var property in type.GetProperties().OrderBy(property => property.Name, StringComparer.Ordinal))
            {
                text.Append("  ").Append(property.Name).Append(": ").Append(NameOf(property.PropertyType)).Append('\n');
            }
        }
        return text.ToString();
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
