using System.Text.RegularExpressions;
using QualiPref.Local;

namespace QualiPref.Images.Tests;

public sealed partial class Building_images
{
    [Fact]
    public void Makes_all_that_the_chart_runs()
    {
        var renders = Directory.GetFiles(Path.Combine(ProjectFolder.Root, "charts", "qualipref", "ci", "renders"), "*.yaml");
        var run = renders.SelectMany(file => NameOfImage().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(ImageProject.All.Select(project => project.Image).Where(image => image != "qualipref-trace-viewer").Order(StringComparer.Ordinal), run);
    }

    /// <summary>The SDK chooses the base by what the project itself names: what it has through another does not count, and would be missing at the start.</summary>
    [Fact]
    public void Takes_a_base_that_has_what_the_code_needs() => Assert.All(ImageProject.All, project => Assert.True(
        project.File.Root!.Attribute("Sdk")!.Value == "Microsoft.NET.Sdk.Web"
            || project.File.Descendants("FrameworkReference").Any(reference => reference.Attribute("Include")!.Value == "Microsoft.AspNetCore.App"),
        project.Image));

    [GeneratedRegex(@"image: ""?[^""\n]*(qualipref-[a-z-]+)")]
    private static partial Regex NameOfImage();
}
