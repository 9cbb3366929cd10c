namespace QualiPref.Testing;

/// <summary>A new, empty folder of one test or fixture, deleted with all it holds at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("qualipref-test-").FullName;

    /// <summary>Path of something inside it.</summary>
    /// <param name="name">File or folder name.</param>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Deletes it.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
