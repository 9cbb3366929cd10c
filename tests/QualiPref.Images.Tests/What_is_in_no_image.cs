using QualiPref.Local;

namespace QualiPref.Images.Tests;

/// <summary>What signs anybody in as anybody is for one machine and must not reach another.</summary>
public sealed class What_is_in_no_image
{
    public static TheoryData<string> Projects => [.. ImageProject.All.Select(project => Path.GetRelativePath(ProjectFolder.Root, project.Location))];

    [Theory, MemberData(nameof(Projects))]
    public async Task Is_the_local_sign_in_provider(string project)
    {
        // It names every project and package that is reached over others.
        var reached = await File.ReadAllTextAsync(Path.Combine(ProjectFolder.Root, Path.GetDirectoryName(project)!, "packages.lock.json"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("qualipref.local", reached, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("openiddict", reached, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Has_no_name_of_an_image() => Assert.DoesNotContain(ImageProject.All, project => project.Location.Contains("LocalProvider", StringComparison.Ordinal));

    [Fact]
    public async Task Is_not_spoken_of_by_the_chart_or_the_compose_file()
    {
        var root = ProjectFolder.Root;
        var files = Directory.EnumerateFiles(Path.Combine(root, "charts", "qualipref"), "*", SearchOption.AllDirectories).Append(Path.Combine(root, "compose.yaml")).ToList();
        Assert.True(files.Count > 10);
        foreach (var file in files)
        {
            Assert.DoesNotContain("LocalProvider", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        }
    }
}
