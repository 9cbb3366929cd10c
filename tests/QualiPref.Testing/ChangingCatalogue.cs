using QualiPref.Platform.Catalogue;
using Xunit;

namespace QualiPref.Testing;

/// <summary>A copy of the catalogue as it is shipped, in a folder of its own, which a test changes as an operator does: before a host starts, or while it runs.</summary>
public sealed class ChangingCatalogue : IDisposable
{
    /// <summary>The site that <see cref="AddSite"/> adds to the network <c>essonne</c>.</summary>
    public const string NewSite = "91-MASSY";

    private const string NewSiteInFile = """
            - code: 91-MASSY
              name: Maison de services de Massy
              kind: sub-prefecture
              modules:
                - { code: accueil-general, verified: false }
              closures: []

        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Copies the shipped one.</summary>
    public ChangingCatalogue()
    {
        foreach (var file in Directory.EnumerateFiles(Shipped, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = this[System.IO.Path.GetRelativePath(Shipped, file)];
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>The folder, as a service takes it.</summary>
    public string Path => _folder.Path;

    /// <summary>The argument of the command line that names it.</summary>
    public string Setting => $"--{CatalogueServices.PathSetting}={Path}";

    private static string Shipped => System.IO.Path.Combine(AppContext.BaseDirectory, "catalogue");

    /// <summary>Path of a file.</summary>
    /// <param name="file">Its name, such as <c>holidays/common.yaml</c>.</param>
    public string this[string file] => _folder[file];

    /// <summary>Changes the first place in a file that reads so.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="what">What stands there.</param>
    /// <param name="into">What is to stand there.</param>
    public void Change(string file, string what, string into)
    {
        var text = File.ReadAllText(this[file]);
        var at = text.IndexOf(what, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not hold '{what}'.");
        File.WriteAllText(this[file], text[..at] + into + text[(at + what.Length)..]);
    }

    /// <summary>Adds <see cref="NewSite"/>.</summary>
    public void AddSite() => Change("networks.yaml", "\n- code: lot-et-garonne", NewSiteInFile + "\n- code: lot-et-garonne");

    /// <summary>Publishes version 2 of the questionnaire <c>accueil-general</c>, which differs in nothing but its number.</summary>
    public void AddQuestionnaire()
    {
        var text = File.ReadAllText(this["questionnaires/accueil-general.v1.yaml"]);
        File.WriteAllText(this["questionnaires/accueil-general.v2.yaml"], text.Replace("version: 1", "version: 2", StringComparison.Ordinal));
    }

    /// <summary>Deletes it.</summary>
    public void Dispose() => _folder.Dispose();
}
