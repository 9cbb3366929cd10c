using System.Text.Json;
using QualiPref.Testing;

namespace QualiPref.Images.Tests;

[Long]
[Collection(Played.Name)]
public sealed class What_is_in_an_image
{
    public static TheoryData<string> Images => [.. PlayedChart.Names, "all-in-one", "tool"];

    [Theory, MemberData(nameof(Images))]
    public async Task Is_said_by_its_labels(string image)
    {
        var config = JsonDocument.Parse(await Podman.RunAsync("image", "inspect", $"qualipref-{image}:{PlayedChart.Tag}")).RootElement[0].GetProperty("Config");
        Assert.Equal("1654", config.GetProperty("User").GetString());
        Assert.Equal(["8080/tcp"], config.GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name));
        string Label(string name) => config.GetProperty("Labels").GetProperty($"org.opencontainers.image.{name}").GetString()!;
        Assert.Equal($"QualiPref {image}", Label("title"));
        Assert.NotEqual("Package Description", Label("description"));
        Assert.Matches(@"^\d+\.\d+\.\d+", Label("version"));
        Assert.Matches("^[0-9a-f]{40}$", Label("revision"));
    }

    /// <summary>Each package whose code is in the image is in the list beside it, in the same version.</summary>
    [Theory, MemberData(nameof(Images))]
    public async Task Is_in_its_list(string image)
    {
        var files = Path.Combine(Podman.Root, (await Podman.RunAsync("image", "mount", $"qualipref-{image}:{PlayedChart.Tag}")).TrimStart('/'), "app");
        var dependencies = JsonDocument.Parse(await File.ReadAllTextAsync(Directory.GetFiles(files, "*.deps.json").Single(), TestContext.Current.CancellationToken)).RootElement;
        var packages = dependencies.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package").Select(library => library.Name.Replace('/', '@')).Order(StringComparer.Ordinal);
        var listed = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(files, "sbom", $"qualipref-{image}.cdx.json"), TestContext.Current.CancellationToken)).RootElement;
        var components = listed.GetProperty("components").EnumerateArray().Select(one => $"{one.GetProperty("name")}@{one.GetProperty("version")}").Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(components);
        Assert.Empty(packages.Except(components));
        // Whoever has the portal's styles and scripts says where these are from.
        Assert.Equal(Directory.Exists(Path.Combine(files, "wwwroot")), File.Exists(Path.Combine(files, "sbom", $"qualipref-{image}.web.cdx.json")));
    }
}
