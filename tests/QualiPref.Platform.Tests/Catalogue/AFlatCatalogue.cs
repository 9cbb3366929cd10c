using QualiPref.Platform.Catalogue;

namespace QualiPref.Platform.Tests.CatalogueLoading;

/// <summary>A ConfigMap knows no folders, and is mounted with links and a hidden folder beside the files.</summary>
public sealed class AFlatCatalogue : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("qualipref-catalogue-").FullName;

    public AFlatCatalogue()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder, "..2026_03_02")).FullName;
        foreach (var file in Directory.EnumerateFiles(Shipped.Folder, "*.yaml", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Shipped.Folder, file).Replace('/', '.');
            File.Copy(file, Path.Combine(data, name));
            File.CreateSymbolicLink(Path.Combine(_folder, name), Path.Combine("..data", name));
        }
        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), Path.GetFileName(data));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Holds_what_the_folders_hold()
    {
        var (flat, folders) = (LoadedCatalogue.Load(_folder), Shipped.Catalogue);

        Assert.Equal(folders.Frameworks.Select(framework => framework.Code), flat.Frameworks.Select(framework => framework.Code));
        Assert.Equal(folders.Questionnaires.Select(one => (one.Code, one.Version)), flat.Questionnaires.Select(one => (one.Code, one.Version)));
        Assert.Equal(folders.HolidayZones, flat.HolidayZones);
    }

    [Fact]
    public void Names_a_file_that_is_there_in_both_forms()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "holidays"));
        File.Copy(Path.Combine(_folder, "holidays.guyane.yaml"), Path.Combine(_folder, "holidays", "guyane.yaml"));

        var refused = Assert.Throws<CatalogueException>(() => LoadedCatalogue.Load(_folder));

        Assert.Contains("holidays/guyane.yaml: the file is there twice", refused.Message, StringComparison.Ordinal);
    }
}
