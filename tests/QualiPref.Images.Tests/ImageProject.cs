using System.Xml.Linq;
using QualiPref.Local;

namespace QualiPref.Images.Tests;

/// <summary>A project of which <c>scripts/images</c> makes an image.</summary>
internal sealed record ImageProject(string Image, XDocument File)
{
    public static IReadOnlyList<ImageProject> All { get; } =
    [
        .. new[] { "services", Path.Combine("qualipref-platform", "src") }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(ProjectFolder.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(file => XDocument.Load(file))
            .Where(file => file.Descendants("ImageName").Any())
            .Select(file => new ImageProject($"qualipref-{file.Descendants("ImageName").Single().Value}", file)),
    ];

    /// <summary>The version of this release.</summary>
    public static string Version { get; } = XDocument.Load(Path.Combine(ProjectFolder.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
}
