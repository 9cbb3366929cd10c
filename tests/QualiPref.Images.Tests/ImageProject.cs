using System.Xml.Linq;
using QualiPref.Local;

namespace QualiPref.Images.Tests;

/// <summary>A project of which <c>scripts/images</c> makes an image.</summary>
internal sealed record ImageProject(string Image, string Location, XDocument File)
{
    public static IReadOnlyList<ImageProject> All { get; } =
    [
        .. new[] { "services", Path.Combine("qualipref-platform", "src") }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(ProjectFolder.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(location => (Location: location, File: XDocument.Load(location)))
            .Where(project => project.File.Descendants("ImageName").Any())
            .Select(project => new ImageProject($"qualipref-{project.File.Descendants("ImageName").Single().Value}", project.Location, project.File)),
    ];

    /// <summary>The version of this release.</summary>
    public static string Version { get; } = XDocument.Load(Path.Combine(ProjectFolder.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
}
