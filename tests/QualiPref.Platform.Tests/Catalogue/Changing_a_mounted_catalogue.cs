using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using QualiPref.Platform.Catalogue;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.CatalogueLoading;

/// <summary>
/// Kubernetes writes the changed files into a hidden folder beside the old one and turns one link, <c>..data</c>, from that to this. The files that a process
/// sees are links through it: their names stay, and so do the times of the links.
/// </summary>
public sealed class Changing_a_mounted_catalogue : IDisposable
{
    private readonly ChangingCatalogue _source = new();
    private readonly string _mount = Directory.CreateTempSubdirectory("qualipref-mount-").FullName;
    private readonly LiveCatalogue _live;

    public Changing_a_mounted_catalogue()
    {
        Publish("..2026_03_02");
        _live = new LiveCatalogue(_mount, NullLogger<LiveCatalogue>.Instance);
    }

    public void Dispose()
    {
        _source.Dispose();
        Directory.Delete(_mount, recursive: true);
    }

    [Fact]
    public void Takes_the_new_one_after_the_swap()
    {
        _source.AddSite();
        Publish("..2026_03_03");
        Directory.Delete(Path.Combine(_mount, "..2026_03_02"), recursive: true);

        _live.Look();
        _live.Look();

        Assert.Empty(_live.Problems);
        Assert.True(_live.Current.TryGetSite("91-MASSY", out _));
    }

    [Fact]
    public void Takes_a_file_that_was_not_there_before()
    {
        _source.AddQuestionnaire();
        Publish("..2026_03_03");

        _live.Look();
        _live.Look();

        Assert.Equal(2, _live.Current.FindQuestionnaire("accueil-general")!.Version);
    }

    [Fact]
    public void Keeps_the_one_of_before_when_the_swap_brings_a_wrong_one()
    {
        _source.AddSite();
        _source.Change("networks.yaml", "code: 91-MASSY", "code: 91-EVRY");
        Publish("..2026_03_03");

        _live.Look();
        _live.Look();

        Assert.Contains("'91-EVRY' is already the code of another site", Assert.Single(_live.Problems), StringComparison.Ordinal);
        Assert.True(_live.Current.TryGetSite("91-ETAMPES", out _));
    }

    private void Publish(string version)
    {
        var data = Directory.CreateDirectory(Path.Combine(_mount, version)).FullName;
        foreach (var file in Directory.EnumerateFiles(_source.Path, "*.yaml", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(data, NameOf(file)));
        }
        Directory.CreateSymbolicLink(Path.Combine(_mount, "..data_tmp"), version);
        // One rename, as Kubernetes does it: at no moment is there no ..data. .NET would first look whether what the link leads to is a file.
        using var rename = Process.Start("mv", ["-T", Path.Combine(_mount, "..data_tmp"), Path.Combine(_mount, "..data")]);
        rename.WaitForExit();
        Assert.Equal(0, rename.ExitCode);
        foreach (var name in Directory.EnumerateFiles(data).Select(Path.GetFileName))
        {
            if (!File.Exists(Path.Combine(_mount, name!))) File.CreateSymbolicLink(Path.Combine(_mount, name!), Path.Combine("..data", name!));
        }
    }

    private string NameOf(string file) => Path.GetRelativePath(_source.Path, file).Replace('/', '.');
}
