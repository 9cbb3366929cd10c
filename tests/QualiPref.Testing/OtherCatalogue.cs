namespace QualiPref.Testing;

/// <summary>The catalogue as it is shipped, but for one line.</summary>
public static class OtherCatalogue
{
    /// <summary>Writes it into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="line">What the shipped one says.</param>
    /// <param name="instead">What this one says.</param>
    /// <returns>The folder's path, as a service takes it.</returns>
    public static string In(TemporaryFolder folder, string line, string instead)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "catalogue");
        foreach (var file in Directory.GetFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = folder[Path.GetRelativePath(shipped, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, File.ReadAllText(file).Replace(line, instead, StringComparison.Ordinal));
        }
        return folder.Path;
    }
}
